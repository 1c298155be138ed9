import type { Poll } from '#core/poll'

/** How far a result can be trusted: said wherever it says how it was taken. */
export const trustWords: Record<Poll['voters'], string> = {
  device: 'One vote per device',
  ticket: 'One vote per ticket',
}
