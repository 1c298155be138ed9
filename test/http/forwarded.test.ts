import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { aHouse } from '../live/house.ts'
import { bareApp } from './bare-app.ts'

/** By which address a visitor is known who sends this `X-Forwarded-For` through one proxy, or none. */
async function addressOf(forwarded: string | undefined, trustProxy: boolean) {
  const { live, store, time } = await aHouse()
  const note = () => undefined
  const log = { info: note, warn: note, error: note }
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: '192.0.2.1' })
  const req = new IncomingMessage(socket)
  if (forwarded !== undefined) req.headers['x-forwarded-for'] = forwarded
  const app = bareApp({ live, store, time, log }, { trustProxy })
  return app.createContext(req, new ServerResponse(req)).ip
}

test('behind a proxy an address is the one that the proxy saw, not what a visitor wrote before it', async () => {
  expect(await addressOf('203.0.113.7', true)).toBe('203.0.113.7')
  expect(await addressOf('198.51.100.1, 203.0.113.7', true)).toBe('203.0.113.7')
  expect(await addressOf('x, 198.51.100.1 , 203.0.113.7', true)).toBe('203.0.113.7')
  expect(await addressOf(undefined, true)).toBe('192.0.2.1')
})

test('without a proxy nobody is believed about an address', async () => {
  expect(await addressOf('198.51.100.1', false)).toBe('192.0.2.1')
})
