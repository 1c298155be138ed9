import type { EventId } from '#core/ids'
import type { Happening, MatchEvent, MatchView, PlayedSport } from '#core/match'
import { api } from '#core/paths'
import { effective, isCorrection, readBack } from '#core/sport/corrections'
import { failed, get, mayRetry } from '../api.ts'
import { backoffMs } from './backoff.ts'
import { heldIn } from './held.ts'
import { recallMatch, type KeptMatch } from './kept-match.ts'
import { MatchFold } from './match-fold.ts'
import { MatchLog } from './match-log.svelte.ts'
import { story } from './match-story.ts'
import type { ServerClock } from './now.svelte.ts'
import { Outbox } from './outbox.svelte.ts'
import { undone } from './redo.ts'
import { Seen } from './seen.ts'
import type { LiveStream } from './topic.svelte.ts'

/**
 * What a referee sees and does: the match as the server has it and, where something was tapped that
 * is not confirmed, as the server will have it then, by the server's own fold. So a point ends a set,
 * and the next set begins, with no network at all.
 */
export class RefereePad {
  #id: string
  #stream: LiveStream
  #clock: ServerClock
  #loading = false
  #failures = 0
  #seen = new Seen()
  #answered = $state.raw<MatchView | undefined>()
  /** What an earlier life of this page left, and that it stands in for the server. */
  #earlier: KeptMatch | undefined
  #standIn = $state.raw<KeptMatch | undefined>()
  /** The log is the stand-in's, not yet the server's. */
  #logKept = false
  readonly log: MatchLog
  readonly outbox: Outbox
  #loaded = $state.raw<PlayedSport | undefined>()
  sport = $derived(this.#loaded ?? this.#standIn?.sport)

  /** The answer to a tap may come before or after the frame that it caused. */
  #heard = $derived.by(() => {
    const streamed = this.#stream.match(this.#id)
    const answered = this.#answered
    if (!streamed || !answered) return streamed ?? answered
    return answered.version > streamed.version ? answered : streamed
  })
  #told = $derived(this.#heard ?? this.#standIn?.match)

  /** Tapped, and not in the log yet: as it will be there, if nobody else is quicker. */
  pending = $derived.by((): MatchEvent[] => {
    // From who may not score, nothing will arrive: a score ahead of the true one would be a lie.
    if (this.outbox.locked) return []
    const known = new Set(this.log.events.map((event) => event.id))
    return this.outbox.waiting
      .filter(({ event }) => !known.has(event.id))
      .map(({ event, tappedAt }, index) => {
        const { base: _, ...happening } = event
        const occurredAt = event.occurredAt ?? this.#clock.read(tappedAt)
        const seq = this.log.seq + index + 1
        return { ...happening, seq, at: occurredAt, occurredAt, official: null, held: false }
      })
  })

  #fold = $derived(this.sport && new MatchFold(this.sport.match))
  /** None: nothing is pending, or what it would come on top of is not here yet. */
  #folded = $derived.by(() => {
    const told = this.#told
    if (!told || this.pending.length === 0) return undefined
    if (this.log.seq < (told.timeline[0]?.seq ?? 0)) return undefined
    return this.#fold?.view(this.log.events, this.pending, told)
  })

  match = $derived(this.#folded ?? this.#told)
  /** Something was tapped that `match` does not show: it must keep nobody from tapping on. */
  behind = $derived(this.pending.length > 0 && this.#folded === undefined)

  #whole = $derived.by(() => [...this.log.events, ...this.pending])
  #standing = $derived(effective(this.#whole))

  /**
   * What Undo takes back: the newest event that stands. What this phone told and waits is among them,
   * or whoever told a goal for the second time would undo the first; what others confirmed is not.
   */
  undoable = $derived(
    readBack(this.#whole).findLast(
      ({ event, counts, voidedBy }) =>
        event.kind !== 'void' &&
        !voidedBy &&
        ((counts && event.kind !== 'confirm') || this.outbox.sent.has(event.id)),
    )?.event,
  )
  #undone = $derived(undone(this.#whole))
  /** What Put back brings back: the last undone of those that still are. */
  redoable = $derived(this.#undone[0])

  /** All that happened, what was tapped and is not in the log yet too. */
  story = $derived(story(this.#whole))

  /** What does not count before the head official has said so. */
  held = $derived(heldIn(this.#whole))

  /** For a reload that finds no server: what it told last, once all of it is here. */
  last = $derived.by((): KeptMatch | undefined => {
    const match = this.#heard
    const sport = this.#loaded
    if (!match || !sport || this.log.seq < (match.timeline[0]?.seq ?? 0)) return undefined
    const at = this.#stream.connection.heardAt || Date.now()
    return { at, match, sport, log: this.log.events }
  })

  /** The last score that stands: some others only follow one. */
  lastScore = $derived(this.#standing.findLast((event) => event.kind === 'score'))

  constructor(id: string, stream: LiveStream, clock: ServerClock) {
    this.#id = id
    this.#stream = stream
    this.#clock = clock
    this.#earlier = recallMatch(id)
    this.log = new MatchLog(id)
    this.outbox = new Outbox({
      match: id,
      clock,
      onsent: (match) => {
        this.#answered = match
        this.hear(match.timeline)
      },
    })
  }

  /** The server has spoken: its own log takes the place of what was kept of it. */
  hear(timeline: readonly MatchEvent[]): void {
    if (this.#logKept) this.log.clear()
    this.#logKept = false
    this.log.add(timeline)
    this.#seen.show(timeline[0]?.seq ?? 0, performance.now())
  }

  /** No server can be asked: what was kept stands in until it has spoken, and is marked as old. */
  standIn(): void {
    const last = this.#earlier
    if (this.#heard || !last) return
    this.#standIn = last
    this.#logKept = true
    this.log.add(last.log)
    this.#seen.show(last.match.timeline[0]?.seq ?? 0, performance.now())
    this.#stream.connection.recalled(last.at)
  }

  /** The sport as this match plays it: its rules were frozen when it was made, so once is enough. */
  async loadSport(): Promise<void> {
    if (this.#loaded || this.#loading) return
    this.#loading = true
    const sport = await get<PlayedSport>(api.matchSport(this.#id))
    this.#loading = false
    if (!failed(sport)) this.#loaded = sport
    else if (mayRetry(sport.problem))
      setTimeout(() => this.loadSport(), backoffMs(this.#failures++))
  }

  /** `base`: the last seq that what is said rests on, if that is not just what was there to be seen. */
  post(happening: Happening, base = this.#seen.upTo(performance.now())): void {
    navigator.vibrate?.(15)
    this.outbox.add(happening, base)
  }

  /** Whether something is on its way that may be about this side. */
  sendsFor = (side: string): boolean =>
    this.pending.some((event) =>
      'side' in event ? event.side === side : isCorrection(event) || event.kind === 'adjust',
    )

  /** Who was named for a side lately, the last one first. */
  playersOf(side: string | undefined): string[] {
    const named = this.#standing.flatMap((event) =>
      'player' in event && event.player !== undefined && event.side === side ? [event.player] : [],
    )
    return [...new Set(named.toReversed())].slice(0, 6)
  }

  /** A final match comes back by taking back what ended it. */
  reopen(): void {
    const end = this.#standing.findLast(
      (event) => event.kind === 'status' && (event.to === 'final' || event.to === 'abandoned'),
    )
    if (end) this.takeBack(end.id)
    else this.post({ kind: 'status', to: 'live' })
  }

  takeBack(target: EventId | undefined): void {
    if (target !== undefined) this.post({ kind: 'void', target })
  }
}
