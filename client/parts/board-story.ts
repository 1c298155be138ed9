import { hasEnded, type MatchEvent, type MatchView, type Moment } from '#core/match'
import { effective } from '#core/sport/corrections'
import { eventWords } from './match-words.ts'
import { minuteWords } from './minute-words.ts'
import { written } from './number-words.ts'

/** One line of what has happened in a match. */
export interface StoryLine {
  seq: number
  words: string
  /** The colour of the side that it is about. */
  colour: string | null
  minute: string | null
  /** Where the match stood after it: of what changed the score. */
  score: string | null
  /** Taken back since: it does not count. */
  voided: boolean
}

const told = new Set(['score', 'incident', 'adjust', 'unit', 'status'])
const scoring = new Set(['score', 'adjust'])

/** What has happened, newest first, as it stands after all corrections. */
export function boardStory(match: MatchView): StoryLine[] {
  const counting = new Map(effective(match.timeline.toReversed()).map((event) => [event.id, event]))
  return match.timeline
    .filter(({ kind, id, held }) => told.has(kind) && (!held || counting.has(id)))
    .map((event) => lineOf(match, counting.get(event.id) ?? event, !counting.has(event.id)))
}

/** What of it counts, for a hall that has room for few: not every rally of a set, nor what the board says anyway. */
export const highlights = (match: MatchView): StoryLine[] => {
  const kinds = new Map(match.timeline.map(({ seq, kind }) => [seq, kind]))
  const dull = new Set<string | undefined>([
    'status',
    ...(match.headline === 'won' ? ['score', 'unit'] : []),
    ...(hasEnded(match) ? ['unit'] : []),
  ])
  return boardStory(match).filter(({ seq, voided }) => !voided && !dull.has(kinds.get(seq)))
}

/** Of two the whole score, or the running game while there is one; among many what the side itself has. */
function scoreAfter({ sides }: MatchView, { score, points }: Moment, event: MatchEvent): string {
  const own = 'side' in event ? score[sides.findIndex(({ id }) => id === event.side)] : undefined
  if (sides.length > 2 && own !== undefined) return written(own)
  return event.kind === 'score' && inGame(points) ? points.join('–') : score.map(written).join('–')
}

/** A point that wins a game leaves none running: then the games are what it changed. */
const inGame = (points: string[] | null): points is string[] =>
  points !== null && points.some((own) => own !== '0')

const standing = (moment: Moment | undefined): string => `${moment?.score} ${moment?.points}`

function lineOf(match: MatchView, event: MatchEvent, voided: boolean): StoryLine {
  const at = voided ? -1 : match.moments.findIndex(({ seq }) => seq === event.seq)
  const moment = match.moments[at]
  const side = 'side' in event ? match.sides.find(({ id }) => id === event.side) : undefined
  // A kick leaves the score as it was.
  const before = match.moments[at + 1]
  const moved = before === undefined || standing(before) !== standing(moment)
  return {
    seq: event.seq,
    words: eventWords(event, match),
    colour: side?.color ?? null,
    minute: moment ? minuteWords(match, moment) : null,
    score: moment && moved && scoring.has(event.kind) ? scoreAfter(match, moment, event) : null,
    voided,
  }
}
