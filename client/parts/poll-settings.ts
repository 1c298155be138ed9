import type { PollView } from '#core/poll'
import type { PollKind } from '#core/tally/rules'
import type { Setting } from './fit.ts'

const series = (layout: string, types: number[]): Setting[] =>
  types.map((type) => ({ layout, type }))

const roomy = series('stack', [40, 34, 28])
const dense = [
  ...series('two', [24]),
  ...series('three', [22, 19, 16, 13]),
  ...series('small', [11, 9, 7]),
]

/** A scale has no labels that could need more room: the question gives way instead. */
const scale = [...roomy, ...['stack', 'tight', 'two', 'small'].flatMap((one) => series(one, [24]))]
const ofKind: Partial<Record<PollKind, Setting[]>> = { rating: scale }

/**
 * From large and roomy to what only a long list of long texts needs. Up to `two`, no type is under
 * 24 and no question under 48. Half the width, for two runs side by side, holds no label beside its
 * bar.
 */
export const pollSettings = (kind: PollKind, sideBySide: boolean): Setting[] =>
  ofKind[kind] ?? [
    ...roomy,
    ...series('tight', [32, 28, 26, 24]),
    ...(sideBySide ? series('snug', [24]) : series('line', [30, 27, 24])),
    ...dense,
  ]

/** The longer a question, the smaller it is set, down to what is still read from the last row. */
export function questionSize({ question }: Pick<PollView, 'question'>): number {
  const signs = [...question].length
  return signs <= 45 ? 76 : signs <= 90 ? 62 : signs <= 150 ? 54 : 48
}
