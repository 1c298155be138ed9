import { expect, test } from 'vitest'
import { ChunkedBody } from './chunked.ts'

const read = (...pieces: string[]): ChunkedBody => {
  const body = new ChunkedBody()
  for (const piece of pieces) body.feed(Buffer.from(piece))
  return body
}

test('chunks are read wherever the pieces begin and end', () => {
  const all = '4\r\na\r\nb\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n'
  for (const body of [read(all), read(...all)]) {
    expect(body.chunks.map(String)).toEqual(['a\r\nb', 'abcdefghijklmnopqrstuvwxyz'])
    expect([body.over, body.whole]).toEqual([true, true])
  }
})

test('a chunk that is not there yet is waited for', () => {
  const body = read('4\r\nabc')
  expect([body.chunks, body.over, body.whole]).toEqual([[], false, false])
})

test.each([
  ['a size that is too small', '2\r\nabc\r\n'],
  ['a size that is too large', '4\r\nabc\r\n0\r\n\r\n'],
  ['a size in capitals', 'A\r\n0123456789\r\n'],
  ['a size with a zero before it', '03\r\nabc\r\n'],
  ['no size at all', 'data: {"now":1}\n\n'],
  ['an extension', '3;a=b\r\nabc\r\n'],
  ['something after the end', '0\r\n\r\nHTTP/1.1 200 OK\r\n'],
])('%s is found', (_, text) => {
  expect(() => read(text)).toThrow(/chunk|after the end/)
})
