import fc from 'fast-check'

/** What has ended lines, frames, strings or tags somewhere once. */
const nasty = [
  ['\r', '\n', '\r\n', '\n\n', '\r\r', '\r\n\r\n', '\0', '\t', '\v', '\f', '\b', '\x1b[2J'],
  ['\u2028', '\u2029', '\u0085', '\u00A0', '\uFEFF', '\uFFFE', '\uFFFF', '\uFFFD'],
  ['\uD83D', '\uDE00', '\uDE00\uD83D', '\u{10FFFF}', '\u200D', '\u202E', '\u2066', '\u200F'],
  ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', 'e\u0301', 'שלום', 'مرحبا', '漢', '𒈙', 'Z\u0337\u0325\u0330'],
  ['data: x', 'id: 7', 'event: gone', 'retry: 1', ':', ': comment', 'data', 'id:\0', '\ufeffdata:'],
  ['0\r\n\r\n', '5\r\nhello\r\n', '"', '\\', '\\n', '\\u000a', '{"a":1}', '</script>', '<!--'],
  ['\nevent: update\nid: x-9\ndata: {"gone":true}\n\n'],
].flat()

/** All of that, a few in each text and none at its ends, where blanks are dropped. */
export const nastyTexts: string[] = nasty.flatMap((_, at) =>
  at % 3 === 0 ? `a${nasty.slice(at, at + 3).join('b')}c` : [],
)

/** Any sixteen bits: most of the halves of pairs stand alone. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes))

const pieces = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: units },
)

/** What somebody may type, paste, or send to do harm. Most of it is short enough to be taken. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.array(pieces, { minLength: 1, maxLength: 6 }).map((all) => all.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(pieces, fc.constantFrom(30, 300, 20_000))
      .map(([piece, times]) => `x${piece}`.repeat(times).slice(0, 40_000)),
  },
)
