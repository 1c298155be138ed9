import { expect, test } from 'vitest'
import type { PollView } from '#core/poll'
import { startApp } from '../support/app.ts'
import { type Ask, askAtOnce, type Told } from '../support/at-once.ts'
import { Caller, makePoll } from './door.ts'

const phones = 100

/** A hundred votes in one moment, with the host's order among them at every place in turn. */
async function race(order: Omit<Ask, 'headers' | 'path'> & { under?: string }, vote: object) {
  const { url } = await startApp()
  const anyone = new Caller(url)
  const rounds: { votes: Told[]; path: string; answer: PollView }[] = []
  for (let place = 0; place <= phones; place += 10) {
    const { path, hostKey } = await makePoll(url)
    const asks: Ask[] = Array.from({ length: phones }, () => ({
      method: 'PUT',
      path: `${path}/vote`,
      body: { choice: 'a', ...vote },
    }))
    const { under = '', ...ask } = order
    const headers = { authorization: `Bearer ${hostKey}` }
    asks.splice(place, 0, { ...ask, path: path + under, headers })
    const told = await askAtOnce(url, asks)
    const [answer] = told.splice(place, 1)
    expect(answer?.status).toBeLessThan(300)
    rounds.push({ votes: told, path, answer: answer?.body as PollView })
  }
  const ballots = async (path: string) => (await anyone.get<PollView>(path)).body.ballots
  return { rounds, ballots }
}

const saidOf = ({ status, body }: Told): string => {
  const { outcome, type } = (body ?? {}) as { outcome?: string; type?: string }
  return outcome ?? `${status} ${type}`
}

const closed = '409 /problems/poll-closed'

/** How many were counted; everybody else must have heard that the poll is closed. */
function countedOf(votes: readonly Told[]): number {
  const said = votes.map(saidOf)
  expect(said.filter((each) => each !== 'counted' && each !== closed)).toEqual([])
  return said.filter((each) => each === 'counted').length
}

test('of a hundred phones that vote while the host closes, exactly those are in the tally that heard so', async () => {
  const { rounds, ballots } = await race({ method: 'PATCH', body: { status: 'closed' } }, {})
  const counted = rounds.map(({ votes }) => countedOf(votes))
  expect(await Promise.all(rounds.map(({ path }) => ballots(path)))).toEqual(counted)
  // What the host hears is the last word: nothing is counted after it.
  expect(rounds.map(({ answer }) => answer.ballots)).toEqual(counted)
  // Both must have happened, or nothing raced.
  expect(Math.min(...counted)).toBeLessThan(phones)
  expect(Math.max(...counted)).toBeGreaterThan(0)
})

test('of a hundred phones that vote while a new run begins, exactly those are in the old run that heard so', async () => {
  const { rounds, ballots } = await race({ method: 'POST', under: '/runs' }, { run: 1 })
  for (const { votes, path } of rounds) {
    expect(await ballots(`${path}?run=1`)).toBe(countedOf(votes))
    expect(await ballots(path)).toBe(0)
  }
})

test('votes that name no run are each counted in one of two when a new one begins', async () => {
  const { rounds, ballots } = await race({ method: 'POST', under: '/runs' }, {})
  for (const { votes, path } of rounds) {
    expect(countedOf(votes)).toBe(phones)
    expect((await ballots(`${path}?run=1`)) + (await ballots(path))).toBe(phones)
  }
})
