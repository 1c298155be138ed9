import type { PollView } from '#core/poll'

/** An open poll of two options, as a stream tells of it. */
export const pollView = (given: Partial<PollView> = {}): PollView => ({
  id: 'p_1',
  room: 'K7M2QX',
  kind: 'single',
  question: 'Tea?',
  maxChoices: null,
  options: [
    { id: 'a', label: 'Tea' },
    { id: 'b', label: 'Coffee' },
  ],
  scale: null,
  results: 'live',
  allowChange: true,
  voters: 'device',
  status: 'open',
  run: 1,
  version: 1,
  ballots: 0,
  closesAt: null,
  result: null,
  ...given,
})
