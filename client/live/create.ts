import type { MatchView } from '#core/match'
import { api } from '#core/paths'
import type { PollView, ResultsRule } from '#core/poll'
import type { Room } from '#core/room'
import type { PollKind } from '#core/tally/rules'
import { post } from '../api.ts'

/** What a form hands over; the server is who checks it, and says all that is wrong. */
export interface NewPoll {
  question: string
  kind: PollKind
  options: string[]
  maxChoices?: number
  results: ResultsRule
}

export interface NewMatch {
  sport: string
  title?: string
  sides: { name: string; color: string }[]
}

export interface Created {
  room: Room
  hostKey: string
}

export const createPoll = (poll: NewPoll) => post<Created>(api.polls, poll)
export const createMatch = (match: NewMatch) => post<Created>(api.matches, match)
export const addPoll = (code: string, poll: NewPoll) =>
  post<{ poll: PollView }>(api.roomPolls(code), poll)
export const addMatch = (code: string, match: NewMatch) =>
  post<{ match: MatchView }>(api.roomMatches(code), match)
