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
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(longest),
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (response.status === 204) return {} as T
    if (response.ok) return (await response.json()) as T
    return { problem: await failureOf(response) }
  } catch (error) {
    return { problem: { code: error instanceof SyntaxError ? 'broken' : 'unreachable' } }
  }
}

async function failureOf(response: Response): Promise<Failure> {
  const seconds = Number(response.headers.get('retry-after'))
  const wait = seconds > 0 ? { retryAfterMs: seconds * 1000 } : {}
  const told = (await response.json().catch(() => ({}))) as Partial<ProblemDetails>
  const [, code] = told.type?.split('/problems/') ?? []
  if (!code) return { code: 'broken', ...wait }
  return {
    code: code as ProblemCode,
    ...(told.detail === undefined ? {} : { detail: told.detail }),
    ...(told.errors === undefined ? {} : { faults: told.errors satisfies Fault[] }),
    ...wait,
  }
}

export const get = <T extends object>(path: string) => request<T>('GET', path)
export const post = <T extends object>(path: string, body: unknown) =>
  request<T>('POST', path, body)
export const put = <T extends object>(path: string, body: unknown) => request<T>('PUT', path, body)
export const patch = <T extends object>(path: string, body: unknown) =>
  request<T>('PATCH', path, body)
export const remove = (path: string) => request<object>('DELETE', path)

/** What the server answers to `GET /api/time`. */
export interface ServerTime {
  now: Instant
}
