import { expect, test } from 'vitest'
import { Caller, makePoll } from '../http/door.ts'
import { type Ask, askAtOnce, type Told } from '../support/at-once.ts'
import { startServer } from '../support/process.ts'
import { readBooks } from './books.ts'

const lost = 0

test('a hundred phones vote while the host closes and the server is killed: who asks again hears what was counted', async () => {
  await using server = await startServer()
  const { poll, path, room, hostKey } = await makePoll(server.url)
  const phones = Array.from({ length: 100 }, () => new Caller(server.url))
  await Promise.all(phones.map((phone) => phone.get(`/api/rooms/${room.code}`)))
  const votes = phones.map(({ headers }): Ask => {
    const body = { choice: 'a', run: 1 }
    return { method: 'PUT', path: `${path}/vote`, headers, body }
  })
  const headers = { authorization: `Bearer ${hostKey}` }
  const close: Ask = { method: 'PATCH', path, headers, body: { status: 'closed' } }

  const kill = () => void server.kill('SIGKILL')
  const before = await askAtOnce(server.url, votes.toSpliced(50, 0, close), kill)
  await server.restart()
  const after = await askAtOnce(server.url, votes)

  const told = [...before.toSpliced(50, 1), ...after].map(({ status }) => status)
  expect(told.filter((status) => ![lost, 200, 409].includes(status))).toEqual([])
  const kept = await Promise.all(phones.map((phone) => phone.get(`${path}/vote`)))
  const isKept = kept.map(({ status }) => status === 200)
  const heard = (answers: Told[]) => answers.map(({ status }) => status === 200)
  // Every yes was true, and stays true for whoever is told later that it is too late.
  for (const yes of [heard(before.toSpliced(50, 1)), heard(after)])
    expect(yes.filter((said, phone) => said && !isKept[phone])).toEqual([])
  const { faults, recount } = readBooks(server.file)
  expect(faults).toEqual([])
  expect(recount.get(`${poll.id} run 1`) ?? 0).toBe(isKept.filter(Boolean).length)
})
