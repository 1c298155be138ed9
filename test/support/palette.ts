import type { Choice } from '#core/tally/kind'
import type { PollKind } from '#core/tally/rules'

/** A choice as a phone may send it, and as it is then kept. */
export interface Colour {
  sent: unknown
  kept: Choice
}

interface Palette {
  setup: { options?: string[]; scale?: { min: number; max: number } }
  colours: readonly Colour[]
}

const options = { options: ['Tea', 'Coffee', 'Maté', 'Water'] }
const same = (...kept: Choice[]): Colour[] => kept.map((choice) => ({ sent: choice, kept: choice }))

/** For every kind of poll some ballots that are all kept differently. */
export const palettes: Record<PollKind, Palette> = {
  single: { setup: options, colours: same('a', 'b', 'c', 'd') },
  multiple: {
    setup: options,
    colours: [
      ...same(['a'], ['b', 'd'], ['a', 'b', 'c', 'd']),
      { sent: ['c', 'a'], kept: ['a', 'c'] },
    ],
  },
  rating: { setup: { scale: { min: -2, max: 2 } }, colours: same(-2, -1, 0, 2) },
  ranking: { setup: options, colours: same(['a'], ['b', 'a'], ['a', 'b'], ['d', 'c', 'b', 'a']) },
  words: {
    setup: {},
    colours: [
      ...same(['tea'], ['coffee', 'tea']),
      { sent: ['  ＭＡＴÉ '], kept: ['maté'] },
      { sent: ['Tea', 'green  TEA', 'tea'], kept: ['green tea', 'tea'] },
    ],
  },
}
