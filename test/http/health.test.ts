import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { readFrames } from '../support/sse.ts'
import { Caller, makePoll, problemOf } from './door.ts'

test('it says that it is alive and ready', async () => {
  const { url } = await startApp()
  for (const path of ['/healthz', '/readyz']) {
    const { status, body } = await new Caller(url).get(path)
    expect([path, [status, body]]).toEqual([path, [200, { ok: true }]])
    expect((await new Caller(url).head(path)).status).toBe(200)
  }
})

test('it tells the server’s time', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  expect((await new Caller(url).get('/api/time')).body).toEqual({ now: time.now() })
})

test('figures are for this machine, or for holders of the admin key', async () => {
  const { url } = await startApp({ env: { ADMIN_KEY: 'secret' } })
  const direct = await new Caller(url).get<string>('/metrics')
  expect(direct.status).toBe(200)
  expect(direct.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(direct.body).toContain('tallycast_streams 0')
  expect(direct.body).toContain('process_cpu_seconds_total')
  for (const header of ['forwarded', 'x-forwarded-for', 'x-real-ip']) {
    const proxied = { headers: { [header]: '198.51.100.7' } }
    const ask = (key?: string) => new Caller(url, key).get('/metrics', proxied)
    expect([header, problemOf(await ask())]).toEqual([header, '401 key-missing'])
    expect([header, problemOf(await ask('guess'))]).toEqual([header, '403 key-wrong'])
    expect([header, (await ask('secret')).status]).toEqual([header, 200])
  }
})

test('where no admin key is set, none opens the figures from elsewhere', async () => {
  const { url } = await startApp()
  const proxied = { headers: { 'x-forwarded-for': '198.51.100.7' } }
  expect(problemOf(await new Caller(url).get('/metrics', proxied))).toBe('401 key-missing')
  expect(problemOf(await new Caller(url, 'x').get('/metrics', proxied))).toBe('403 key-wrong')
})

test('the figures tell what streams did', async () => {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { path } = await makePoll(url)
  const figure = async (name: string) => {
    const { body } = await new Caller(url).get<string>('/metrics')
    return Number(new RegExp(`^tallycast_${name} (.+)$`, 'm').exec(body)?.[1])
  }
  const frames = await readFrames(`${url}${path}/stream`)
  await frames.nextUpdate()
  expect([await figure('streams'), await figure('frames_total')]).toEqual([1, 2])
  await new Caller(url).put(`${path}/vote`, { choice: 'a' })
  time.advance(1000)
  await frames.nextUpdate()
  expect(await figure('frames_total')).toBe(3)
  time.advance(31 * 60_000)
  await frames.ended
  const names = ['streams', 'streams_rotated_total', 'streams_stalled_total', 'streams_behind']
  expect(await Promise.all(names.map(figure))).toEqual([0, 1, 0, 0])
  expect(await figure('fanout_seconds_total')).toBeGreaterThanOrEqual(0)
})
