/** A row of a markdown table, as the README quotes it. */
export const row = (...cells: (string | number)[]): void =>
  void process.stdout.write(`| ${cells.join(' | ')} |\n`)

export function percentile(values: readonly number[], share: number): number {
  const last = values.length - 1
  return values.toSorted((a, b) => a - b)[Math.min(last, Math.floor(values.length * share))] ?? 0
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)
