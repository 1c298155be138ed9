import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ParameterizedContext } from 'koa'
import type { VoterId } from '#core/ids'

/** What a request carries from one station to the next. */
export interface State {
  requestId: string
  /** The device of a valid cookie; absent on a first visit. */
  device?: VoterId
  /** A stream is asked for: what may be tried again is refused in a way that a browser retries. */
  stream?: true
}

export type Context = ParameterizedContext<State> & {
  params: Record<string, string>
  request: { body?: unknown }
}

/** Answers a request; resolves when it is answered, or its stream is open. */
export type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/** What we ask of a logger; pino's own shape. */
export interface Logger {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
