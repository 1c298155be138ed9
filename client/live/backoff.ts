/**
 * How long to wait before trying again: full jitter between 1 s and twice as much each time, up to
 * 30 s, so that a hall full of phones does not come back in one instant.
 */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const cap = Math.min(30_000, 1000 * 2 ** (attempt + 1))
  return 1000 + random() * (cap - 1000)
}
