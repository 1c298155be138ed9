import { expect, it } from 'vitest'
import { callWords } from '../../client/parts/call-words.ts'
import { stateWords } from '../../client/parts/match-words.ts'
import { logged, matchView } from './match-view.ts'

const goal = logged(1, { kind: 'score', side: 'away', key: 'goal' })
const set = (number: number, winner: string | null, ...score: number[]) => ({
  key: 'set',
  number,
  score,
  winner,
})
const inSet = (number: number, over: boolean) => ({ index: number - 1, key: 'set', number, over })

it('calls what happened last', () => {
  expect(callWords(matchView({ timeline: [goal] }))).toBe('Goal · Blues')
  expect(callWords(matchView())).toBe('')
})

it('calls a set that is decided, until the next one begins', () => {
  const units = [set(1, 'home', 25, 20), set(2, null, 0, 0)]
  const between = matchView({ unit: inSet(1, true), units: units.slice(0, 1), timeline: [goal] })
  expect(callWords(between)).toBe('Set 1 to Reds · 25–20')
  expect(callWords(matchView({ unit: inSet(2, false), units, timeline: [goal] }))).toBe(
    'Goal · Blues',
  )
})

it('calls a match that is decided, also once it is final', () => {
  const units = [1, 2, 3].map((number) => set(number, 'away', 20, 25))
  const decided = { unit: inSet(3, true), units, score: [0, 3], winner: 'away' }
  expect(callWords(matchView(decided))).toBe('Match to Blues · 0–3')
  expect(callWords(matchView({ ...decided, status: 'final' }))).toBe('Match to Blues · 0–3')
})

it('calls a shoot-out with its kicks: the score of the match stays level', () => {
  const unit = { index: 4, key: 'shootout', number: 1, over: true }
  const units = [{ key: 'half', number: 1, score: [3, 3], winner: null }]
  const shootout = { score: [4, 2], kicks: [] }
  expect(callWords(matchView({ unit, units, score: [3, 3], shootout, winner: 'home' }))).toBe(
    'Shoot-out to Reds · 4–2',
  )
})

it('says a review beside what is being played', () => {
  const unit = { index: 1, key: 'half', number: 2, over: false }
  expect(stateWords(matchView({ unit, status: 'review' }))).toBe('2nd half · Under review')
  const set = matchView({ unit: inSet(3, false), tiebreak: true, status: 'review' })
  expect(stateWords(set)).toBe('Set 3 · Tie-break · Under review')
  expect(stateWords(matchView({ unit, status: 'abandoned' }))).toBe('Abandoned')
})
