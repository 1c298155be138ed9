/** Drawn in a box of 32; `y` is where the letter's middle belongs. */
const shapes = [
  { d: 'M16 1a15 15 0 1 1 0 30a15 15 0 1 1 0-30', y: 16 },
  { d: 'M5 2h22q3 0 3 3v22q0 3-3 3H5q-3 0-3-3V5q0-3 3-3', y: 16 },
  { d: 'M16 1.5 31.5 29.5H.5Z', y: 21 },
  { d: 'M16 0 32 16 16 32 0 16Z', y: 16 },
  { d: 'M16 .5 31.5 12.2 25.6 30.5H6.4L.5 12.2Z', y: 17.5 },
  { d: 'M8 2.5h16L32 16 24 29.5H8L0 16Z', y: 16 },
]

// Six shapes and seven colours share no divisor: the pair comes again only after 42 options.
export const shapeOf = (index: number) => shapes[index % shapes.length]!

/** A … Z, then AA, AB … as a spreadsheet names its columns. */
export const letterOf = (index: number): string =>
  (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))
