import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Happening } from '#core/match'
import { effective } from '#core/sport/corrections'
import { undone } from '../../client/live/redo.ts'

type Logged = Happening & { id: string }
type Press = 'home' | 'away' | 'undo' | 'redo'

/** The log after one more press of a referee's button; a grey one does nothing. */
function press(log: readonly Logged[], button: Press): Logged[] {
  const id = `e_${log.length + 1}`
  if (button === 'home' || button === 'away')
    return [...log, { id, kind: 'score', side: button, key: 'goal' }]
  const target = button === 'undo' ? effective(log).at(-1)?.id : undone(log)[0]?.by
  return target === undefined ? [...log] : [...log, { id, kind: 'void', target }]
}

const after = (...buttons: Press[]) => buttons.reduce(press, [] as Logged[])

function score(log: readonly Logged[]): string {
  const of = (side: string) =>
    effective(log).filter((event) => event.kind === 'score' && event.side === side).length
  return `${of('home')}–${of('away')}`
}

const presses = fc.array(fc.constantFrom<Press>('home', 'away', 'undo', 'redo'), { maxLength: 30 })

describe('put back', () => {
  it('walks forward through what was undone, then has nothing left', () => {
    const scores: string[] = []
    let log = after('home', 'away')
    for (const button of ['undo', 'undo', 'redo', 'redo', 'redo'] as const) {
      log = press(log, button)
      scores.push(score(log))
    }
    expect(scores).toEqual(['1–0', '0–0', '1–0', '1–1', '1–1'])
    expect(undone(log)).toEqual([])
  })

  it('offers the undone that are still undone, the newest undo first', () => {
    const events = (log: Logged[]) => undone(log).map(({ event }) => event.id)
    expect(events(after('home', 'away', 'undo', 'undo'))).toEqual(['e_1', 'e_2'])
    expect(events(after('home', 'away', 'undo', 'undo', 'redo'))).toEqual(['e_2'])
    expect(events(after('home', 'undo', 'redo', 'undo'))).toEqual(['e_1'])
  })

  it('has nothing to offer once something else happened', () => {
    expect(undone(after('home', 'undo', 'away'))).toEqual([])
    expect(undone(after('home'))).toEqual([])
  })

  it('restores the score when pressed as often as undo was, whatever came before', () => {
    fc.assert(
      fc.property(presses, fc.nat(30), (before, wished) => {
        const start = before.reduce(press, [] as Logged[])
        const times = Math.min(wished, effective(start).length)
        let log = start
        for (let n = 0; n < times; n++) log = press(log, 'undo')
        for (let n = 0; n < times; n++) log = press(log, 'redo')
        expect(effective(log)).toEqual(effective(start))
      }),
    )
  })

  it('brings back exactly what it names, and takes no point away', () => {
    fc.assert(
      fc.property(presses, (before) => {
        const log = before.reduce(press, [] as Logged[])
        const [next] = undone(log)
        fc.pre(next !== undefined)
        const ids = (of: Logged[]) => effective(of).map(({ id }) => id)
        const put = ids(press(log, 'redo'))
        expect(put.filter((id) => !ids(log).includes(id))).toEqual([next!.event.id])
        expect(ids(log).every((id) => put.includes(id))).toBe(true)
      }),
    )
  })
})
