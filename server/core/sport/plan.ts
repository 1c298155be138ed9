import type { Preset, Rules, Stage, Target, Unit } from './rules.ts'

/** The units of a match in their order, its own rules worked in. */
export function planUnits(preset: Preset, rules: Rules): Unit[] {
  const units: Unit[] = []
  let playedMs = 0
  for (const stage of preset.stages) {
    const count = named(stage.count, rules) ?? 1
    const ms = named(stage.ms, rules) ?? null
    for (let number = 1; number <= count; number++) {
      units.push({
        key: stage.key,
        number,
        ms,
        offsetMs: preset.clock?.cumulative ? playedMs : 0,
        target: targetOf(stage, rules, number === count && count > 1),
        kicks: stage.kicks ?? null,
        allowed: stage.when === undefined || rules[stage.when] === true,
      })
      playedMs += ms ?? 0
    }
  }
  return units
}

const named = (
  value: number | 'units' | 'bestOf' | 'unitMs' | undefined,
  rules: Rules,
): number | undefined => (typeof value === 'string' ? rules[value] : value)

function targetOf(stage: Stage, rules: Rules, decides: boolean): Target | null {
  if (stage.target === undefined) return null
  const { to = 1, winBy = 1, cap = null } = rules
  const decider = decides ? stage.target.decider : undefined
  if (decider === undefined) return { to, winBy, cap }
  // In a short match the decider is no longer than the rest; a cap is meant as points above `to`:
  // who plays sets to 25 with a cap at 27 plays the fifth to 15 with a cap at 17.
  const last = Math.min(to, decider.to)
  return { to: last, winBy, cap: cap === null ? null : last + (cap - to) }
}
