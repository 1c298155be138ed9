import type { Clock } from '#core/clock'
import type { EventId } from '#core/ids'
import type { EventOf, Happening, MatchView, SportView } from '#core/match'
import { api } from '#core/paths'
import { press } from '#core/sport/stopwatch'
import { effective } from '#core/sport/void'
import { failed, get } from '../api.ts'
import { MatchLog } from './match-log.svelte.ts'
import { story } from './match-story.ts'
import type { ServerClock } from './now.svelte.ts'
import { Outbox } from './outbox.svelte.ts'
import { undone } from './redo.ts'
import type { LiveStream } from './topic.svelte.ts'

/** An event of the log, or one still in the outbox. */
type Logged = Happening & { id: EventId }

/**
 * What a referee sees and does: the match as the server has it, with what was tapped and is not
 * confirmed laid over it. The server's fold decides; the overlay only keeps the finger honest.
 */
export class RefereePad {
  #id: string
  #stream: LiveStream
  #clock: ServerClock
  #answered = $state.raw<MatchView | undefined>()
  readonly log: MatchLog
  readonly outbox: Outbox
  sport = $state.raw<SportView | undefined>()

  /** The answer to a tap may come before or after the frame that it caused. */
  match = $derived.by(() => {
    const streamed = this.#stream.match(this.#id)
    const answered = this.#answered
    if (!streamed || !answered) return streamed ?? answered
    return answered.version > streamed.version ? answered : streamed
  })

  #pending = $derived.by(() => {
    // From who may not score, nothing will arrive: a score ahead of the true one would be a lie.
    if (this.outbox.locked) return []
    const known = new Set(this.log.events.map((event) => event.id))
    return this.outbox.waiting.filter(({ event }) => !known.has(event.id))
  })

  /** Tapped, and not in the log yet. */
  pending = $derived(this.#pending.map(({ event }) => event))

  #whole = $derived.by((): Logged[] => [...this.log.events, ...this.pending])
  #standing = $derived.by(() => effective(this.#whole))

  /** What Undo takes back: the newest event that still stands. */
  undoable = $derived(this.#standing.at(-1))
  #undone = $derived(undone(this.#whole))
  /** What Put back brings back: the last undone of those that still are. */
  redoable = $derived(this.#undone[0]?.event)

  /** Points tapped for a side and not confirmed yet; an undo on its way counts back. */
  ahead = $derived.by(() => {
    const ahead: Record<string, number> = {}
    const count = (events: readonly Logged[], sign: 1 | -1) => {
      for (const event of events)
        if (event.kind === 'score')
          ahead[event.side] = (ahead[event.side] ?? 0) + sign * this.#points(event)
    }
    if (this.pending.length > 0) {
      count(this.#standing, 1)
      count(effective(this.log.events), -1)
    }
    return ahead
  })

  clock = $derived.by((): Clock | null => {
    const clock = this.match?.clock ?? null
    if (clock === null) return null
    return this.#pending.reduce((shown, { event, tappedAt }) => {
      if (event.kind !== 'clock') return shown
      const occurredAt = event.occurredAt ?? this.#clock.read(tappedAt)
      const { touchedAt: _, ...watch } = press({ ...shown, touchedAt: 0 }, {
        ...event,
        occurredAt,
      } as EventOf<'clock'>)
      return { ...shown, ...watch, running: watch.since !== null }
    }, clock)
  })

  /** All that happened, what was tapped and is not in the log yet too. */
  story = $derived.by(() => story(this.#whole))

  /** The last score that stands: some others only follow one. */
  lastScore = $derived(this.#standing.findLast((event) => event.kind === 'score'))

  constructor(id: string, stream: LiveStream, clock: ServerClock) {
    this.#id = id
    this.#stream = stream
    this.#clock = clock
    this.log = new MatchLog(id)
    this.outbox = new Outbox({
      match: id,
      clock,
      onsent: (match) => {
        this.#answered = match
        this.log.add(match.timeline)
      },
    })
  }

  /** The sport as this match plays it: its rules were frozen when it was made, so once is enough. */
  async loadSport(): Promise<void> {
    if (this.sport) return
    const sport = await get<SportView>(api.matchSport(this.#id))
    if (!failed(sport)) this.sport = sport
  }

  /** `base`: the last seq that the official had seen, where what is said rests on that. */
  post(happening: Happening, base = this.log.seq): void {
    navigator.vibrate?.(15)
    this.outbox.add(happening, base)
  }

  /** Who was named for a side lately, the last one first. */
  playersOf(side: string | undefined): string[] {
    const named = this.#standing.flatMap((event) =>
      'player' in event && event.player !== undefined && event.side === side ? [event.player] : [],
    )
    return [...new Set(named.toReversed())].slice(0, 6)
  }

  undo = () => this.takeBack(this.undoable?.id)
  redo = () => this.takeBack(this.#undone[0]?.by)

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

  #points(event: Extract<Happening, { kind: 'score' }>): number {
    return event.points ?? this.sport?.keys.find(({ key }) => key === event.key)?.points ?? 1
  }
}
