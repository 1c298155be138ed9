import { colours } from './colours.ts'

/**
 * Up to eight sides are told apart by colour. The eighth is farther from each of the others, also for
 * colour-blind eyes, than some of them are from each other. Options do without it: eight colours and
 * their six shapes would begin anew after 24.
 */
export const sideColours = [...colours, '#9C6CFC']

export const sideColourOf = (index: number): string => sideColours[index % sideColours.length]!
