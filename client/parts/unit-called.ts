import type { MatchView, UnitView } from '#core/match'
import type { UnitName } from './unit-words.ts'

/** A unit by its name; undefined where nobody has played it, and for a shoot-out. The newest, should two be called the same. */
export const unitCalled = (
  { units }: Pick<MatchView, 'units'>,
  { key, number }: UnitName,
): UnitView | undefined => units.findLast((unit) => unit.key === key && unit.number === number)

/** What is being played, or was last. */
export const currentUnit = ({
  unit,
  ...match
}: Pick<MatchView, 'unit' | 'units'>): UnitView | undefined => unitCalled(match, unit)
