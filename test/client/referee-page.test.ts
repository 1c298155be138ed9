import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { NewEvent } from '#core/match'
import { sportsAt } from '#core/sport/presets'
import Referee from '../../client/pages/Referee.svelte'
import { keyWords } from '../../client/parts/match-words.ts'
import { FakeMatch } from './fake-match.ts'
import { FakeSource } from './fake-source.ts'

// The page of a referee over a match that is folded as the server folds it.

let source: FakeSource
let match: FakeMatch
let reach: boolean
let page: object | undefined

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  localStorage.setItem('tallycast.claim.m_1', '1')
  reach = true
  source = new FakeSource()
  vi.stubGlobal('EventSource', function open() {
    return source
  })
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (!reach) throw new TypeError('no network')
    if (path === '/api/time') return Response.json({ now: Date.now() })
    if (path.endsWith('/sport')) return Response.json(match.sport)
    if (path.includes('/events?')) return Response.json({ events: match.log })
    if (!path.endsWith('/events')) return Response.json(match.view)
    return Response.json(match.post(...(JSON.parse(String(init?.body)) as NewEvent[])))
  })
})
afterEach(async () => {
  if (page) await unmount(page)
  page = undefined
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settle = async (ms = 0) => {
  await vi.advanceTimersByTimeAsync(ms)
  flushSync()
}

async function open(sport: string, before: NewEvent[] = [], { sides = 2 } = {}) {
  match = new FakeMatch(sport, sides)
  match.post(...before)
  page = mount(Referee, { target: document.body, props: { match: 'm_1' } })
  flushSync()
  await tell()
}

/** The stream tells what the server has by now. */
async function tell() {
  source.send('update', { kind: 'match', match: match.view }, `e1-${match.view.version}`)
  await settle()
}

/** A sheet takes no tap before. */
const untilTaken = 600

const text = (node: Element) =>
  (node.getAttribute('aria-label') ?? node.textContent).replaceAll(/\s+/g, ' ').trim()
const buttons = () => [...document.querySelectorAll('button')]
const button = (name: string | RegExp) => {
  const found = buttons().find((one) =>
    typeof name === 'string' ? text(one) === name : name.test(text(one)),
  )
  if (!found) throw new Error(`no button ${name} among ${buttons().map(text).join(' | ')}`)
  return found
}
const inSheet = (name: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('dialog button')].find(
    (one) => text(one) === name,
  )!
async function tap(name: string | RegExp) {
  button(name).click()
  await settle(untilTaken)
}
async function type(label: string | RegExp, value: string) {
  const named = (node: Element) => node.getAttribute('aria-label') ?? text(node.closest('label')!)
  const field = [...document.querySelectorAll('input')].find((one) =>
    typeof label === 'string' ? named(one) === label : label.test(named(one)),
  )
  if (!field) throw new Error(`no field ${label}`)
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  await settle()
}
async function submit() {
  const form = document.querySelector('dialog form')!
  form.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }))
  await settle()
}
const numbers = () => [...document.querySelectorAll('.score strong')].map((node) => text(node))
const said = () => document.body.textContent.replaceAll(/\s+/g, ' ')
const last = () => match.log.at(-1)

it('has its buttons as soon as the sport can be had, though the stream never broke', async () => {
  reach = false
  await open('football')
  expect(buttons().map(text)).not.toContain('+1 Goal, Reds')
  reach = true
  await settle(5000)
  await tap('+1 Goal, Reds')
  expect(match.view.score).toEqual([1, 0])
})

describe.each(sportsAt(0).map(({ id }) => id))('in %s', (sport) => {
  it('a side has a button for whatever it can score, and for what can happen to it', async () => {
    await open(sport)
    const kicks = new Set(match.sport.units.map(({ kicks }) => kicks?.scored))
    for (const { key, points } of match.sport.keys) {
      if (kicks.has(key) || points === null) continue
      const name = `+${points} ${keyWords(key)}, Blues`
      await tap(new RegExp(`^${name.replace('+', String.raw`\+`)}$`, 'i'))
      expect(last()).toMatchObject({ kind: 'score', side: 'away', key })
      await tell()
      await tap(/^Undo/)
      await tell()
    }
    const seq = match.log.length
    await tap(/… Blues$/)
    const keys = [...document.querySelectorAll('dialog .grid button')]
    const missed = new Set(match.sport.units.map(({ kicks }) => kicks?.missed))
    expect(keys).toHaveLength(match.sport.incidents.filter(({ key }) => !missed.has(key)).length)
    ;(keys.at(-1) as HTMLButtonElement).click()
    await settle()
    expect(match.log).toHaveLength(seq + 1)
    expect(last()).toMatchObject({ kind: 'incident', side: 'away' })
  })
})

const score = (side: string, key: string, count = 1): NewEvent[] =>
  Array.from({ length: count }, () => ({ kind: 'score', side, key }))

it('calls a game as the server does, also what is on its way', async () => {
  await open('tennis', [{ kind: 'serve', side: 'home' }, ...score('home', 'point', 3)])
  expect(numbers()).toEqual(['40', '0'])
  expect(said()).toMatch(/Games 0 Sets 0/)
  expect(said()).not.toMatch('sending…')
  reach = false
  await tap('+1 Point, Blues')
  expect(numbers()).toEqual(['40', '15'])
  expect(said()).toMatch('sending…')
  await tap('+1 Point, Reds')
  expect(said()).toMatch(/Games 1 Sets 0/)
  expect(button('serving, Blues').getAttribute('aria-pressed')).toBe('true')
})

it('goes to the next set with no network, and counts on there', async () => {
  await open('volleyball')
  reach = false
  for (let rally = 0; rally < 25; rally++) await tap('+1 Point, Reds')
  expect(said()).toMatch('Set 1 is over')
  await tap('Start Set 2')
  await tap('+1 Point, Reds')
  expect(numbers()).toEqual(['1', '0'])
  reach = true
  window.dispatchEvent(new Event('online'))
  await settle(60_000)
  expect(match.view.units.map(({ score }) => score)).toEqual([
    [25, 0],
    [1, 0],
  ])
})

it('begins the second half with no network, and scores in it', async () => {
  await open('football')
  reach = false
  await tap('+1 Goal, Blues')
  await tap('Start 2nd half')
  await tap('+1 Goal, Reds')
  await tap('Start clock')
  expect(numbers()).toEqual(['1', '1'])
  expect(button('Stop clock').disabled).toBe(false)
  expect(said()).toMatch('2nd half')
})

it.each([
  [
    'ice-hockey',
    'a golden goal',
    [{ kind: 'unit', from: 0, to: 3 }, ...score('home', 'goal')],
    /^Start Shoot-out/,
  ],
  ['basketball-3x3', 'the last point', score('away', 'one', 21), /^Start Overtime/],
] satisfies [string, string, NewEvent[], RegExp][])(
  'offers the end of the match first when %s is decided by %s',
  async (sport, _how, before, next) => {
    await open(sport, before)
    expect(match.view.winner).toBeNull()
    expect(button('End the match').classList).toContain('paper')
    expect(button(next).classList).not.toContain('paper')
  },
)

/** A clock so long before the end of its part, that runs from now on. */
const runningTo = (limit: number, left: number): NewEvent[] => [
  { kind: 'clock', op: 'set', ms: limit - left, occurredAt: Date.now() },
  { kind: 'clock', op: 'start', occurredAt: Date.now() },
]
const pressing = () => [...document.querySelectorAll('.notice.pressing')].map(text)
const first = () =>
  buttons()
    .filter((one) => one.classList.contains('paper'))
    .map(text)

it('says that time is up where a clock stands at its end, and offers the next part first', async () => {
  await open('basketball', runningTo(600_000, 2000))
  expect(pressing()).toEqual([])
  expect(first()).toEqual([])
  await settle(2100)
  expect(said()).toMatch('00:00')
  expect(pressing()).toEqual(['1st quarter: time is up'])
  expect(document.querySelector('.notice')!.getAttribute('role')).toBe('status')
  expect(first()).toEqual(['Start 2nd quarter'])
  await tap('Start 2nd quarter')
  expect(pressing()).toEqual([])
})

it.each([
  ['handball', 'a half', 0, 0, ['Start 2nd half']],
  ['handball', 'the last half, level', 1, 0, ['Start Extra time 1']],
  ['handball', 'the last half, with a winner', 1, 1, ['End the match']],
  // Whether extra time is over or has a second half, only the official knows.
  ['handball', 'extra time, with somebody ahead', 2, 1, []],
])(
  'in %s, at the end of %s, it offers first what can only come next',
  async (sport, _end, unit, goals, offered) => {
    const to: NewEvent[] = unit > 0 ? [{ kind: 'unit', from: 0, to: unit }] : []
    await open(sport, [...to, ...score('home', 'goal', goals)])
    match.post({ kind: 'clock', op: 'set', ms: match.view.clock!.limitMs })
    await tell()
    expect(pressing()[0]).toMatch('time is up')
    expect(first()).toEqual(offered)
  },
)

it.each([
  ['the first half', 0, 0, 'Half-time', ['Start 2nd half']],
  ['full time, level', 1, 0, '2nd half', ['Start Extra time 1']],
  ['full time, with a winner', 1, 1, '2nd half', ['End the match']],
])(
  'offers first what comes after %s, once a clock that plays on was stopped there',
  async (_end, unit, goals, words, offered) => {
    const to: NewEvent[] = unit > 0 ? [{ kind: 'unit', from: 0, to: unit }] : []
    await open('football', [
      ...to,
      ...score('home', 'goal', goals),
      ...runningTo(2_700_000, -80_000),
    ])
    expect(first()).toEqual([])
    await tap('Stop clock')
    expect(said()).toMatch(words)
    expect(first()).toEqual(offered)
  },
)

it('offers the clock first in a half that is about to begin', async () => {
  await open('football', runningTo(2_700_000, -80_000))
  await tap('Stop clock')
  await tap('Start 2nd half')
  await tell()
  expect(said()).toMatch('2nd half, not started')
  expect(first()).toEqual(['Start clock'])
})

it('says no time of a clock that plays on, or of a match that is over', async () => {
  await open('football', [{ kind: 'clock', op: 'set', ms: 2_700_000 }])
  expect(said()).not.toMatch('time is up')
  match = new FakeMatch('basketball')
  match.post({ kind: 'clock', op: 'set', ms: 600_000 }, { kind: 'status', to: 'final' })
  await tell()
  expect(said()).not.toMatch('time is up')
})

const down = (name: string | RegExp) =>
  button(name).dispatchEvent(new Event('pointerdown', { bubbles: true }))

it('takes back what the button said when the finger came down', async () => {
  await open('football', score('home', 'goal'))
  const undo = button('Undo: Goal · Reds')
  down('Undo: Goal · Reds')
  match.post(...score('away', 'goal'))
  await tell()
  undo.click()
  await settle()
  expect(last()).toMatchObject({ kind: 'void', target: 'e_1' })
  expect(match.view.score).toEqual([0, 1])
})

it('starts only the part that the button named', async () => {
  await open('football', [...score('home', 'goal'), ...score('away', 'goal')])
  const move = button('Start 2nd half')
  down('Start 2nd half')
  match.post({ kind: 'unit', from: 0, to: 1 })
  await tell()
  move.click()
  await settle()
  expect(match.view.unit).toMatchObject({ index: 1 })
})

it('starts one part by a double tap, not two', async () => {
  await open('basketball', score('home', 'three'))
  button('Start 2nd quarter').click()
  await settle(1499)
  button('Start 3rd quarter').click()
  await settle(1)
  expect(match.view.unit.index).toBe(1)
  button('Start 3rd quarter').click()
  await settle()
  expect(match.view.unit.index).toBe(2)
})

it('asks before it undoes the start of a part', async () => {
  await open('football', [{ kind: 'unit', from: 0, to: 1 }])
  await tap('Undo: Start of 2nd half')
  expect(match.log).toHaveLength(1)
  expect(said()).toMatch('Go back to 1st half?')
  await tap('Stay in 2nd half')
  expect(match.log).toHaveLength(1)
  await tap('Undo: Start of 2nd half')
  await tap('Go back to 1st half')
  expect(match.view.unit.index).toBe(0)
})

describe('into another part', () => {
  const level = [...score('home', 'try'), ...score('away', 'try')]
  const lastHalf: NewEvent = { kind: 'unit', from: 0, to: 1 }
  const through = (last: number): NewEvent[] =>
    Array.from({ length: last }, (_, from) => ({ kind: 'unit', from, to: from + 1 }))

  it('goes no match that has not begun, unless its official says so twice', async () => {
    await open('football')
    expect(button('Start 2nd half').disabled).toBe(true)
    await tap('More…')
    inSheet('Start 2nd half').click()
    await settle(untilTaken)
    expect(said()).toMatch('The match has not started.')
    await tap('Stay in 1st half')
    expect(match.log).toHaveLength(0)
    await tap('More…')
    inSheet('Start 2nd half').click()
    await settle(untilTaken)
    inSheet('Start 2nd half').click()
    await settle()
    await tell()
    expect(match.view.unit.index).toBe(1)
    expect(said()).toMatch('2nd half, not started')
  })

  it.each([
    ['rugby-union', 1, 'Start Extra time 1', level],
    ['rugby-union', 3, 'Start Shoot-out', level],
    ['football', 2, 'Start Extra time 2', score('home', 'goal')],
    ['basketball', 3, 'Start Overtime', [...score('home', 'three'), ...score('away', 'three')]],
    ['quiz', 0, 'Start Round 2', score('home', 'right')],
  ] satisfies [string, number, string, NewEvent[]][])(
    'goes a match of %s from part %i by one tap on “%s”, where that comes next',
    async (sport, from, name, before) => {
      await open(sport, [...before, ...through(from)])
      await tap(name)
      expect(match.view.unit.index).toBe(from + 1)
    },
  )

  it.each([
    ['rugby-union', 1, 'Start Extra time 1', score('home', 'try')],
    ['rugby-union', 3, 'Start Shoot-out', score('home', 'try')],
    ['handball', 3, 'Start Extra time 3', score('home', 'goal')],
    ['basketball', 4, 'Start Overtime 2', score('home', 'three')],
    ['volleyball', 0, 'Start Set 2', score('home', 'point', 24)],
    ['volleyball', 2, 'Start Set 4', score('home', 'point', 25)],
  ] satisfies [string, number, string, NewEvent[]][])(
    'goes no match of %s from part %i by one tap on “%s”, where nobody expects that',
    async (sport, from, name, before) => {
      const moves = through(from)
      const won = sport === 'volleyball' && from > 0
      await open(
        sport,
        won ? [...before, ...moves.flatMap((move) => [move, ...before])] : [...before, ...moves],
      )
      expect(button(name).disabled).toBe(true)
    },
  )

  it('keeps its control bar as it is, whoever is ahead', async () => {
    await open('rugby-union', [...level, lastHalf])
    const bar = () =>
      buttons()
        .filter((one) => one.closest('.moves'))
        .map(text)
    const before = bar()
    await tap('+5 Try, Reds')
    expect(bar()).toEqual(before)
  })

  it('goes it while the clock is at work only when asked', async () => {
    await open('rugby-union', [...score('home', 'try'), ...runningTo(2_400_000, 780_000)])
    await tap('Start 2nd half')
    expect(match.view.unit.index).toBe(0)
    expect(said()).toMatch('1st half still has time on the clock.')
    inSheet('Start 2nd half').click()
    await settle()
    expect(match.view.unit.index).toBe(1)
  })

  it('says what is left out, and who is ahead', async () => {
    await open('rugby-union', [...score('home', 'try'), lastHalf])
    await tap('More…')
    inSheet('Start Shoot-out').click()
    await settle(untilTaken)
    expect(said()).toMatch('Extra time 1 would be left out.')
    await tap('Stay in 2nd half')
    await tap('More…')
    inSheet('Start Extra time 1').click()
    await settle(untilTaken)
    expect(said()).toMatch('It is not level: 5–0.')
    await tap('Stay in 2nd half')
  })
})

it('asks who serves first, and only while that is not known', async () => {
  await open('tennis')
  expect(said()).toMatch('Who serves first?')
  await tap('Serves first, Blues')
  await tell()
  expect(last()).toMatchObject({ kind: 'serve', side: 'away' })
  expect(said()).not.toMatch('Who serves first?')
  expect(button('serving, Blues').getAttribute('aria-pressed')).toBe('true')
  await tap('+1 Point, Reds')
  await tell()
  await tap('Serve, Reds')
  expect(last()).toMatchObject({ kind: 'serve', side: 'home' })
})

it('says a tie-break, and who has won the match', async () => {
  const game = score('home', 'point', 4)
  const games = Array.from({ length: 6 }, () => [...game, ...score('away', 'point', 4)]).flat()
  await open('tennis', [{ kind: 'serve', side: 'home' }, ...games])
  expect(said()).toMatch('Set 1 · Tie-break')
  const love = Array.from({ length: 6 }, () => game).flat()
  match.post(...score('home', 'point', 7), { kind: 'unit', from: 0, to: 1 }, ...love)
  await tell()
  expect(said()).toMatch('Match to Reds · 2–0')
  expect(said()).not.toMatch('Set 2 is over')
})

it('says when ends are changed', async () => {
  await open('tennis', [{ kind: 'serve', side: 'home' }, ...score('home', 'point', 4)])
  expect(said()).toMatch('Change ends')
})

it('offers a conversion after a try, and takes one all the same without it', async () => {
  await open('rugby-union', score('home', 'try'))
  const looks = (name: string) => [...button(name).classList].filter((one) => !one.startsWith('s'))
  expect(looks('+2 Conversion, Reds')).toContain('due')
  expect(looks('+2 Conversion, Blues')).toContain('early')
  await tap('+2 Conversion, Blues')
  await tell()
  expect(numbers()).toEqual(['5', '2'])
  expect(said()).toMatch('This only follows another score')
})

it('has only kicks in a shoot-out, and lets it go on when it is decided', async () => {
  const miss: NewEvent = { kind: 'incident', side: 'away', key: 'miss' }
  await open('football', [
    { kind: 'unit', from: 0, to: 4 },
    ...score('home', 'kick', 3),
    miss,
    miss,
    miss,
  ])
  expect(numbers()).toEqual(['3', '0'])
  expect(button('End the match').classList).toContain('paper')
  await tap('Scored, Blues')
  await tap('Missed, Reds')
  expect(match.view.shootout?.kicks).toMatchObject([
    [true, true, true, false],
    [false, false, false, true],
  ])
})

it('draws each kick, and tells a match that they decided by its score', async () => {
  const miss: NewEvent = { kind: 'incident', side: 'away', key: 'miss' }
  await open('football', [
    { kind: 'unit', from: 0, to: 4 },
    ...score('home', 'kick', 2),
    miss,
    ...score('away', 'kick'),
  ])
  const drawn = () =>
    [...document.querySelectorAll('[role=img]')].map((one) => one.getAttribute('aria-label'))
  const kicks = ['Kicks: scored, scored', 'Kicks: missed, scored']
  expect(drawn()).toEqual(kicks)
  match.post({ kind: 'status', to: 'final' })
  await tell()
  expect(numbers()).toEqual(['0', '0'])
  expect(said()).toMatch(/Shoot-out 2 .*Shoot-out 1/)
  expect(drawn()).toEqual(kicks)
})

it('lets nobody serve between two sets', async () => {
  await open('volleyball', [{ kind: 'serve', side: 'home' }, ...score('home', 'point', 24)])
  expect(button('serving, Reds').disabled).toBe(false)
  await tap('+1 Point, Reds')
  await tell()
  expect(button('Serve, Reds').disabled).toBe(true)
  expect(button('Serve, Blues').disabled).toBe(true)
})

it('says of time-outs how many are left, also of the side that has taken none', async () => {
  const timeOut: NewEvent = { kind: 'incident', side: 'home', key: 'time-out' }
  await open('basketball', [timeOut])
  expect(said()).toMatch(/Time-outs\s1 left.*Time-outs\s2 left/)
  await tap(/… Reds$/)
  expect(button(/^Time-out/).textContent).toMatch('1 left')
  await tap('Close')
  match.post(timeOut, timeOut)
  await tell()
  expect(said()).toMatch(/Time-outs\s3, 1 over/)
})

it('takes a foul with two taps, and names the player that was named before with a third', async () => {
  await open('basketball')
  await tap(/^Foul, .*Reds$/)
  await type('Player: number or name', '7')
  await tap('Foul')
  await tell()
  expect(last()).toMatchObject({ key: 'foul', side: 'home', player: '7' })
  expect(said()).toMatch('Foul 1 of 4')
  await tap(/^Foul, .*Reds$/)
  await tap('7')
  await tap(/^Foul 1 of 4$/)
  expect(last()).toMatchObject({ key: 'foul', player: '7' })
  expect(match.log).toHaveLength(2)
})

it('says bonus of the side that shoots, and how many fouls were free, as the boards do', async () => {
  const fouls: NewEvent[] = Array.from({ length: 5 }, () => ({
    kind: 'incident',
    side: 'home',
    key: 'foul',
  }))
  const told = (name: string) =>
    text(document.querySelector(`section[aria-label=${name}] p.marks`)!)
  await open('basketball', fouls.slice(1))
  expect(told('Reds')).toMatch(/Foul\s4 of 4/)
  expect(told('Blues')).not.toMatch('Bonus')
  match.post(...fouls.slice(4))
  await tell()
  expect(told('Reds')).toMatch(/Foul\s5, 4 free/)
  expect(told('Reds')).not.toMatch('Bonus')
  expect(told('Blues')).toMatch('Bonus')
})

it('sets a clock that counts down by what is left on it, and nudges what it shows', async () => {
  await open('basketball')
  await tap(/^Set the clock/)
  await type(/^Time left/, '4:30')
  await submit()
  expect(last()).toMatchObject({ kind: 'clock', op: 'set', ms: 330_000 })
  await tell()
  await tap(/^Set the clock/)
  await tap('+10 s')
  await tap('−1 s')
  expect(last()).toMatchObject({ op: 'set', ms: 321_000 })
  await tap('Close')
})

it('announces added time where a clock runs on', async () => {
  await open('football')
  await tap(/^Set the clock/)
  await tap('+3')
  await tell()
  expect(last()).toMatchObject({ kind: 'clock', op: 'added', ms: 180_000 })
  expect(button('+3').getAttribute('aria-pressed')).toBe('true')
  await tap('Close')
})

it('counts any points for any of many sides', async () => {
  await open('custom', [], { sides: 5 })
  await tap('+1 Point, Greys')
  await tap('± Other points, Greens')
  await tap('−5')
  await tap('± Other points, Golds')
  await type(/^Points, with a minus/, '42')
  await submit()
  await tell()
  expect(numbers()).toEqual(['0', '0', '−5', '42', '1'])
})

it('takes back and puts back whatever happened, not only the last', async () => {
  await open('football', [...score('home', 'goal'), ...score('away', 'goal', 2)])
  await tap('More…')
  await tap('Log and corrections')
  await tap('Undo: Goal · Reds')
  await tell()
  expect(match.view.score).toEqual([0, 2])
  expect(document.querySelector('del')?.textContent).toBe('Goal · Reds')
  await tap('Put back: Goal · Reds')
  await tell()
  expect(match.view.score).toEqual([1, 2])
  await tap('Close')
})

it('moves a goal to the other side, and back when that was the mistake', async () => {
  await open('football', score('home', 'goal'))
  await tap('More…')
  await tap('Log and corrections')
  await tap('Correct: Goal · Reds')
  const [, blues] = document.querySelectorAll<HTMLInputElement>('dialog input[type=radio]')
  blues!.click()
  await settle()
  await type('Player: number or name', '9')
  await submit()
  await tell()
  expect(last()).toMatchObject({ kind: 'amend', patch: { side: 'away', player: '9' } })
  expect(match.view.score).toEqual([0, 1])
  await tap('As it was: Goal · Blues, 9')
  await tell()
  expect(match.view.score).toEqual([1, 0])
  await tap('Close')
})

it('asks before it opens a set again that is over', async () => {
  await open('volleyball', [
    ...score('home', 'point', 25),
    { kind: 'unit', from: 0, to: 1 },
    ...score('away', 'point'),
  ])
  await tap('More…')
  await tap('Log and corrections')
  buttons()
    .findLast((one) => text(one) === 'Undo: Point · Reds')!
    .click()
  await settle(untilTaken)
  expect(said()).toMatch('Set 1 is over. Taking this back may open it again.')
  await tap('Take it back')
  await tell()
  expect(match.view.units[0]?.score).toEqual([24, 0])
  expect(said()).toMatch('Set 1 is open: nobody has won it')
  await tap('Close')
})

it('tells when something happened as the clock read', async () => {
  await open('football', [
    { kind: 'unit', from: 0, to: 1 },
    { kind: 'clock', op: 'set', ms: 1_290_000 },
    ...score('home', 'goal'),
  ])
  await tap('More…')
  await tap('Log and corrections')
  expect(said()).toMatch('2nd half · 66:30 · 1–0')
  await tap('Close')
})

it('keeps the rows of a log where they are while others tap', async () => {
  await open('football', score('home', 'goal'))
  await tap('More…')
  await tap('Log and corrections')
  match.post(...score('away', 'goal'))
  await tell()
  expect(document.querySelectorAll('dialog li')).toHaveLength(1)
  await tap('Show 1 newer')
  expect(document.querySelectorAll('dialog li')).toHaveLength(2)
  await tap('Close')
})

it('sets the score by hand; where that has changed meanwhile it asks again', async () => {
  await open('football', score('home', 'goal'))
  await tap('More…')
  await tap('Score by hand')
  await type('Blues', '3')
  match.post(...score('away', 'goal'))
  await submit()
  await tell()
  expect(match.view.score).toEqual([1, 1])
  expect(said()).toMatch(/Somebody else has changed the score meanwhile. It is 1–1 now/)
  const order = buttons().map(text)
  expect(order.slice(0, 2)).toEqual(['Discard', 'Set it to 1–3 all the same'])
  await tap('Set it to 1–3 all the same')
  await tell()
  expect(match.view.score).toEqual([1, 3])
})

it('sets no score by hand that stands already, and names sides where there are many', async () => {
  await open('custom', [], { sides: 3 })
  await tap('More…')
  await tap('Score by hand')
  expect(button('Set it to Reds 0, Blues 0, Greens 0').disabled).toBe(true)
  await type('Blues', '-5')
  expect(button('Set it to Reds 0, Blues −5, Greens 0').disabled).toBe(false)
  await submit()
  await tell()
  expect(match.view.score).toEqual([0, -5, 0])
  await tap('End the match')
  expect(said()).toMatch('End the match at Reds 0, Blues −5, Greens 0?')
  await tap('Close')
})

it('sets the score by hand on top of what is on its way, and need not ask', async () => {
  await open('football', score('home', 'goal'))
  reach = false
  await tap('+1 Goal, Blues')
  await tap('More…')
  await tap('Score by hand')
  await type('Blues', '3')
  reach = true
  await submit()
  await settle(60_000)
  expect(match.view.score).toEqual([1, 3])
  expect(said()).not.toMatch('Not taken')
})

it('sets no score of kicks by hand, and has a missed kick only among kicks', async () => {
  await open('football', [{ kind: 'unit', from: 0, to: 4 }])
  await tap('More…')
  await tap('Score by hand')
  const parts = [...document.querySelectorAll('dialog option')].map((one) => text(one))
  expect(parts).not.toContain('Shoot-out')
  expect(parts).toContain('2nd half')
  await tap('Close')
  await tap(/… Reds$/)
  await tap('Missed')
  await tap('Undo: Missed · Reds')
  expect(match.view.shootout?.kicks).toEqual([[], []])
})

it('counts what counts as another by the name of that', async () => {
  await open('ice-hockey', [{ kind: 'incident', side: 'home', key: 'minor' }])
  await tap(/… Reds$/)
  expect(button(/^Double minor/).textContent).toMatch('1 penalty so far')
  await tap('Close')
})

it('names the part that a doubt is about', async () => {
  await open('volleyball', [...score('home', 'point', 25), ...score('away', 'point')])
  await tap('More…')
  await tap('Log and corrections')
  expect(said()).toMatch('Set 1 is over: this does not count.')
  await tap('Close')
})

it('lets a suspension stand still where the clock does, and shows none where nobody times', async () => {
  await open('ice-hockey', [
    { kind: 'clock', op: 'set', ms: 1_140_000 },
    { kind: 'clock', op: 'start', occurredAt: 0 },
    { kind: 'incident', side: 'home', key: 'minor', player: '9', occurredAt: 0 },
  ])
  expect(said()).toMatch('Off 1:00 #9')
  match.post({ kind: 'unit', from: 0, to: 4 })
  await tell()
  expect(said()).not.toMatch('Off')
})

it('ends a match by who wins it, where the score does not say', async () => {
  await open('tennis', score('home', 'point'))
  await tap('End the match')
  expect(said()).toMatch('Nobody has won yet by the score.')
  await tap('Blues win by it')
  await tell()
  expect(match.view).toMatchObject({ status: 'final', winner: 'away' })
  expect(button('+1 Point, Reds').disabled).toBe(true)
})

it('takes no tap on a sheet that has just come up under the finger', async () => {
  await open('football')
  button('End the match').click()
  await settle(599)
  inSheet('End the match').click()
  await settle(0)
  expect(match.log).toHaveLength(0)
  await settle(1)
  const pointed = { bubbles: true, cancelable: true, detail: 1 }
  inSheet('End the match').dispatchEvent(new MouseEvent('click', pointed))
  await settle()
  expect(match.log).toHaveLength(0)
  inSheet('End the match').dispatchEvent(new Event('pointerdown', { bubbles: true }))
  inSheet('End the match').dispatchEvent(new MouseEvent('click', pointed))
  await settle()
  expect(last()).toMatchObject({ kind: 'status', to: 'final' })
})

it('abandons a match only when asked a second time', async () => {
  await open('football')
  await tap('End the match')
  expect(text([...document.querySelectorAll('dialog button')].at(-1)!)).toBe('Cancel')
  await tap('Abandon the match…')
  expect(match.log).toHaveLength(0)
  expect(said()).toMatch('Abandon the match at 0–0?')
  await tap('Yes, abandon it')
  expect(last()).toMatchObject({ kind: 'status', to: 'abandoned' })
  expect(document.querySelector('dialog')).toBeNull()
})

it('says before the end what has not been played yet', async () => {
  await open('basketball')
  await tap('End the match')
  expect(said()).toMatch('3 quarters have not been played yet.')
  await tap('Close')
  match.post({ kind: 'unit', from: 0, to: 2 })
  await tell()
  await tap('End the match')
  expect(said()).toMatch('4th quarter has not been played yet.')
  await tap('Close')
  match.post({ kind: 'unit', from: 2, to: 3 })
  await tell()
  await tap('End the match')
  expect(said()).not.toMatch('been played yet')
  await tap('Close')
})

it('stops for a review, and goes on', async () => {
  await open('football', score('home', 'goal'))
  for (const [button, status] of [
    ['Under review', 'review'],
    ['Review is over', 'live'],
  ] as const) {
    await tap('More…')
    await tap(button)
    await tell()
    expect(match.view.status).toBe(status)
  }
})

describe('what waits for the head official', () => {
  const goal = { kind: 'score', side: 'home', key: 'goal' } as const

  it('is shown with why, and left out by whoever sees that it was one', async () => {
    await open('football', [goal])
    match.hold(goal)
    await tell()
    expect(numbers()).toEqual(['1', '0'])
    expect(said()).toMatch('One waits and does not count yet')
    expect(said()).toMatch('Two officials told this at the same moment')
    await tap('It was one: Goal · Reds')
    expect(last()).toMatchObject({ kind: 'void', target: 'e_2' })
    expect(said()).not.toMatch('does not count yet')
    expect(numbers()).toEqual(['1', '0'])
  })

  it('is counted where the host scores on a device of their own', async () => {
    localStorage.setItem('tallycast.claim.K7M2QX', '1')
    await open('football', [goal])
    match.hold(goal)
    await tell()
    await tap('Count both: Goal · Reds')
    expect(numbers()).toEqual(['2', '0'])
  })

  it('is what Undo takes back of whoever told it, not the goal that counts', async () => {
    await open('football', [goal])
    match.holds = true
    await tap('+1 Goal, Reds')
    match.holds = false
    await tell()
    expect(numbers()).toEqual(['1', '0'])
    const { id } = last()!
    await tap(/^Undo/)
    expect(last()).toMatchObject({ kind: 'void', target: id })
  })

  it('is not what another official’s Undo takes back, nor is what the host says of it', async () => {
    await open('football', [goal])
    match.hold(goal)
    match.post({ kind: 'confirm', target: 'e_2' })
    match.hold(goal)
    await tell()
    await tap(/^Undo/)
    expect(last()).toMatchObject({ kind: 'void', target: 'e_2' })
    await tap(/^Undo/)
    expect(last()).toMatchObject({ kind: 'void', target: 'e_1' })
  })

  it('is counted or left out in the log', async () => {
    await open('football')
    match.hold(goal)
    await tell()
    await tap('More…')
    await tap('Log and corrections')
    expect(said()).toMatch('waits for the head official')
    await tap('Count it: Goal · Reds')
    expect(last()).toMatchObject({ kind: 'confirm', target: 'e_1' })
    expect(numbers()).toEqual(['1', '0'])
    await tap('Close')
  })
})
