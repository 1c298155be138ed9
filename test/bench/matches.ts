import type { Happening, MatchEvent } from '#core/match'
import { advance, fold } from '#core/sport/fold'
import { inChunks } from '../../server/http/attachment.ts'
import { matchCsv } from '../../server/http/match-csv.ts'
import { longMatches, type LongMatch } from './long-match.ts'
import { byHttp, inMemory, makeIn, openLive, type Score, type Scorers } from './scorers.ts'
import { median, percentile, row } from './table.ts'

const sizes = [0, 500, 5000]
const longest = 5000
const rounds = 5
const postsARound = 40

/**
 * What a match costs that goes on and on: a correction folds the whole log afresh, and a plain event
 * should cost the five-thousandth time what it cost the first.
 */
export async function matches(): Promise<void> {
  await corrections()
  await plainPosts('in this process, in memory', inMemory)
  await plainPosts('by HTTP, on disk', byHttp)
}

const happenings = (kind: LongMatch, from: number, count: number): Happening[] =>
  Array.from({ length: count }, (_, index) => kind.happening(from + index))

async function fill(score: Score, kind: LongMatch, count: number): Promise<void> {
  for (let from = 0; from < count; from += 100)
    await score(happenings(kind, from, Math.min(100, count - from)))
}

/** Milliseconds, the middle of many. */
function msOf(job: () => void, times = 15): number {
  const tookMs = Array.from({ length: times }, () => {
    const from = performance.now()
    job()
    return performance.now() - from
  })
  return median(tookMs)
}

async function corrections(): Promise<void> {
  process.stdout.write(`A log of ${longest} events, ms, the middle of several.\n\n`)
  row('sport', 'folded afresh', 'a void', 'the table of it', 'its longest chunk')
  row('-', '-:', '-:', '-:', '-:')
  for (const kind of longMatches) {
    const { match, board, log } = await playedOut(kind)
    const state = fold(match, log)
    const at = { at: board.version, occurredAt: 0, official: null, held: false }
    const undo: MatchEvent = {
      kind: 'void',
      target: log[0]!.id,
      seq: longest + 1,
      id: 'undo',
      ...at,
    }
    const chunks = Array.from({ length: 5 }, () =>
      chunksMs(matchCsv({ match, board, log }, new Map())),
    )
    const figures = [
      msOf(() => void fold(match, log)),
      msOf(() => void advance(match, state, log, undo)),
      median(chunks.map((each) => each.reduce((all, ms) => all + ms, 0))),
      median(chunks.map((each) => Math.max(...each))),
    ]
    row(kind.name, ...figures.map((ms) => ms.toFixed(1)))
  }
  process.stdout.write('\n')
}

async function playedOut(kind: LongMatch) {
  const { live, close } = await openLive()
  const id = await makeIn(live, kind)
  await live.matches.post(id, [{ official: null, scopes: ['head'] }], happenings(kind, 0, longest))
  const record = await live.matches.record(id)
  await close()
  if (record?.log.length !== longest) throw new Error(`${kind.name}: ${record?.log.length} events`)
  return record
}

/** How long others wait while each chunk is made. */
function chunksMs(pieces: Iterable<string>): number[] {
  const tookMs: number[] = []
  let from = performance.now()
  for (const _ of inChunks(pieces)) {
    tookMs.push(performance.now() - from)
    from = performance.now()
  }
  return tookMs
}

/** Sizes take turns, post by post, because the machine is never as fast as it was a minute ago. */
async function plainPosts(where: string, open: () => Promise<Scorers>): Promise<void> {
  await using scorers = await open()
  process.stdout.write(`A post ${where}, ms, p50 of ${rounds * postsARound}; then the ratios.\n\n`)
  row(
    'sport',
    ...sizes.map((size) => `after ${size}`),
    ...sizes.slice(1).map((size) => `${size} ÷ 0`),
  )
  row('-', ...sizes.map(() => '-:'), ...sizes.slice(1).map(() => '-:'))
  for (const kind of longMatches) {
    const tookMs = sizes.map((): number[] => [])
    const ratios = sizes.map((): number[] => [])
    for (let round = 0; round < rounds; round++) {
      const taken = await takeTurns(scorers, kind)
      taken.forEach((each, place) => {
        tookMs[place]!.push(...each)
        ratios[place]!.push(median(each) / median(taken[0]!))
      })
    }
    row(
      kind.name,
      ...tookMs.map((each) => percentile(each, 0.5).toFixed(3)),
      ...ratios.slice(1).map((each) => median(each).toFixed(2)),
    )
  }
  process.stdout.write('\n')
}

/** By size, what each of some posts took. */
async function takeTurns(scorers: Scorers, kind: LongMatch): Promise<number[][]> {
  const scores: Score[] = []
  for (const size of sizes) {
    const score = await scorers.match(kind)
    await fill(score, kind, size)
    scores.push(score)
  }
  const tookMs = sizes.map((): number[] => [])
  for (let post = 0; post < postsARound; post++)
    for (const [place, score] of scores.entries()) {
      const from = performance.now()
      await score([kind.happening(post)])
      tookMs[place]!.push(performance.now() - from)
    }
  return tookMs
}
