import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { ResultsRule } from '#core/poll'
import { pollKinds, type PollKind } from '#core/tally/rules'
import { startApp } from '../support/app.ts'
import { palettes } from '../support/palette.ts'
import { manualTime } from '../support/time.ts'
import { Caller, makePoll } from './door.ts'

// What a curious neighbour on the same network sees: every byte of every public answer and stream,
// and where one piece ends and the next begins.

/** The raw pieces in which a stream arrives, head included. */
async function eavesdrop(url: string, path: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const pieces: string[] = []
  socket.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece))
  socket.write(`GET ${path} HTTP/1.1\r\nHost: tallycast.test\r\n\r\n`)
  return {
    pieces,
    /** Until it has heard of so many ballots. */
    async heard(ballots: number) {
      while (!pieces.some((piece) => piece.includes(`"ballots":${ballots},`)))
        await once(socket, 'data')
    },
  }
}

/** Everything the public sees of one poll while four phones choose what they are told to. */
async function exposure(kind: PollKind, results: ResultsRule, chosen: readonly number[]) {
  const time = manualTime()
  const { url } = await startApp({ time })
  const { poll, room, path } = await makePoll(url, {
    options: undefined,
    kind,
    results,
    ...palettes[kind].setup,
  })
  const neighbour = new Caller(url)
  const streams = await Promise.all(
    [`${path}/stream`, `/api/rooms/${room.code}/stream`].map((each) => eavesdrop(url, each)),
  )
  const answers = []
  for (const [index, colour] of chosen.entries()) {
    const phone = new Caller(url)
    const choice = palettes[kind].colours[colour]?.sent
    answers.push(await phone.put(`${path}/vote`, { choice, run: 1 }))
    time.advance(1000)
    await Promise.all(streams.map(({ heard }) => heard(index + 1)))
  }
  for (const each of [path, `${path}/result`, `/api/rooms/${room.code}`])
    answers.push(await neighbour.get(each), await neighbour.head(each))
  const plain = (text: string) =>
    [poll.id, room.code].reduce((all, id) => all.replaceAll(id, 'ID'), text).replaceAll(own, 'OWN')
  return {
    answers: answers.map(({ status, headers, body }) =>
      plain(JSON.stringify([status, [...headers], body])),
    ),
    pieces: streams.map(({ pieces }) => pieces.map((piece) => [plain(piece), piece.length])),
  }
}

/** What differs between any two answers: dates, requests' names, cookies, epochs, times to return. */
const own =
  /\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|device=[^;]+|(?<=id: )[0-9a-f]{12}|(?<=retry: )\d{4}/g

const rules: ResultsRule[] = ['voted', 'closed', 'host']

test.each(pollKinds.flatMap((kind) => rules.map((rule) => [kind, rule] as const)))(
  'nothing that the public gets of a %s poll with results %s depends on what was chosen',
  async (kind, rule) => {
    const [one, other] = await Promise.all([
      exposure(kind, rule, [0, 1, 2, 3]),
      exposure(kind, rule, [2, 2, 2, 2]),
    ])
    expect(one).toEqual(other)
  },
)

test('a result that all may see is found by the same eyes', async () => {
  const [one, other] = await Promise.all([
    exposure('single', 'live', [0, 1]),
    exposure('single', 'live', [2, 2]),
  ])
  expect(one.pieces).not.toEqual(other.pieces)
  expect(one.answers).not.toEqual(other.answers)
})
