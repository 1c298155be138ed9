import fc from 'fast-check'
import type { Room } from '#core/room'
import { createParser } from 'eventsource-parser'
import { expect, test } from 'vitest'
import {
  byeFrame,
  goneFrame,
  openingFrame,
  pingFrame,
  presenceFrame,
  retryFrame,
  together,
  updateFrame,
} from '../../server/live/frame.ts'

const room = (title: string): Room => ({
  code: 'K7M2QX',
  title,
  version: 3,
  onAir: null,
  items: [],
  notice: null,
})

test('frames are these bytes', () => {
  expect(updateFrame({ kind: 'room', room: room('Quiz') }, 'e1', 3).plain.toString()).toBe(
    'event: update\nid: e1-3\ndata: {"kind":"room","room":{"code":"K7M2QX","title":"Quiz","version":3,"onAir":null,"items":[],"notice":null}}\n\n',
  )
  expect(goneFrame({ kind: 'poll', id: 'p_1', gone: true }).plain.toString()).toBe(
    'event: update\ndata: {"kind":"poll","id":"p_1","gone":true}\n\n',
  )
  expect(presenceFrame({ connected: 2, joined: 3 }).plain.toString()).toBe(
    'event: presence\ndata: {"connected":2,"joined":3}\n\n',
  )
  expect(pingFrame(7).plain.toString()).toBe('event: ping\ndata: {"now":7}\n\n')
  expect(byeFrame(900).plain.toString()).toBe('retry: 900\nevent: bye\ndata: {}\n\n')
  expect(retryFrame(300).plain.toString()).toBe('retry: 300\n\n')
  expect(openingFrame(2500, 7).plain.toString()).toBe(
    'retry: 2500\n\nevent: ping\ndata: {"now":7}\n\n',
  )
})

test('the chunk is the frame between its length in bytes and a line break', () => {
  const frame = updateFrame({ kind: 'room', room: room('Grüße 👋 שלום') }, 'e1', 3)
  const size = Buffer.byteLength(frame.plain.toString())
  expect(frame.plain.length).toBe(size)
  expect(frame.chunked.toString()).toBe(`${size.toString(16)}\r\n${frame.plain.toString()}\r\n`)
})

test('several frames are one chunk, and one frame is not copied', () => {
  const [a, b] = [pingFrame(1), byeFrame(2)]
  expect(together([a])).toBe(a)
  expect(together([a, b]).plain).toEqual(Buffer.concat([a.plain, b.plain]))
})

test('whatever is written into a title, one frame is one event with that title', () => {
  const titles = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom('\r', '\n', '\u2028', '\u0000', ':', 'data', 'id: 9', '"', '<', '\uFEFF'),
      )
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(titles, (title) => {
      const events: { event?: string | undefined; id?: string | undefined; data: string }[] = []
      const parser = createParser({ onEvent: (event) => events.push(event) })
      const { plain } = updateFrame({ kind: 'room', room: room(title) }, 'e1', 3)
      // The byte sequence is what travels; a lone surrogate would not survive it.
      for (const sign of plain.toString()) parser.feed(sign)
      expect(events).toHaveLength(1)
      expect(events[0]).toMatchObject({ event: 'update', id: 'e1-3' })
      expect((JSON.parse(events[0]?.data ?? '') as { room: Room }).room.title).toBe(title)
    }),
  )
})
