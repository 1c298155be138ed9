import type { EventId } from '#core/ids'
import type { SportView } from '#core/match'
import { api } from '#core/paths'
import type { PollPatch } from '#core/poll'
import type { Item, Room } from '#core/room'
import type { Moderation } from '#core/tally/moderation'
import { failed, get, patch, post, remove, type Answer, type Failure } from '../api.ts'
import { claim, keyInAddress } from './claim.ts'
import { addMatch, addPoll, type NewMatch, type NewPoll } from './create.ts'
import { addOfficial, officialsOf, removeOfficial, type Official } from './officials.ts'
import type { ServerClock } from './now.svelte.ts'
import { recall, remember } from './storage.ts'

const session = () => sessionStorage

/**
 * What a host does, and what came of it. Nothing here changes what is shown: the stream tells what
 * the server made of it, to this page as to everybody's.
 */
export class HostDesk {
  #code: string
  #note: string
  /** `asking`: whether this device may host is not known yet. */
  entry = $state<'asking' | 'open' | 'no-key' | 'no-room' | 'failed'>('asking')
  problem = $state.raw<Failure | undefined>()
  busy = $state(false)
  sports = $state.raw<SportView[]>([])
  /** Those of the match that was asked for last. */
  officials = $state.raw<Official[]>([])
  #officialsOf: string | undefined
  fresh = $state.raw<{ match: string; official: string; name: string; link: string } | undefined>()

  constructor(code: string) {
    this.#code = code
    this.#note = `tallycast.host.${code}`
  }

  /**
   * The key, as long as this tab lives. The claim keeps a reload working; the key itself stays out of
   * lasting storage, where the next user of this computer would find it.
   */
  get key(): string | undefined {
    return recall(this.#note, session) ?? undefined
  }

  async enter(): Promise<void> {
    const key = keyInAddress()
    if (key) {
      const claimed = await claim(this.#code, key)
      if (failed(claimed)) return this.shut(claimed.problem)
      remember(this.#note, key, session)
    }
    const room = await get<Room>(api.room(this.#code, { view: 'host' }))
    if (failed(room)) return this.shut(room.problem)
    this.problem = undefined
    this.entry = 'open'
  }

  /** This device may not host, or there is nothing to host. */
  shut(problem: Failure): void {
    this.problem = problem
    this.entry =
      problem.code === 'room-not-found'
        ? 'no-room'
        : problem.code === 'key-missing' || problem.code === 'key-wrong'
          ? 'no-key'
          : 'failed'
  }

  putOnAir = (id: string | null) => this.#do(patch(api.room(this.#code), { onAir: id }))
  changePoll = (poll: string, change: PollPatch) => this.#do(patch(api.poll(poll), change))
  runAgain = (poll: string) => this.#do(post(api.pollRuns(poll), {}))
  /** Voting ends so long from now by the server's clock; null: when the host closes it. */
  async closeIn(poll: string, ms: number | null, clock: ServerClock): Promise<void> {
    const closesAt = ms === null ? null : await clock.in(ms)
    // Without the server's time nothing can be sent; that it does not answer is what there is to say.
    if (closesAt === undefined) this.problem = { code: 'unreachable' }
    else await this.changePoll(poll, { closesAt })
  }

  /** Lists of words travel whole; `full`: one holds more than a list may. */
  async setWords(
    poll: string,
    { hidden, shown }: Pick<Moderation, 'hidden' | 'shown'>,
  ): Promise<'taken' | 'full' | 'failed'> {
    if (await this.changePoll(poll, { hiddenWords: hidden, shownWords: shown })) return 'taken'
    const { code } = this.problem ?? {}
    if (code !== 'body-invalid' && code !== 'body-too-large') return 'failed'
    this.problem = undefined
    return 'full'
  }

  /** What could not be reached can be now. */
  reached(): void {
    if (this.problem?.code === 'unreachable') this.problem = undefined
  }

  addPoll = async (poll: NewPoll) => (await this.#do(addPoll(this.#code, poll)))?.poll.id
  addMatch = async (match: NewMatch) => (await this.#do(addMatch(this.#code, match)))?.match.id

  remove = ({ kind, id }: Item) => this.#do(remove(kind === 'poll' ? api.poll(id) : api.match(id)))

  async loadSports(): Promise<void> {
    if (this.sports.length === 0) this.sports = (await this.#do(get<SportView[]>(api.sports))) ?? []
  }

  async loadOfficials(match: string): Promise<void> {
    if (this.#officialsOf !== match) this.officials = []
    this.#officialsOf = match
    await this.#refreshOfficials(match)
  }

  /** Asks again, unless the host has gone on to another match; so may have the answer come too late. */
  async #refreshOfficials(match: string): Promise<void> {
    if (this.#officialsOf !== match) return
    const officials = await this.#do(officialsOf(match))
    if (officials && this.#officialsOf === match) this.officials = officials
  }

  async invite(match: string, name: string): Promise<void> {
    const made = await this.#do(addOfficial(match, name))
    if (!made) return
    this.fresh = { match, official: made.official.id, name, link: made.links.referee }
    await this.#refreshOfficials(match)
  }

  /** What waited counts from now on. */
  count = (match: string, ids: readonly EventId[]) =>
    this.#do(
      post(
        api.events(match),
        ids.map((target) => ({ kind: 'confirm', target })),
      ),
    )
  leaveOut = (match: string, ids: readonly EventId[]) =>
    this.#do(
      post(
        api.events(match),
        ids.map((target) => ({ kind: 'void', target })),
      ),
    )

  async revoke(match: string, id: string): Promise<void> {
    const gone = await this.#do(removeOfficial(match, id))
    // A link that opens nothing any more must not be scanned.
    if (gone && this.fresh?.official === id) this.fresh = undefined
    await this.#refreshOfficials(match)
  }

  async #do<T extends object>(asked: Promise<Answer<T>>): Promise<T | undefined> {
    this.busy = true
    const answer = await asked
    this.busy = false
    this.problem = failed(answer) ? answer.problem : undefined
    return failed(answer) ? undefined : answer
  }
}
