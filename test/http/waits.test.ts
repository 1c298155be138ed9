import type { PollView } from '#core/poll'
import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { Caller, makePoll, problemOf } from './door.ts'

// Every look at the clock finds it 25 ms later, so every view is dear and rests.
const dear = () => {
  const time = manualTime()
  let looks = 0
  return { ...time, elapsed: () => time.elapsed() + 25 * looks++ }
}
async function resting(results: 'live' | 'voted') {
  const time = dear()
  const { url } = await startApp({ time })
  const { host, path } = await makePoll(url, { kind: 'ranking', results })
  const voter = new Caller(url)
  await voter.put(`${path}/vote`, { choice: ['a'] })
  time.advance(5000)
  await voter.get(path)
  await new Caller(url).put(`${path}/vote`, { choice: ['b'] })
  return { time, url, host, path, voter }
}
test('who waits for a dear result gets none that was hidden meanwhile', async () => {
  const { time, url, host, path } = await resting('live')
  const asked = new Caller(url).get(`${path}/result`)
  await new Caller(url).get(`${path}/vote`)
  await host.patch(path, { results: 'host' })
  time.advance(5000)
  expect(problemOf(await asked)).toBe('401 key-missing')
})
test('who voted and waits sees nothing of the run that began meanwhile', async () => {
  const { time, host, path, voter } = await resting('voted')
  const asked = voter.get<PollView>(path)
  await voter.get(`${path}/vote`)
  await host.post(`${path}/runs`)
  time.advance(5000)
  expect((await asked).body).toMatchObject({ run: 2, result: null })
})
