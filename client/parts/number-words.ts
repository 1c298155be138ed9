/** With a minus that is as wide as a digit. */
export const written = (number: number): string => String(number).replace('-', '−')

/** `+5` or `−5`: what is given or taken. */
export const signed = (points: number): string => (points < 0 ? written(points) : `+${points}`)

/** More than one of what an English word names, as it is written inside a sentence: `halves`, `penalties`. */
export function plural(word: string): string {
  const lower = word.charAt(0).toLowerCase() + word.slice(1)
  if (lower.endsWith('f')) return `${lower.slice(0, -1)}ves`
  return lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`
}
