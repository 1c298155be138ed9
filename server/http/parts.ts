import type { Live } from '../live/live.ts'
import type { Context, Logger } from './context.ts'
import type { Devices } from './device.ts'
import type { Access } from './keys.ts'
import type { Links } from './links.ts'

/** What the endpoints are made of. */
export interface Parts {
  live: Live
  access: Access
  devices: Devices
  links: Links
  log: Logger
  /** Ends the request unless whoever asks may make a room now. */
  mayCreate(ctx: Context): void
}
