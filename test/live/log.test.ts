import type { MatchEvent } from '#core/match'
import { expect, test } from 'vitest'
import { Log } from '../../server/live/log.ts'

const event = (seq: number): MatchEvent => ({
  kind: 'clock',
  op: 'start',
  seq,
  id: `e${seq}`,
  at: 0,
  occurredAt: 0,
  official: null,
  held: false,
})

test('a batch is seen by the rules at once and by others when it is kept', () => {
  const log = new Log([event(1)])
  log.add(event(2))
  expect([log.kept.length, log.all.length, log.seqOf('e2')]).toEqual([1, 2, 2])
  log.keep()
  expect([log.kept.length, log.added]).toEqual([2, []])
})

test('a batch that is not kept leaves no trace', () => {
  const log = new Log([event(1)])
  log.add(event(2))
  log.undo()
  expect([log.all.length, log.seqOf('e2'), log.seqOf('e1')]).toEqual([1, undefined, 1])
  log.add({ ...event(2), id: 'other' })
  log.keep()
  log.undo()
  expect(log.kept.map(({ id }) => id)).toEqual(['e1', 'other'])
})
