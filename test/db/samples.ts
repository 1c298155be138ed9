import type { Match, MatchEvent } from '#core/match'
import type { Poll } from '#core/poll'
import { blankPaper } from '#core/tally/kind'
import type { NewRoom, Store, StoredKey, Vote } from '../../server/live/store.ts'

let count = 0
/** A name that no other test uses: one database serves a whole suite. */
export const fresh = (prefix: string): string => `${prefix}_${(count += 1)}`

export const at = 1_763_800_000_000

export const aRoom = (code = fresh('R')): NewRoom => ({ code, title: 'Quiz night', createdAt: at })

export const aKey = (room: string, over: Partial<StoredKey> = {}): StoredKey => ({
  id: fresh('k'),
  hash: fresh('hash'),
  name: 'Host',
  room,
  opens: { kind: 'host' },
  expiresAt: null,
  revokedAt: null,
  createdAt: at,
  ...over,
})

export const anOfficial = (room: string, match: string, over: Partial<StoredKey> = {}): StoredKey =>
  aKey(room, {
    name: 'Referee',
    opens: { kind: 'official', match, scopes: ['clock', 'score:home'] },
    ...over,
  })

export const aPoll = (room: string, over: Partial<Poll> = {}): Poll => ({
  ...blankPaper,
  id: fresh('p'),
  room,
  kind: 'single',
  question: 'Tea or coffee?',
  options: [
    { id: 'a', label: 'Tea' },
    { id: 'b', label: 'Coffee' },
    { id: 'c', label: 'Maté' },
  ],
  results: 'live',
  allowChange: true,
  voters: 'device',
  status: 'open',
  run: 1,
  closesAt: null,
  ...over,
})

export const aMatch = (room: string, over: Partial<Match> = {}): Match => ({
  id: fresh('m'),
  room,
  sport: 'custom',
  title: 'Final',
  sides: [
    { id: 'home', name: 'Ana', short: 'ANA', color: '#56B4E9' },
    { id: 'away', name: 'Bo', short: 'BO', color: '#E69F00' },
  ],
  rules: {
    sport: 'custom',
    name: 'Custom',
    edition: '1',
    rules: {},
    keys: [{ key: 'point', points: 1 }],
    incidents: [],
    units: [],
    headline: 'sum',
    clock: null,
    serve: null,
  },
  createdAt: at,
  ...over,
})

export const aScore = (seq: number, over: Partial<MatchEvent> = {}): MatchEvent =>
  ({
    kind: 'score',
    side: 'home',
    key: 'point',
    seq,
    id: fresh('e'),
    at: at + seq,
    occurredAt: at + seq - 1,
    official: null,
    held: false,
    ...over,
  }) as MatchEvent

export const aVote = (poll: string, voter: string, choice: Vote['choice']): Vote => ({
  poll,
  voter,
  choice,
  at,
})

export async function roomIn(store: Store): Promise<string> {
  const room = aRoom()
  await store.createRoom(room, aKey(room.code))
  return room.code
}

export async function pollIn(store: Store, over: Partial<Poll> = {}): Promise<Poll> {
  const poll = aPoll(await roomIn(store), over)
  await store.createPoll(poll)
  return poll
}

export async function matchIn(store: Store): Promise<Match> {
  const match = aMatch(await roomIn(store))
  await store.createMatch(match)
  return match
}
