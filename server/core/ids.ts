/**
 * Names of things. A flavoured string takes any plain string but not another thing's id, so a match
 * id can never be handed to something that wants a poll.
 */
type Flavor<Name extends string> = string & { readonly flavor?: Name }

export type RoomCode = Flavor<'room'>
export type PollId = Flavor<'poll'>
export type MatchId = Flavor<'match'>
/** A poll's or a match's; it goes with the kind that stands beside it. */
export type ItemId = string
export type VoterId = Flavor<'voter'>
export type KeyId = Flavor<'key'>
export type EventId = Flavor<'event'>
/** Epoch milliseconds. */
export type Instant = number

/** Fills a buffer of that many bytes; in production from the system's secure source. */
export type RandomBytes = (size: number) => Uint8Array

/** A number from 0 up to 1. */
export function fraction(random: RandomBytes): number {
  const [a = 0, b = 0] = random(2)
  return (a * 256 + b) / 65_536
}

/** 32 signs without I, O, 0 and 1, which a person at the back of a hall cannot tell apart. */
const codeAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const lookAlikes: Record<string, string> = { O: 'Q', '0': 'Q', I: 'L', '1': 'L' }
const codeLength = 6

/** A new join code: 32⁶, about a thousand million. The store refuses one that is taken. */
export function newRoomCode(random: RandomBytes): RoomCode {
  return Array.from(random(codeLength), (byte) => codeAlphabet[byte & 31]).join('')
}

/**
 * What a person typed, as a code: case, blanks and dashes are folded, and signs that no code holds
 * become the sign they look most like. Undefined where it cannot be a code.
 */
export function foldRoomCode(text: string): RoomCode | undefined {
  const signs = text.toUpperCase().replace(/[\s\-–_.]/g, '')
  const code = signs.replace(/[OI01]/g, (sign) => lookAlikes[sign] ?? sign)
  return code.length === codeLength && [...code].every((sign) => codeAlphabet.includes(sign))
    ? code
    : undefined
}

/** `K7M2QX` → `K7M 2QX`, as it is shown. */
export const spacedCode = (code: RoomCode): string => `${code.slice(0, 3)} ${code.slice(3)}`

/** In the order in which a database compares text: see `newDeviceId`. */
const idAlphabet = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'

const token = (random: RandomBytes, signs: number): string =>
  Array.from(random(signs), (byte) => idAlphabet[byte & 63]).join('')

/** An id of 72 random bits with a prefix that tells a log's reader what it names: `p_`, `m_`, `k_`, `e_`. */
export const newId = (prefix: 'p' | 'm' | 'k' | 'e', random: RandomBytes): string =>
  `${prefix}_${token(random, 12)}`

/** A secret of 192 random bits: a key to hold. */
export const newSecret = (random: RandomBytes): string => token(random, 32)

/**
 * A device's name: when it first came, then 144 random bits. It begins with the time so that new
 * voters stand side by side in the database: with names at random each ballot is on a page of its
 * own, which costs three times as much with a million ballots, and more with every further one.
 */
export function newDeviceId(at: Instant, random: RandomBytes): VoterId {
  const signs = Array.from(
    { length: 8 },
    (_, place) => idAlphabet[Math.floor(at / 64 ** place) % 64],
  )
  return signs.reverse().join('') + token(random, 24)
}
