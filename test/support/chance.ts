/** Chance that can be had again: the same seed gives the same draws. */
export interface Chance {
  /** A whole number from 0 up to `limit`, which is left out. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
  /** True so many times in a hundred. */
  happens(percent: number): boolean
}

/** Mulberry32: good enough to shuffle people, small enough to read. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const draw = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(draw() * limit)
  return {
    below,
    pick: (from) => from[below(from.length)]!,
    happens: (percent) => below(100) < percent,
  }
}

/** A new one every time, unless `SEED` asks for an old one again. */
export const newSeed = (): number => Number(process.env['SEED'] ?? Date.now() % 2 ** 32)
