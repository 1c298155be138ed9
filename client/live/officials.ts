import { api } from '#core/paths'
import { failed, get, post, remove, type Answer } from '../api.ts'

export interface Official {
  id: string
  name: string
}

export interface NewOfficial {
  official: Official
  officialKey: string
  links: { referee: string }
}

export const addOfficial = (match: string, name: string) =>
  post<NewOfficial>(api.officials(match), { name })

export const removeOfficial = (match: string, id: string) => remove(api.official(match, id))

/** The list comes bare or wrapped; both are read, so that one answer does not blank a host's page. */
export async function officialsOf(match: string): Promise<Answer<Official[]>> {
  const answer = await get<Official[] | { officials: Official[] }>(api.officials(match))
  if (Array.isArray(answer) || failed(answer)) return answer
  return answer.officials
}
