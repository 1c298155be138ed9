import { onTestFinished } from 'vitest'
import type { MatchId, PollId, RandomBytes, RoomCode } from '#core/ids'
import type { Update } from '#core/update'
import { openDatabase } from '../../db/open.ts'
import { createLive, type Live } from '../../server/live/live.ts'
import type { Store } from '../../server/live/store.ts'
import { manualTime, type ManualTime } from '../support/time.ts'
import { FakeReader } from './readers.ts'

export interface House {
  time: ManualTime
  store: Store
  live: Live
  untold: unknown[]
  /** Before the test is over, where it builds many. */
  close(): Promise<void>
}

const random: RandomBytes = (size) => crypto.getRandomValues(new Uint8Array(size))

/** The live state over a real database, some calls of which a test may take over. */
export async function aHouse(
  takeOver: (store: Store) => Partial<Store> = () => ({}),
  slowed: (time: ManualTime) => ManualTime = (time) => time,
  database = 'file::memory:',
): Promise<House> {
  const time = slowed(manualTime())
  const real = await openDatabase(database)
  const store = { ...real, ...takeOver(real) }
  const untold: unknown[] = []
  const live = createLive({
    store,
    time,
    random,
    hash: (key) => key,
    epoch: 'e',
    untold: (error) => untold.push(error),
  })
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    live.close()
    return (closed ??= real.close())
  }
  onTestFinished(close)
  return { time, store, live, untold, close }
}

const setup = {
  kind: 'single',
  question: 'Tea or coffee?',
  options: ['Tea', 'Coffee'],
} as const

/** A room with an open poll on air. */
export async function pollIn(
  { live }: House,
  results: 'live' | 'closed' | 'host' = 'live',
): Promise<{ room: RoomCode; poll: PollId }> {
  const { room } = await live.rooms.create('Quiz night', (code) => ({
    kind: 'poll',
    poll: live.polls.draw(code, { ...setup, options: [...setup.options], results }, 'open'),
  }))
  return { room: room.code, poll: room.onAir ?? '' }
}

/** One more poll for a room, not on air. */
export async function addPoll(
  { live }: House,
  room: RoomCode,
  status: 'draft' | 'open' = 'open',
): Promise<PollId> {
  const poll = live.polls.draw(room, { ...setup, options: [...setup.options] }, status)
  await live.polls.create(poll)
  return poll.id
}

export async function matchIn({ live }: House): Promise<{ room: RoomCode; match: MatchId }> {
  const drawn = live.matches.draw({
    sport: 'football',
    sides: [{ name: 'Ana' }, { name: 'Bo' }],
  })
  if ('problem' in drawn) throw new Error('no such match')
  const { room } = await live.rooms.create('Final', (code) => ({
    kind: 'match',
    match: { ...drawn.match, room: code },
  }))
  return { room: room.code, match: room.onAir ?? '' }
}

/** Opens a stream on a topic, as the door does. */
export async function watch(
  { live }: House,
  topic: { kind: 'room' | 'poll' | 'match'; id: string },
  view: 'public' | 'full' = 'public',
): Promise<{ reader: FakeReader; leave: () => void }> {
  await live.streams.prepare(topic, view)
  const reader = new FakeReader()
  return { reader, leave: live.streams.join(topic, view, reader) }
}

/** The updates a reader has heard. */
export const updates = ({ heard }: FakeReader): Update[] =>
  heard.filter(([event]) => event === 'update').map(([, data]) => JSON.parse(data) as Update)

/** All that is due in this turn, promises included. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((done) => setImmediate(done))
}

/** Until the database has answered what it was asked on the way, and that has had its effect. */
export async function caughtUp({ store }: House): Promise<void> {
  await settle()
  // It answers in order, so when this is answered all before it is.
  await store.ping()
  await settle()
}
