import { expect, it } from 'vitest'
import type { MatchEvent } from '#core/match'
import { advance, fold } from '#core/sport/fold'
import { football } from '#core/sport/presets/football'
import { entry, matchOf } from './matches.ts'

/** The events that were folded: only a step asks a score for its key. */
const folded = new Set<number>()

function goal(seq: number, side: string): MatchEvent {
  const event = entry(seq, { kind: 'score', side, key: 'goal' })
  return Object.defineProperty(event, 'key', {
    get() {
      folded.add(seq)
      return 'goal'
    },
  })
}

const match = matchOf(football)
const log = Array.from({ length: 500 }, (_, index) => goal(index + 1, 'home'))

it('takes one step for a plain event, however long the log, and the whole log for a void', () => {
  const state = fold(match, log)
  expect(folded.size).toBe(500)
  folded.clear()
  advance(match, state, log, goal(501, 'away'))
  expect([...folded]).toEqual([501])
  folded.clear()
  advance(match, state, log, entry(501, { kind: 'void', target: 'e_7' }))
  expect(folded.size).toBe(499)
})
