/** A whole number with the minus sign that is as wide as a digit. */
export const figure = (value: number): string => String(value).replace('-', '−')

/** A mean as it is said: `3.7 of 5`, or from where to where, if the scale does not begin at 0 or 1. */
export function meanWords(
  mean: number | null,
  { min, max }: { min: number; max: number },
): { figure: string; of: string } {
  const of = min === 0 || min === 1 ? `of ${figure(max)}` : `from ${figure(min)} to ${figure(max)}`
  if (mean === null) return { figure: '–', of }
  // Plus 0: a mean of -0.04 is not said as −0.0.
  return { figure: (Math.round(mean * 10) / 10 + 0).toFixed(1).replace('-', '−'), of }
}
