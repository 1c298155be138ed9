import type { Match, MatchEvent, MatchView, NewEvent, PlayedSport } from '#core/match'
import { check } from '#core/sport/check'
import { advance } from '#core/sport/fold'
import { rulesFor } from '#core/sport/freeze'
import { findPreset, sportView } from '#core/sport/presets'
import { start } from '#core/sport/state'
import { view } from '#core/sport/view'

const names = ['Reds', 'Blues', 'Greens', 'Golds', 'Greys', 'Pinks', 'Limes', 'Teals']

/** A match as a server keeps it: the same rules, and no network. */
export class FakeMatch {
  readonly log: MatchEvent[] = []
  /** What is posted waits for the head official. */
  holds = false
  readonly sport: PlayedSport
  readonly #match: Match
  #state

  constructor(sport: string, sides = 2) {
    const preset = findPreset(sport, 0)
    if (!preset) throw new Error(`there is no sport ${sport}`)
    const rules = rulesFor(preset, preset.rules)
    this.#match = {
      id: 'm_1',
      room: 'K7M2QX',
      sport,
      title: 'Final',
      sides: names.slice(0, sides).map((name, index) => ({
        id: ['home', 'away'][index] ?? `s${index + 1}`,
        name,
        short: name.slice(0, 3),
        color: '#56B4E9',
      })),
      rules,
      createdAt: 0,
    }
    this.sport = { ...sportView(rules, preset.sides), match: this.#match }
    this.#state = start(this.#match)
  }

  get view(): MatchView {
    return view(this.#match, this.#state, this.log, this.log.length + 1)
  }

  /** What is posted, one after another, as the answer tells of it. */
  post(...events: NewEvent[]) {
    const results = events.map((event) => this.#take(event))
    return { results, match: this.view }
  }

  /** Another official tells something that waits for the head official. */
  hold(event: NewEvent): void {
    const { base: _, ...happening } = event
    const seq = this.log.length + 1
    const told = { at: 0, occurredAt: 0, official: 'o_2', held: true }
    this.log.push({ ...happening, ...told, seq, id: `e_${seq}` })
  }

  #take({ base, ...event }: NewEvent) {
    const seq = this.log.length + 1
    const id = event.id ?? `e_${seq}`
    const posted = base === undefined ? event : { ...event, base }
    const verdict = check(this.#match, this.#state, this.log, posted)
    if ('problem' in verdict) {
      const { code, detail, faults } = verdict.problem
      const problem = {
        type: `/problems/${code}`,
        title: code,
        status: 409,
        detail,
        errors: faults,
      }
      return { id, seq: null, outcome: 'refused', problem }
    }
    if (verdict.outcome === 'duplicate') return { id, seq: verdict.seq, outcome: 'duplicate' }
    const at = event.occurredAt ?? 0
    const held = this.holds
    const entry: MatchEvent = { ...event, seq, id, at, occurredAt: at, official: null, held }
    this.#state = advance(this.#match, this.#state, this.log, entry)
    this.log.push(entry)
    return { id, seq, outcome: held ? 'held' : 'recorded' }
  }
}
