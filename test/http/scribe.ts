import { isDeepStrictEqual } from 'node:util'
import type { Update } from '#core/update'
import { addPoll, Caller, makeRoom, newMatch, type Answer } from './door.ts'

type Write = (text: string) => Promise<Answer<unknown>>

/** Writes a text into every place from where it goes to everybody's screen. */
export class Scribe {
  readonly host: Caller
  /** The paths of the room, a poll that is on air, a poll of words, and a match. */
  readonly paths: { room: string; poll: string; words: string; match: string }
  readonly #url: string
  readonly #writes: Write[]

  static async in(url: string): Promise<Scribe> {
    const room = await makeRoom(url)
    const poll = await addPoll(room, { status: 'open' })
    const words = await addPoll(room, { kind: 'words', options: undefined, status: 'open' })
    const { body } = await room.host.post<{ match: { id: string } }>(
      `${room.path}/matches`,
      newMatch,
    )
    await room.host.patch(room.path, { onAir: poll.id })
    const [pollPath, wordsPath] = [`/api/polls/${poll.id}`, `/api/polls/${words.id}`]
    const match = `/api/matches/${body.match.id}`
    return new Scribe(url, room.host, { room: room.path, poll: pollPath, words: wordsPath, match })
  }

  private constructor(url: string, host: Caller, paths: Scribe['paths']) {
    const { room, poll, words, match } = paths
    const post = (event: object) => host.post(`${match}/events`, event)
    this.host = host
    this.paths = paths
    this.#url = url
    this.#writes = [
      (text) => host.patch(room, { title: text }),
      (text) => host.patch(room, { notice: { text } }),
      (text) => host.patch(poll, { question: text }),
      (text) => host.patch(poll, { options: [text, `${text}.`] }),
      (text) => host.patch(words, { question: text }),
      (text) => new Caller(this.#url).put(`${words}/vote`, { choice: [text, `${text} too`] }),
      (text) => host.patch(match, { title: text }),
      (text) => host.patch(match, { sides: [{ name: text, short: text }, { name: 'Bo' }] }),
      (text) => host.patch(match, { sides: [{ name: 'Ana' }, { name: text }] }),
      (text) => post({ kind: 'incident', key: 'yellow', side: 'home', player: text }),
      (text) => post({ kind: 'score', key: 'goal', side: 'away', player: text }),
      (text) => post({ kind: 'incident', key: 'note', note: text }),
      (text) => post({ kind: 'incident', key: text }),
      (text) => post({ kind: 'void', target: 'nothing', why: text }),
    ]
  }

  /** Answers how many of the places took it; what is refused must leave everything as it was. */
  async write(text: string): Promise<number> {
    const refused: Write[] = []
    for (const write of this.#writes) if (!(await isTaken(write, text))) refused.push(write)
    const before = await this.read()
    for (const write of refused) await isTaken(write, text)
    if (!isDeepStrictEqual(await this.read(), before))
      throw new Error('something was refused, and yet something is different')
    return this.#writes.length - refused.length
  }

  /** What GET says of all of it, as a stream would tell it. */
  async read(): Promise<Update[]> {
    const { room, poll, words, match } = this.paths
    const get = async (path: string) => (await this.host.get<never>(path)).body
    return [
      { kind: 'room', room: await get(room) },
      { kind: 'poll', poll: await get(poll) },
      { kind: 'poll', poll: await get(words) },
      { kind: 'match', match: await get(match) },
    ]
  }
}

async function isTaken(write: Write, text: string): Promise<boolean> {
  const { status } = await write(text)
  if (![200, 400, 413, 422].includes(status)) throw new Error(`answered with ${status}`)
  return status === 200
}

/** Of what an update tells. */
export function topicOf(update: Update): string {
  if ('gone' in update) return `${update.id} gone`
  return 'room' in update ? update.room.code : 'poll' in update ? update.poll.id : update.match.id
}
