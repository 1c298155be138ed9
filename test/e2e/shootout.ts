/** An event as it is posted. */
export type Told = Record<string, unknown> & { kind: string }

interface Kick {
  side: 0 | 1
  scored: boolean
}

/** Whether the side that is ahead can still be caught in five rounds, or in the round that goes on. */
function isOpen(kicks: readonly Kick[]): boolean {
  const [home, away] = ([0, 1] as const).map((side) => {
    const own = kicks.filter((kick) => kick.side === side)
    return { taken: own.length, goals: own.filter(({ scored }) => scored).length }
  })
  if (!home || !away) return true
  const rounds = Math.max(5, home.taken, away.taken)
  return (
    home.goals <= away.goals + rounds - away.taken && away.goals <= home.goals + rounds - home.taken
  )
}

/** Kicks in turns that come to a score, decided by the last one and by none before it. */
function kicksTo(score: readonly number[], kicks: Kick[] = []): Kick[] | undefined {
  const goals = ([0, 1] as const).map(
    (side) => kicks.filter((kick) => kick.side === side && kick.scored).length,
  )
  if (goals.some((own, side) => own > (score[side] ?? 0)) || kicks.length > 30) return undefined
  if (!isOpen(kicks)) return goals.join() === score.join() ? kicks : undefined
  const side = kicks.length % 2 === 0 ? 0 : 1
  return (
    kicksTo(score, [...kicks, { side, scored: true }]) ??
    kicksTo(score, [...kicks, { side, scored: false }])
  )
}

/** The record has no order of kicks, so here is one that gives its score; or the same told side by side. */
export function shootoutOf(score: readonly number[], order: 'in turns' | 'one side first'): Told[] {
  const kicks = kicksTo(score)
  if (!kicks) throw new Error(`no shoot-out ends ${score.join('–')}`)
  const told = order === 'in turns' ? kicks : kicks.toSorted((a, b) => b.side - a.side)
  return told.map(({ side: index, scored }) => {
    const side = index === 0 ? 'home' : 'away'
    return scored ? { kind: 'score', key: 'kick', side } : { kind: 'incident', key: 'miss', side }
  })
}
