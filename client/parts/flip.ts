import type { MatchView } from '#core/match'

/** The same match with its sides the other way round, as a camera on the other touchline sees it. */
export function flipped(match: MatchView): MatchView {
  return {
    ...match,
    sides: match.sides.toReversed(),
    score: match.score.toReversed(),
    points: match.points?.toReversed() ?? null,
    units: match.units.map((unit) => ({
      ...unit,
      score: unit.score.toReversed(),
      ...(unit.tiebreak && { tiebreak: unit.tiebreak.toReversed() }),
    })),
    shootout: match.shootout && {
      score: match.shootout.score.toReversed(),
      kicks: match.shootout.kicks.toReversed(),
    },
    moments: match.moments.map((moment) => ({ ...moment, score: moment.score.toReversed() })),
  }
}
