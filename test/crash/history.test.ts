import { describe, expect, test } from 'vitest'
import { type Entries, faultOf, History, laneOf, type Operation } from './history.ts'

const op = (heard: Operation['heard'], choice: string | null, receipt?: string): Operation => ({
  heard,
  choice,
  receipt,
})

describe('a history follows from the record', () => {
  test.each<[string, Operation[], Entries]>([
    ['nothing sent, nothing kept', [], []],
    ['a vote', [op('counted', 'a')], ['"a"']],
    ['a repeat', [op('counted', 'a', '1'), op('unchanged', 'a', '1')], ['"a"']],
    ['a lost vote that was taken', [op('lost', 'a')], ['"a"']],
    ['a lost vote that was not', [op('lost', 'a')], []],
    ['a lost vote sent again', [op('lost', 'a'), op('unchanged', 'a')], ['"a"']],
    ['lost, not taken, sent again', [op('lost', 'a'), op('counted', 'a')], ['"a"']],
    ['two lost, the second taken', [op('lost', 'a'), op('lost', 'b')], ['"b"']],
    ['a refusal', [op('counted', 'a'), op('refused', 'b')], ['"a"']],
    [
      'a change, a withdrawal and another vote',
      [op('counted', 'a'), op('changed', 'b'), op('withdrawn', null), op('counted', 'b')],
      ['"a"', '"b"', null, '"b"'],
    ],
  ])('%s', (_, operations, entries) => expect(faultOf(operations, entries)).toBeUndefined())
})

describe('a history does not follow from the record where there is', () => {
  test.each<[string, Operation[], Entries]>([
    ['an acknowledged vote that is not kept', [op('counted', 'a')], []],
    ['a vote kept twice', [op('counted', 'a')], ['"a"', '"a"']],
    ['another choice than was sent', [op('counted', 'a')], ['"b"']],
    ['a vote that nobody sent', [], ['"a"']],
    ['a refused vote that was kept', [op('refused', 'a')], ['"a"']],
    ['a lost change, kept twice', [op('counted', 'a'), op('lost', 'b')], ['"a"', '"b"', '"b"']],
    ['a withdrawal that is not kept', [op('counted', 'a'), op('withdrawn', null)], ['"a"']],
    ['a repeat that counted again', [op('counted', 'a'), op('counted', 'a')], ['"a"', '"a"']],
    ['a repeat of what is not there', [op('unchanged', 'a')], []],
    ['a repeat with a new receipt', [op('counted', 'a', '1'), op('unchanged', 'a', '2')], ['"a"']],
    ['a change called a first vote', [op('counted', 'a'), op('counted', 'b')], ['"a"', '"b"']],
  ])('%s', (_, operations, entries) => expect(faultOf(operations, entries)).toBeDefined())

  test('one receipt for two votes', () => {
    const history = new History()
    const lanes = ['ann', 'bob'].map((voter) => laneOf('p', 1, voter))
    for (const lane of lanes) history.note(lane, op('counted', 'a', 'v1'))
    const record = new Map(lanes.map((lane) => [lane, ['"a"']]))
    expect(history.faults(record)).toEqual(['two votes have the same receipt'])
  })
})
