import { expect, test } from 'vitest'
import { manualTime } from './time.ts'

test('runs what falls due, earliest first, each at its own instant', () => {
  const time = manualTime(1_000)
  const ran: [string, number][] = []
  const note = (name: string) => () => void ran.push([name, time.now()])
  time.after(300, note('late'))
  time.after(100, note('early'))
  time.after(100, note('early too'))
  time.after(200, () => time.after(50, note('made on the way')))
  time.after(301, note('not yet'))
  const callOff = time.after(150, note('called off'))
  callOff()
  time.advance(300)
  expect(ran).toEqual([
    ['early', 1_100],
    ['early too', 1_100],
    ['made on the way', 1_250],
    ['late', 1_300],
  ])
  expect([time.now(), time.pending()]).toEqual([1_300, 1])
})
