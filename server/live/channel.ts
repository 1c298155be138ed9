import type { Frame } from './frame.ts'
import type { Reader } from './reader.ts'

/**
 * What readers join: all on one channel see the same. News waits here as the question for its frames,
 * one for each thing that changed, so that what goes out is the state of the moment in which it does.
 */
export abstract class Channel {
  readonly readers = new Set<Reader>()
  /** What has changed since the last fan-out began, by its name. */
  readonly news = new Map<string, () => readonly Frame[]>()
  /** One at a time, and meanwhile nothing else writes to who was there when it began. */
  fanningOut = false

  /** The whole newest state, for whoever comes or lags. */
  abstract snapshot(): readonly Frame[]
  /** Somebody joined or left. */
  abstract crowdChanged(): void
}
