import type { Instant } from '#core/ids'
import type { Fault, Problem, ProblemCode, ProblemDetails } from '#core/problem'

/**
 * Why a request came to nothing: the server's own refusal; `unreachable`, no answer at all, so that
 * nobody knows whether it arrived; `broken`, an answer that makes no sense.
 */
export interface Failure extends Omit<Problem, 'code'> {
  code: ProblemCode | 'unreachable' | 'broken'
  retryAfterMs?: number
}

export type Answer<T> = T | { problem: Failure }

export const failed = <T extends object>(answer: Answer<T>): answer is { problem: Failure } =>
  'problem' in answer && answer.problem !== undefined

/** Sent again, might it succeed? What the server refused with a reason stays refused. */
export const mayRetry = ({ code }: Failure): boolean =>
  code === 'unreachable' || code === 'broken' || code === 'busy' || code === 'rate-limited'

const longest = 10_000

async function request<T extends object>(
  method: string,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(longest),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (response.status === 204) return {} as T
    if (response.ok) return (await response.json()) as T
    const seconds = Number(response.headers.get('retry-after'))
    const problem = failureOf((await response.json().catch(() => ({}))) as Partial<ProblemDetails>)
    return { problem: { ...problem, ...(seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}) } }
  } catch (error) {
    return { problem: { code: error instanceof SyntaxError ? 'broken' : 'unreachable' } }
  }
}

/** A refusal as it travels, alone or as what became of one event of several. */
export function failureOf({ type, title, detail, errors }: Partial<ProblemDetails>): Failure {
  const [, code] = type?.split('/problems/') ?? []
  if (!code) return { code: 'broken' }
  return {
    code: code as ProblemCode,
    // What only says the rest in other words is not said twice.
    ...(errors
      ? { faults: errors satisfies Fault[] }
      : detail && detail !== title
        ? { detail }
        : {}),
  }
}

export const get = <T extends object>(path: string) => request<T>('GET', path)
export const post = <T extends object>(path: string, body: unknown, key?: string) =>
  request<T>('POST', path, body, key)
export const put = <T extends object>(path: string, body: unknown) => request<T>('PUT', path, body)
export const patch = <T extends object>(path: string, body: unknown) =>
  request<T>('PATCH', path, body)
export const remove = (path: string) => request<object>('DELETE', path)

/** What the server answers to `GET /api/time`. */
export interface ServerTime {
  now: Instant
}
