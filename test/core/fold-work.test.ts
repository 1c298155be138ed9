import { expect, it, vi } from 'vitest'
import { advance, fold } from '#core/sport/fold'
import { football } from '#core/sport/presets/football'
import * as steps from '#core/sport/step'
import { entry, matchOf } from './matches.ts'

vi.mock('#core/sport/step', { spy: true })

const match = matchOf(football)
const log = Array.from({ length: 500 }, (_, index) =>
  entry(index + 1, { kind: 'score', side: 'home', key: 'goal' }),
)

it('takes one step for a plain event, however long the log, and the whole log for a void', () => {
  const state = fold(match, log)
  const step = vi.mocked(steps.step)
  step.mockClear()
  advance(match, state, log, entry(501, { kind: 'score', side: 'away', key: 'goal' }))
  expect(step).toHaveBeenCalledTimes(1)
  step.mockClear()
  advance(match, state, log, entry(501, { kind: 'void', target: 'e_7' }))
  expect(step).toHaveBeenCalledTimes(499)
})
