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
  const headline = 'won' as const
  const decided = { unit: inSet(3, true), units, headline, score: [0, 3], winner: 'away' }
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

it('calls who has won by goals as nobody calls a set', () => {
  const final = { status: 'final', score: [2, 1], winner: 'home' } as const
  const match = matchView({ ...final, score: [2, 1] })
  expect(callWords(match)).toBe('Winner · Reds · 2–1')
})

it('calls no status, which stands above the score', () => {
  const review = logged(2, { kind: 'status', to: 'review' })
  expect(callWords(matchView({ status: 'review', timeline: [review, goal] }))).toBe('Goal · Blues')
})

it('lets a name that is read from the right turn nothing beside it', () => {
  const away = { id: 'away', name: 'نادي الهلال', short: 'نال', color: '#E69F00' }
  const match = matchView({ sides: [matchView().sides[0]!, away], timeline: [goal] })
  expect(callWords(match)).toBe('Goal · \u2068نادي الهلال\u2069')
})
