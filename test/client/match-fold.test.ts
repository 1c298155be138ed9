import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fold } from '#core/sport/fold'
import { editions } from '#core/sport/presets'
import { view } from '#core/sport/view'
import { MatchFold } from '../../client/live/match-fold.ts'
import { anyLog } from '../core/arbitrary-matches.ts'

// A phone reads its log as it comes, with other things pending each time: what it shows is always what
// a server shows that was posted all of it.

const steps = fc.array(fc.tuple(fc.nat(12), fc.nat(5)), { minLength: 1, maxLength: 8 })

it.each(editions.map((preset) => [preset.edition, preset] as const))(
  '%s: is what a server makes of the log and what is pending',
  (_edition, preset) => {
    fc.assert(
      fc.property(anyLog(preset), steps, ({ match, log }, comings) => {
        const phone = new MatchFold(match)
        const told = view(match, fold(match, []), [], 7)
        let known = 0
        for (const [more, taps] of comings) {
          known = Math.min(log.length, known + more)
          const whole = log.slice(0, known + taps)
          expect(phone.view(log.slice(0, known), whole.slice(known), told)).toEqual(
            view(match, fold(match, whole), whole, 7),
          )
        }
      }),
      { numRuns: 15 },
    )
  },
)
