import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '#core/match'
import { phone, screen } from '../support/chromium.ts'
import { added, clock, incident, points, rallies, set, times } from '../support/happenings.ts'
import { Hall } from './hall.ts'

// Whoever looks for the score finds it where it was, and as large, whatever else happens.

let hall: Hall

beforeAll(async () => {
  hall = await Hall.open()
})
afterAll(() => hall?.close())

interface Made {
  match: { id: string; room: string }
  hostKey: string
}

interface Box {
  x: number
  y: number
  right: number
  bottom: number
}

const long = 'Donaudampfschifffahrtsgesellschaft und Wassersportverein 1887'.slice(0, 60)
const numbers = 'section[aria-label=Score] li strong'

/** A match that has begun, and a page that looks at it. */
async function follow(
  sport: string,
  begun: NewEvent[],
  page: (match: Made['match']) => string,
  look: BrowserContextOptions,
) {
  const sides = [{ name: 'Lions' }, { name: long }]
  const { match, hostKey } = await hall.ask<Made>('POST', '/api/matches', {
    sport,
    title: 'Final',
    sides,
  })
  const post = (events: NewEvent[]) =>
    hall.ask('POST', `/api/matches/${match.id}/events`, events, hostKey)
  await post(begun)
  const tab = await hall.visit(page(match), { reducedMotion: 'reduce', ...look })
  await tab.locator(numbers).first().waitFor()
  return {
    /** The middle, the top and the height of each number, as they are drawn now. */
    places: () =>
      tab.evaluate<number[][]>(`(async () => {
        // Type is set to fit in the frame after the layout.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
        return [...document.querySelectorAll('${numbers}')].map((node) => {
          const { x, y, width, height } = node.getBoundingClientRect()
          return [x + width / 2, y, height].map(Math.round)
        })
      })()`),
    boxes: (of: Record<string, string>) =>
      tab.evaluate<Record<string, Box>>(`Object.fromEntries(
        Object.entries(${JSON.stringify(of)}).map(([name, where]) => [
          name, document.querySelector(where).getBoundingClientRect().toJSON()]))`),
    /** Posts, and waits until the page says so. */
    async happens(events: NewEvent[], said: string) {
      await post(events)
      await tab.getByText(said).filter({ visible: true }).first().waitFor()
    },
  }
}

const off = (player: string) => incident('home', 'minor', player)

interface Step {
  events: NewEvent[]
  said: string
}
const onTheWall: Record<string, { begun: NewEvent[]; steps: Step[] }> = {
  football: {
    begun: [clock('start'), set(12)],
    steps: [
      { events: [incident('away', 'yellow', '6')], said: 'Yellow card' },
      { events: [incident('away', 'yellow', '9'), incident('home', 'red')], said: 'Red card' },
      { events: [added(3)], said: '+3' },
    ],
  },
  'ice-hockey': {
    begun: [clock('start'), set(5)],
    steps: [
      { events: [off('14')], said: 'Minor penalty' },
      { events: [...times(3, off('Kowalczyk')), incident('home', 'time-out')], said: 'Time-out' },
    ],
  },
  basketball: {
    begun: [clock('start')],
    steps: [
      { events: times(5, incident('away', 'foul')), said: 'Foul ·' },
      { events: [incident('away', 'time-out'), incident('home', 'foul')], said: 'Time-out' },
    ],
  },
  volleyball: {
    begun: [{ kind: 'serve', side: 'away' }],
    steps: [
      { events: [incident('home', 'time-out')], said: 'Time-out' },
      { events: times(2, incident('away', 'substitution')), said: 'Substitution' },
    ],
  },
}

test.each(Object.entries(onTheWall))(
  'on the wall nothing that is noted in %s moves the score',
  async (sport, { begun, steps }) => {
    const wall = await follow(sport, begun, ({ room }) => `/screen/${room}`, {
      viewport: { width: 1280, height: 720 },
    })
    const before = await wall.places()
    for (const { events, said } of steps) {
      await wall.happens(events, said)
      expect(await wall.places()).toEqual(before)
    }
  },
)

test('a match has the whole width of the wall, and the code keeps its corner', async () => {
  const wall = await follow('football', [clock('start')], ({ room }) => `/screen/${room}`, {
    viewport: { width: 1280, height: 720 },
  })
  for (const key of ['yellow', 'red', 'yellow'])
    await wall.happens([incident('away', key, long)], 'card')
  const { sides, told, code } = await wall.boxes({
    sides: 'section[aria-label=Score] ul',
    told: 'section[aria-label=Score] .told',
    code: 'aside svg',
  })
  expect(sides!.x).toBeLessThan(50)
  expect(sides!.right).toBeGreaterThan(1230)
  expect(code!.bottom).toBeLessThan(720)
  expect(told!.right).toBeLessThan(code!.x)
  expect(sides!.bottom).toBeLessThan(code!.y)
})

test('on a phone a rally moves no name and no number, whoever serves next', async () => {
  const begun = [{ kind: 'serve', side: 'away' } as const, ...points('away', 1)]
  const small = await follow('volleyball', begun, ({ room }) => `/${room}`, phone)
  const before = await small.places()
  await small.happens(points('home', 1), 'Point · Lions')
  expect(await small.places()).toEqual(before)
})

test.each(['tl', 'tr', 'bl', 'br', 'bottom'])(
  'a point that is called out does not move the score of an overlay at %s',
  async (pos) => {
    const begun = [{ kind: 'serve', side: 'away' } as const, ...rallies(23, 21)]
    const path = ({ id }: Made['match']) => `/overlay/${id}?pos=${pos}`
    const overlay = await follow('volleyball', begun, path, screen)
    const before = await overlay.places()
    await overlay.happens(points('home', 1), 'Set point · Lions')
    expect(await overlay.places()).toEqual(before)
    if (pos !== 'bottom') return
    const [[left], [right]] = before as [[number], [number]]
    expect((left + right) / 2).toBe(screen.viewport!.width / 2)
  },
)
