import type { CounterRule, Games, Preset, Rules, Stage, Target, Unit } from './rules.ts'

/** The units of a match in their order, its own rules worked in. */
export function planUnits(preset: Preset, rules: Rules): Unit[] {
  const units: Unit[] = []
  let playedMs = 0
  for (const [place, stage] of preset.stages.entries()) {
    const count = numbered(stage.count, rules) ?? 1
    const ms = numbered(stage.ms, rules) ?? null
    for (let number = 1; number <= count; number++) {
      const last = number === count
      const decides = last && count > 1
      const games = gamesOf(stage, rules, last)
      units.push({
        key: stage.key,
        number,
        ms,
        offsetMs: preset.clock?.cumulative ? playedMs : 0,
        target: targetOf(stage, rules, { last, decides }),
        kicks: stage.kicks ?? null,
        allowed: stage.when === undefined || rules[stage.when] === true,
        ...(games && { games }),
        ...(decides && stage.when === undefined && { decides }),
        ...(changesEnds(preset, { regular: place === 0, number, count }) && { changesEnds: true }),
        ...countsOf(preset, { regular: place === 0, number, count, index: units.length }),
      })
      playedMs += ms ?? 0
    }
  }
  return units
}

const numbered = (
  value: number | 'units' | 'bestOf' | 'unitMs' | undefined,
  rules: Rules,
): number | null | undefined => (typeof value === 'string' ? rules[value] : value)

function targetOf(
  stage: Stage,
  rules: Rules,
  { last, decides }: { last: boolean; decides: boolean },
): Target | null {
  if (stage.target === undefined) return null
  if (stage.target.to !== undefined) return { to: stage.target.to, winBy: 1, cap: null }
  const { to = 1, winBy = 1, cap = null } = rules
  // The only set of a match is its final set, though nothing but a decider is played shorter.
  if (stage.games && last && rules.finalSet === 'advantage') return { to, winBy, cap: null }
  const decider = decides ? stage.target.decider : undefined
  if (decider === undefined) return { to, winBy, cap }
  // In a short match the decider is no longer than the rest; a cap is meant as points above `to`:
  // who plays sets to 25 with a cap at 27 plays the fifth to 15 with a cap at 17.
  const shorter = Math.min(to, decider.to)
  return { to: shorter, winBy, cap: cap === null ? null : shorter + (cap - to) }
}

/** A set of six games has its cap at seven, which is what a tie-break at six all comes to. */
function gamesOf({ games }: Stage, rules: Rules, last: boolean): Games | undefined {
  if (games === undefined) return undefined
  const { cap = null, noAd = false, finalSet, tieTo = 7, tieWinBy = 2 } = rules
  const ending = last ? finalSet : undefined
  const to = ending === 'tiebreak10' ? 10 : tieTo
  return {
    key: games.key,
    target: { to: games.to, winBy: noAd ? 1 : 2, cap: null },
    labels: games.labels,
    tie:
      cap === null || ending === 'advantage'
        ? null
        : { at: cap - 1, target: { to, winBy: tieWinBy, cap: null } },
  }
}

function changesEnds(
  { ends }: Preset,
  { regular, number, count }: Pick<Place, 'regular' | 'number' | 'count'>,
): boolean {
  if (ends?.after === 'half') return regular && number === Math.ceil(count / 2)
  return ends?.after === 'each'
}

interface Place {
  regular: boolean
  number: number
  count: number
  index: number
}

function countsOf({ incidents }: Preset, place: Place): Pick<Unit, 'counts'> {
  const counts: Unit['counts'] = {}
  for (const { key, counter } of incidents)
    if (counter && counter.as === undefined) {
      const { most } = counter
      counts[key] = { ...countIn(counter, place), ...(most !== undefined && { most }) }
    }
  return Object.keys(counts).length > 0 ? { counts } : {}
}

/** A period of counting is named by its unit's index, or by a number that no unit has. */
function countIn(
  { per, limit, later }: CounterRule,
  { regular, number, count, index }: Place,
): { period: number; limit: number | null } {
  const secondHalf = number > count / 2
  const limitOf = (half: 0 | 1) => (Array.isArray(limit) ? limit[half] : (limit ?? null))
  if (per === 'match') return { period: 0, limit: limitOf(0) }
  if (!regular) {
    if (typeof later === 'number') return { period: index, limit: later }
    if (later === 'goes-on') return { period: goesOn, limit: limitOf(1) }
    return { period: index, limit: limitOf(1) }
  }
  if (number === count && later === 'goes-on') return { period: goesOn, limit: limitOf(1) }
  if (per === 'unit') return { period: index, limit: limitOf(secondHalf ? 1 : 0) }
  return { period: halves[secondHalf ? 1 : 0], limit: limitOf(secondHalf ? 1 : 0) }
}

/** The period of the last regular unit and all that follow it. */
const goesOn = -1
const halves = [-2, -3] as const
