import { api } from '#core/paths'
import { get, post, remove } from '../api.ts'

export interface Official {
  id: string
  name: string
}

export interface NewOfficial {
  official: Official
  officialKey: string
  links: { referee: string }
}

export const officialsOf = (match: string) => get<Official[]>(api.officials(match))
export const addOfficial = (match: string, name: string) =>
  post<NewOfficial>(api.officials(match), { name })
export const removeOfficial = (match: string, id: string) => remove(api.official(match, id))
