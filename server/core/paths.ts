import type { ItemId, MatchId, PollId, RoomCode } from './ids.ts'

/** Of which run (the present one, if none is said), and as whom: see `Seat`. */
interface Asked {
  run?: number
  view?: 'host' | 'public'
}

function asking(path: string, asked: object = {}): string {
  const query = Object.entries(asked).map((part) => part.join('='))
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** Every address, built in one place for the server's links, the client and the tests. */
export const api = {
  time: '/api/time',
  sports: '/api/sports',
  claims: '/api/claims',
  rooms: '/api/rooms',
  room: (code: RoomCode, asked?: Asked) => asking(`/api/rooms/${code}`, asked),
  roomLinks: (code: RoomCode) => `/api/rooms/${code}/links`,
  roomStream: (code: RoomCode, asked?: Asked) => asking(`/api/rooms/${code}/stream`, asked),
  roomPolls: (code: RoomCode) => `/api/rooms/${code}/polls`,
  roomMatches: (code: RoomCode) => `/api/rooms/${code}/matches`,
  polls: '/api/polls',
  poll: (id: PollId, asked?: Asked) => asking(`/api/polls/${id}`, asked),
  pollResult: (id: PollId, asked?: Asked) => asking(`/api/polls/${id}/result`, asked),
  vote: (id: PollId, asked?: Asked) => asking(`/api/polls/${id}/vote`, asked),
  pollRuns: (id: PollId) => `/api/polls/${id}/runs`,
  pollWords: (id: PollId) => `/api/polls/${id}/words`,
  pollExport: (id: PollId, asked: { format: 'csv' | 'json'; run?: number }) =>
    asking(`/api/polls/${id}/export`, asked),
  pollStream: (id: PollId, asked?: Asked) => asking(`/api/polls/${id}/stream`, asked),
  matches: '/api/matches',
  match: (id: MatchId) => `/api/matches/${id}`,
  events: (id: MatchId) => `/api/matches/${id}/events`,
  officials: (id: MatchId) => `/api/matches/${id}/officials`,
  official: (id: MatchId, official: string) => `/api/matches/${id}/officials/${official}`,
  matchSport: (id: MatchId) => `/api/matches/${id}/sport`,
  matchExport: (id: MatchId, asked: { format: 'csv' | 'json'; view?: 'host' | 'public' }) =>
    asking(`/api/matches/${id}/export`, asked),
  matchStream: (id: MatchId, asked?: Asked) => asking(`/api/matches/${id}/stream`, asked),
} as const

/** The pages. A key stands in the fragment, which no server, log or projector's address bar is sent. */
export const pages = {
  home: '/',
  join: (code: RoomCode) => `/${code}`,
  host: (code: RoomCode, key?: string) => `/host/${code}${key ? `#${key}` : ''}`,
  screen: (code: RoomCode) => `/screen/${code}`,
  referee: (match: MatchId, key?: string) => `/referee/${match}${key ? `#${key}` : ''}`,
  overlay: (item: ItemId) => `/overlay/${item}`,
} as const

export type Page =
  | { name: 'home' }
  | { name: 'join' | 'host' | 'screen'; code: string }
  | { name: 'referee'; match: string }
  | { name: 'overlay'; item: string }
  | { name: 'unknown' }

/** Which page a path is; a code is as it was typed, not yet folded. */
export function pageOf(path: string): Page {
  const [first = '', second, ...rest] = path.split('/').slice(1)
  if (rest.length > 0) return { name: 'unknown' }
  if (second === undefined) return first === '' ? { name: 'home' } : { name: 'join', code: first }
  if (first === 'host' || first === 'screen') return { name: first, code: second }
  if (first === 'overlay') return { name: first, item: second }
  return first === 'referee' ? { name: 'referee', match: second } : { name: 'unknown' }
}
