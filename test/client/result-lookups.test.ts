import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Eliminations } from '../../client/live/eliminations.svelte.ts'
import { Lookup } from '../../client/live/lookup.svelte.ts'

let asked: string[]
let answer: (path: string) => Response | Promise<Response>

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    return answer(path)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const settled = () => vi.advanceTimersByTimeAsync(0)

describe('what is asked for again when a poll has changed', () => {
  it('is asked for at once, and then once a second however often it changes', async () => {
    answer = () => Response.json({ n: asked.length })
    const lookup = new Lookup<{ n: number }>()
    for (let change = 0; change < 10; change++) {
      lookup.ask('/a')
      await settled()
    }
    expect(asked.length).toBe(1)
    expect(lookup.current).toEqual({ n: 1 })
    await vi.advanceTimersByTimeAsync(1000)
    expect(asked.length).toBe(2)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked.length).toBe(2)
  })

  it('is forgotten as soon as something else is asked for, and never comes back late', async () => {
    const answers = new Map<string, (response: Response) => void>()
    answer = (path) => new Promise((resolve) => answers.set(path, resolve))
    const lookup = new Lookup<{ of: string }>()
    lookup.ask('/a')
    await settled()
    lookup.ask('/b')
    await settled()
    answers.get('/b')!(Response.json({ of: 'b' }))
    await settled()
    answers.get('/a')!(Response.json({ of: 'a' }))
    await settled()
    expect(lookup.current).toEqual({ of: 'b' })
  })

  it('stays while the server is out of reach, and goes when it may not be seen any more', async () => {
    answer = () => Response.json({ n: 1 })
    const lookup = new Lookup<{ n: number }>()
    lookup.ask('/a')
    await settled()
    answer = () => Promise.reject(new TypeError('no network'))
    lookup.ask('/a')
    await vi.advanceTimersByTimeAsync(1000)
    expect(lookup.current).toEqual({ n: 1 })
    answer = () => Response.json({ type: '/problems/key-missing' }, { status: 401 })
    lookup.ask('/a')
    await vi.advanceTimersByTimeAsync(1000)
    expect(lookup.current).toBeUndefined()
  })

  it('is asked for until the server is back, or nobody looks any more', async () => {
    answer = () => Promise.reject(new TypeError('no network'))
    const lookup = new Lookup<{ n: number }>()
    lookup.ask('/a')
    await vi.advanceTimersByTimeAsync(3500)
    expect(asked.length).toBe(4)
    answer = () => Response.json({ n: 1 })
    await vi.advanceTimersByTimeAsync(5000)
    expect(lookup.current).toEqual({ n: 1 })
    expect(asked.length).toBe(5)
    answer = () => Promise.reject(new TypeError('no network'))
    lookup.ask('/a')
    await settled()
    lookup.stop()
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked.length).toBe(6)
  })
})

describe('the eliminations of a ranking', () => {
  const rounds = ['c', 'b', null].map((out) => ({ counts: [], exhausted: 0, out }))
  const opened = async () => {
    answer = () => Response.json({ rounds })
    const eliminations = new Eliminations('public')
    expect(await eliminations.open('p_1')).toBe(true)
    return eliminations
  }

  it('are those that everybody may see, and stand at the first round', async () => {
    const eliminations = await opened()
    expect(asked).toEqual(['/api/polls/p_1/result?view=public'])
    expect([eliminations.at, eliminations.playing]).toEqual([0, false])
  })

  it('step to and fro and no further than there are rounds', async () => {
    const eliminations = await opened()
    const step = (way: 'next' | 'previous') => {
      eliminations[way]()
      return eliminations.at
    }
    expect([step('previous'), step('next'), step('next'), step('next')]).toEqual([0, 1, 2, 2])
    expect(step('previous')).toBe(1)
  })

  it('play to the last round by themselves, and from there all over again', async () => {
    const eliminations = await opened()
    for (let time = 0; time < 2; time++) {
      eliminations.play()
      expect([eliminations.at, eliminations.playing]).toEqual([0, true])
      await vi.advanceTimersByTimeAsync(20_000)
      expect([eliminations.at, eliminations.playing]).toEqual([2, false])
    }
  })

  it('wait as soon as somebody steps', async () => {
    const eliminations = await opened()
    eliminations.play()
    eliminations.next()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(eliminations.at).toBe(1)
  })

  it('are not there where the result may not be seen', async () => {
    answer = () => Response.json({ type: '/problems/key-missing' }, { status: 401 })
    const eliminations = new Eliminations('public')
    expect(await eliminations.open('p_1')).toBe(false)
    expect(eliminations.problem?.code).toBe('key-missing')
  })

  it('do not come when they were closed before they were here', async () => {
    let tell = (_: Response) => {}
    answer = () => new Promise((resolve) => (tell = resolve))
    const eliminations = new Eliminations('public')
    const opening = eliminations.open('p_1')
    await settled()
    eliminations.close()
    tell(Response.json({ rounds }))
    expect(await opening).toBe(false)
    expect(eliminations.rounds).toBeUndefined()
  })
})
