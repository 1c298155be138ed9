import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { MatchView } from '#core/match'
import type { PollView } from '#core/poll'
import type { ProblemDetails } from '#core/problem'
import type { Room } from '#core/room'

export interface Answer<T> {
  status: number
  headers: Headers
  body: T
}

interface Sent {
  headers?: Record<string, string>
}

/**
 * One browser, or with a `key` one program: asks, keeps the cookie it is given, and answers with
 * the body read. A refusal's body is `ProblemDetails`.
 */
export class Caller {
  cookie: string | undefined
  readonly #url: string
  readonly #key: string | undefined

  constructor(url: string, key?: string) {
    this.#url = url
    this.#key = key
  }

  /** What it sends with everything. */
  get headers(): Record<string, string> {
    return {
      ...(this.cookie !== undefined && { cookie: this.cookie }),
      ...(this.#key !== undefined && { authorization: `Bearer ${this.#key}` }),
    }
  }

  get<T = ProblemDetails>(path: string, sent?: Sent): Promise<Answer<T>> {
    return this.#ask<T>('GET', path, undefined, sent)
  }

  head(path: string, sent?: Sent): Promise<Answer<unknown>> {
    return this.#ask('HEAD', path, undefined, sent)
  }

  post<T = ProblemDetails>(path: string, body?: unknown, sent?: Sent): Promise<Answer<T>> {
    return this.#ask<T>('POST', path, body, sent)
  }

  put<T = ProblemDetails>(path: string, body?: unknown, sent?: Sent): Promise<Answer<T>> {
    return this.#ask<T>('PUT', path, body, sent)
  }

  patch<T = ProblemDetails>(path: string, body?: unknown, sent?: Sent): Promise<Answer<T>> {
    return this.#ask<T>('PATCH', path, body, sent)
  }

  delete<T = ProblemDetails>(path: string, sent?: Sent): Promise<Answer<T>> {
    return this.#ask<T>('DELETE', path, undefined, sent)
  }

  async #ask<T>(method: string, path: string, body: unknown, sent: Sent = {}): Promise<Answer<T>> {
    const response = await fetch(this.#url + path, {
      method,
      headers: {
        ...this.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...sent.headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const [given] = response.headers.getSetCookie()
    if (given !== undefined) this.cookie = given.split(';')[0]
    const text = await response.text()
    const json = text !== '' && /json/.test(response.headers.get('content-type') ?? '')
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
    }
  }
}

export const newPoll = {
  question: 'Tea or coffee?',
  kind: 'single',
  options: ['Tea', 'Coffee'],
}

export const newMatch = { sport: 'football', sides: [{ name: 'Ana' }, { name: 'Bo' }] }

export interface Links {
  join: string
  host: string
  screen: string
}

export interface MadePoll {
  poll: PollView
  room: Room
  hostKey: string
  links: Links
}

export interface MadeMatch {
  match: MatchView
  room: Room
  hostKey: string
  links: Links
}

export interface MadeRoom {
  room: Room
  hostKey: string
  links: Links
}

/** A poll of its own, and its host as a program with the key. */
export async function makePoll(
  url: string,
  setup: object = {},
): Promise<MadePoll & { host: Caller; path: string }> {
  const { body } = await new Caller(url).post<MadePoll>('/api/polls', { ...newPoll, ...setup })
  const path = `/api/polls/${body.poll?.id}`
  return { ...body, host: new Caller(url, body.hostKey), path }
}

export async function makeMatch(
  url: string,
  setup: object = {},
): Promise<MadeMatch & { host: Caller; path: string }> {
  const { body } = await new Caller(url).post<MadeMatch>('/api/matches', { ...newMatch, ...setup })
  const path = `/api/matches/${body.match?.id}`
  return { ...body, host: new Caller(url, body.hostKey), path }
}

export async function makeRoom(url: string): Promise<MadeRoom & { host: Caller; path: string }> {
  const { body } = await new Caller(url).post<MadeRoom>('/api/rooms', { title: 'Quiz night' })
  const path = `/api/rooms/${body.room?.code}`
  return { ...body, host: new Caller(url, body.hostKey), path }
}

/** Adds an item to a room as its host. */
export async function addPoll(
  { host, path }: { host: Caller; path: string },
  setup: object = {},
): Promise<PollView> {
  const { body } = await host.post<{ poll: PollView }>(`${path}/polls`, { ...newPoll, ...setup })
  return body.poll
}

export const problemOf = ({ status, body }: Answer<ProblemDetails>): string =>
  `${status} ${body.type?.replace('/problems/', '')}`

/** A folder that goes with the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallycast-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A client as small as can be. */
export function clientFolder(): string {
  const folder = tempFolder()
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Tallycast</title>')
  return folder
}
