import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { aHouse } from '../live/house.ts'
import { bareApp } from './bare-app.ts'

/** A door over a house whose every look-up of a key waits until the test lets it go on. */
async function slowDoor() {
  const gate = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const house = await aHouse((store) => ({
    async findKey(hash) {
      asked.resolve()
      await gate.promise
      return store.findKey(hash)
    },
  }))
  const { live, store, time } = house
  const note = () => undefined
  const app = bareApp({ live, store, time, log: { info: note, warn: note, error: note } })
  const answered = Promise.withResolvers<void>()
  const server = createServer((req, res) => {
    void app(req, res).then(() => req.url?.endsWith('/stream') && answered.resolve())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { house, gate, asked, answered, port: (server.address() as AddressInfo).port }
}

test('who hangs up while the database is asked leaves no stream behind', async () => {
  const { house, gate, asked, answered, port } = await slowDoor()
  const { room, hostKey } = await house.live.rooms.create('Final')
  const socket = connect(port, '127.0.0.1')
  socket.write(
    `GET /api/rooms/${room.code}/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${hostKey}\r\n\r\n`,
  )
  await asked.promise
  socket.destroy()
  await once(socket, 'close')
  // The server sees the end in a later turn than we do; a request behind it says that it has.
  await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.text())
  gate.resolve()
  await answered.promise
  expect(house.live.hub.size).toBe(0)
  expect(house.live.streams.connected(room.code)).toBe(0)
})
