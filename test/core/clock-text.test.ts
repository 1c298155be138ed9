import { describe, expect, test } from 'vitest'
import type { ClockSetting } from '#core/clock'
import { clockText, leftText, minuteText, timeText } from '#core/clock-text'

const up: ClockSetting = {
  direction: 'up',
  limitMs: 2_700_000,
  offsetMs: 0,
  atLimit: 'run',
}
const secondHalf: ClockSetting = { ...up, offsetMs: 2_700_000 }
const held: ClockSetting = { ...up, atLimit: 'hold' }
const down: ClockSetting = { direction: 'down', limitMs: 600_000, offsetMs: 0, atLimit: 'hold' }
const at = (time: string): number => {
  const [minutes = 0, seconds = 0] = time.split(':').map(Number)
  return (minutes * 60 + seconds) * 1000
}

describe('what a clock read, and the minute that was being played', () => {
  test.each([
    ['of a first half', up, '0:00', '0:00', '1’'],
    ['of a first half', up, '44:59', '44:59', '45’'],
    ['of a first half', up, '45:00', '45:00+0:00', '45+1’'],
    ['of a first half', up, '47:10', '45:00+2:10', '45+3’'],
    ['of a first half that nobody ended', up, '66:30', '45:00+21:30', '45+22’'],
    ['of a second half', secondHalf, '21:30', '66:30', '67’'],
    ['of a second half', secondHalf, '47:10', '90:00+2:10', '90+3’'],
    ['that stands still at the end', held, '50:00', '45:00', '45’'],
    ['that counts down', down, '5:48', '4:12', '4:12'],
    ['that counts down', down, '10:01', '0:00', '0:00'],
  ])('%s', (_, set, played, text, minute) => {
    expect([clockText(set, at(played)), minuteText(set, at(played))]).toEqual([text, minute])
  })
})

test('what has passed is rounded down, what is left is rounded up', () => {
  expect([timeText(59_999), timeText(60_000), timeText(3_725_000)]).toEqual([
    '0:59',
    '1:00',
    '62:05',
  ])
  expect([leftText(59_001), leftText(1), leftText(0), leftText(-5)]).toEqual([
    '1:00',
    '0:01',
    '0:00',
    '0:00',
  ])
})
