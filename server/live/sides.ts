import { colourOf } from '#core/colours'
import type { Side } from '#core/match'
import type { NewMatch } from '#core/schema/match'

const sideId = (index: number): string =>
  index === 0 ? 'home' : index === 1 ? 'away' : `s${index + 1}`

/** Sides as they are kept; what is not given stays as it was, or is made up. */
export const drawSides = (given: NewMatch['sides'], before: readonly Side[] = []): Side[] =>
  given.map((side, index) => ({
    id: sideId(index),
    name: side.name,
    short: side.short ?? before[index]?.short ?? [...side.name].slice(0, 3).join('').toUpperCase(),
    color: side.color ?? before[index]?.color ?? colourOf(index),
  }))

export const titleOf = (sides: readonly Side[]): string =>
  [...sides.map((side) => side.name).join(' – ')].slice(0, 120).join('')
