import type { MatchEvent, MatchView } from '#core/match'
import { effective } from '#core/sport/void'
import { eventWords } from './match-words.ts'
import { minuteWords } from './minute-words.ts'

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
export function story(match: MatchView): StoryLine[] {
  const standing = new Map(effective(match.timeline.toReversed()).map((event) => [event.id, event]))
  return match.timeline
    .filter(({ kind, id, held }) => told.has(kind) && (!held || standing.has(id)))
    .map((event) => lineOf(match, standing.get(event.id) ?? event, !standing.has(event.id)))
}

/** What of it counts, for a hall that has room for few: not every rally of a set. */
export const highlights = (match: MatchView): StoryLine[] => {
  const kinds = new Map(match.timeline.map(({ seq, kind }) => [seq, kind]))
  return story(match).filter(
    ({ seq, voided }) => !voided && !(match.headline === 'won' && kinds.get(seq) === 'score'),
  )
}

function lineOf(match: MatchView, event: MatchEvent, voided: boolean): StoryLine {
  const moment = voided ? undefined : match.moments.find(({ seq }) => seq === event.seq)
  const side = 'side' in event ? match.sides.find(({ id }) => id === event.side) : undefined
  return {
    seq: event.seq,
    words: eventWords(event, match),
    colour: side?.color ?? null,
    minute: moment ? minuteWords(match, moment) : null,
    score: moment && scoring.has(event.kind) ? moment.score.join('–') : null,
    voided,
  }
}
