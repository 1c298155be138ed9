import { expect, it } from 'vitest'
import { story } from '../../client/live/match-story.ts'
import { logged } from './match-view.ts'

const goal = { kind: 'score', side: 'home', key: 'goal' }
const read = (...posted: object[]) => story(posted.map((event, index) => logged(index + 1, event)))

it('tells of a goal that was taken back by which void, so that the void can be taken back', () => {
  const [first, second] = read(goal, goal, { kind: 'void', target: 'e_1' })
  expect([first?.undoneBy, second?.undoneBy]).toEqual(['e_3', undefined])
})

it('lets it stand again once the void is void', () => {
  const undo = { kind: 'void', target: 'e_1' }
  expect(read(goal, undo, { kind: 'void', target: 'e_2' })).toMatchObject([{ undoneBy: undefined }])
  const again = read(goal, undo, { kind: 'void', target: 'e_2' }, undo)
  expect(again).toMatchObject([{ undoneBy: 'e_4' }])
})

it('tells a corrected goal as it stands, by the newest correction that does', () => {
  const amend = (patch: object) => ({ kind: 'amend', target: 'e_1', patch })
  const log = [goal, amend({ side: 'away' }), amend({ player: '7' })]
  expect(read(...log)).toMatchObject([{ event: { side: 'away', player: '7' }, correctedBy: 'e_3' }])
  expect(read(...log, { kind: 'void', target: 'e_3' })).toEqual([
    expect.objectContaining({
      event: expect.not.objectContaining({ player: '7' }),
      correctedBy: 'e_2',
    }),
  ])
})

it('tells what waits for the head official, until it is confirmed', () => {
  const held = { ...goal, held: true }
  expect(read(held)).toMatchObject([{ waits: true }])
  expect(read(held, { kind: 'confirm', target: 'e_1' })).toMatchObject([{ waits: false }])
})

it('knows in which unit each happened, also when the way there was taken back', () => {
  const move = { kind: 'unit', from: 0, to: 1 }
  const units = (...log: object[]) => read(...log).map(({ unit }) => unit)
  expect(units(goal, move, goal, { ...goal, unit: 0 })).toEqual([0, 1, 1, 0])
  expect(units(goal, move, goal, { kind: 'void', target: 'e_2' })).toEqual([0, 0, 0])
})
