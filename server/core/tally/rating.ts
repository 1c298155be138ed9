import { refuse } from '../problem.ts'
import type { TallyRules } from './kind.ts'

/** A scale that a phone can show: a hundred steps are more than anybody means. */
export const widestScale = 100

const stars = { min: 1, max: 5 }

/** A whole number of the scale. */
export const rating: TallyRules<number> = {
  paper: { scale: stars },
  check({ scale }, choice) {
    const { min, max } = scale ?? stars
    return Number.isInteger(choice) && Number(choice) >= min && Number(choice) <= max
      ? // -0 is 0, but JSON and SQLite would not agree on it.
        { choice: Number(choice) + 0 }
      : refuse('ballot-invalid', undefined, [
          { pointer: '/choice', detail: `must be a whole number from ${min} to ${max}` },
        ])
  },
  keys: (choice) => [String(choice)],
  view({ scale }, { ballots, counts: votesOf }) {
    const { min, max } = scale ?? stars
    const counts = Array.from({ length: max - min + 1 }, (_, index) => {
      const value = min + index
      return { value, votes: votesOf.get(String(value)) ?? 0 }
    })
    const sum = counts.reduce((all, { value, votes }) => all + value * votes, 0)
    return { result: { counts, mean: ballots === 0 ? null : sum / ballots } }
  },
}
