import type { Instant } from '#core/ids'
import type { MatchView } from '#core/match'
import { api } from '#core/paths'
import type { PollView, ResultsRule } from '#core/poll'
import type { Room } from '#core/room'
import type { Rules } from '#core/sport/rules'
import type { PollKind } from '#core/tally/rules'
import { post } from '../api.ts'

/** What a form hands over; the server is who checks it, and says all that is wrong. */
export interface NewPoll {
  question: string
  kind: PollKind
  options?: string[]
  maxChoices?: number
  scale?: { min: number; max: number }
  approveWords?: boolean
  results: ResultsRule
  allowChange?: boolean
  closesAt?: Instant
}

export interface NewMatch {
  sport: string
  title?: string
  sides: { name: string; color: string }[]
  /** Only where the match plays otherwise than the sport does. */
  rules?: Rules
}

export interface Created {
  room: Room
  hostKey: string
}

/** Makes a room of its own; the key is the server's, where that asks for one. */
export const createPoll = (poll: NewPoll, key?: string) => post<Created>(api.polls, poll, key)
export const createMatch = (match: NewMatch, key?: string) => post<Created>(api.matches, match, key)
export const addPoll = (code: string, poll: NewPoll) =>
  post<{ poll: PollView }>(api.roomPolls(code), poll)
export const addMatch = (code: string, match: NewMatch) =>
  post<{ match: MatchView }>(api.roomMatches(code), match)
