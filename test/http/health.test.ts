import { expect, test } from 'vitest'
import { startApp } from '../support/app.ts'
import { manualTime } from '../support/time.ts'
import { Caller, problemOf } from './door.ts'

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
