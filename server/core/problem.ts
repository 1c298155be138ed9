/** Every way in which a request can be refused, and its title. HTTP statuses live in `http/problems.ts`. */
export const problemTitles = {
  'body-invalid': 'The body is not what this address takes',
  'body-too-large': 'The body is too large',
  'not-json': 'The body must be JSON',
  'key-missing': 'This needs a key',
  'key-wrong': 'This key does not open this',
  'cross-site': 'Changes are taken from our own pages only, or with a key',
  'room-not-found': 'There is no such room',
  'poll-not-found': 'There is no such poll',
  'match-not-found': 'There is no such match',
  'no-vote': 'This device has no vote in this poll',
  'not-found': 'There is nothing at this address',
  'poll-closed': 'This poll is not open',
  'already-voted': 'A vote in this poll cannot be changed',
  'has-votes': 'Options cannot change after the first vote',
  'match-moved-on': 'The match has moved on since',
  'match-final': 'The match is final',
  'ballot-invalid': 'This choice does not fit the poll',
  'event-invalid': 'This event does not fit the match',
  'rate-limited': 'Too many requests',
  busy: 'The server cannot take this right now',
} as const

export type ProblemCode = keyof typeof problemTitles

/** One thing that is wrong; `pointer` is a JSON Pointer (RFC 6901) into the body, `""` being all of it. */
export interface Fault {
  pointer: string
  detail: string
}

/** An expected refusal. It is a value: it is returned, put into an outcome, or told over the wire. */
export interface Problem {
  code: ProblemCode
  detail?: string
  faults?: Fault[]
}

export const problem = (code: ProblemCode, detail?: string, faults?: Fault[]): Problem => ({
  code,
  ...(detail === undefined ? {} : { detail }),
  ...(faults === undefined ? {} : { faults }),
})

/** RFC 9457, as it travels; `instance` is the id of the request. */
export interface ProblemDetails {
  type: `/problems/${string}`
  title: string
  status: number
  detail: string
  instance: string
  errors?: Fault[]
}

/** A result that is either good or a refusal; `refused` tells which. */
export type Outcome<T> = T | { problem: Problem }

export const refuse = (
  code: ProblemCode,
  detail?: string,
  faults?: Fault[],
): { problem: Problem } => ({ problem: problem(code, detail, faults) })

export const refused = <T extends object>(
  outcome: T | { problem: Problem },
): outcome is { problem: Problem } => 'problem' in outcome && outcome.problem !== undefined
