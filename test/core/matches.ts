import type { Match, MatchEvent, NewEvent } from '#core/match'
import type { Problem } from '#core/problem'
import { check } from '#core/sport/check'
import { advance, fold } from '#core/sport/fold'
import { freeze } from '#core/sport/freeze'
import type { Preset, Rules } from '#core/sport/rules'
import { start } from '#core/sport/state'
import { view } from '#core/sport/view'

export const kickOff = 1_763_800_000_000

const sideIds = ['home', 'away', 's3', 's4', 's5', 's6', 's7', 's8']

export function matchOf(preset: Preset, rules: Rules = {}, sides = 2): Match {
  const frozen = freeze(preset, rules)
  if ('problem' in frozen) throw new Error(JSON.stringify(frozen.problem))
  return {
    id: 'm_1',
    room: 'K7M2QX',
    sport: preset.id,
    title: 'Final',
    sides: sideIds
      .slice(0, sides)
      .map((id) => ({ id, name: id, short: id.slice(0, 3).toUpperCase(), color: '#56B4E9' })),
    rules: frozen.rules,
    createdAt: kickOff,
  }
}

/** A posted event as the log keeps it; `afterMs` says when it happened, counted from the kick-off. */
export function entry(seq: number, event: NewEvent, afterMs = seq): MatchEvent {
  const { base: _, ...happening } = event
  const at = event.occurredAt ?? kickOff + afterMs
  const taken = { seq, id: `e_${seq}`, at, occurredAt: at, official: null, held: false }
  return { ...taken, ...happening } as MatchEvent
}

/** An official's table: what is posted passes `check`, goes into the log, and moves the state by one. */
export function table(match: Match) {
  const log: MatchEvent[] = []
  let state = start(match)

  const post = (event: NewEvent, afterMs?: number): Problem | MatchEvent | { seq: number } => {
    const decision = check(match, state, log, event)
    if ('problem' in decision) return decision.problem
    if (decision.outcome === 'duplicate') return { seq: decision.seq }
    const recorded = entry(log.length + 1, event, afterMs ?? log.length + 1)
    state = advance(match, state, log, recorded)
    log.push(recorded)
    return recorded
  }

  return {
    log,
    post,
    /** Posts what must be recorded, and answers its id. */
    record(event: NewEvent, afterMs?: number): string {
      const recorded = post(event, afterMs)
      if (!('kind' in recorded)) throw new Error(`not recorded: ${JSON.stringify(recorded)}`)
      return recorded.id
    },
    goals(side: string, count: number, key = 'goal') {
      for (let n = 0; n < count; n++) this.record({ kind: 'score', side, key })
    },
    /** Plays one set of rallies so that it ends as said, the winner of the set scoring last. */
    set(home: number, away: number) {
      const level = Math.min(home, away)
      for (let n = 0; n < level; n++) {
        this.goals('home', 1, 'point')
        this.goals('away', 1, 'point')
      }
      this.goals(home > away ? 'home' : 'away', Math.abs(home - away), 'point')
    },
    view: () => view(match, state, log, log.length),
    refolded: () => view(match, fold(match, log), log, log.length),
  }
}
