import type { Live } from '../live/live.ts'
import type { Devices } from './device.ts'
import type { Access } from './keys.ts'
import type { CreationLimits } from './limits.ts'
import type { Links } from './links.ts'

/** What the endpoints are made of. */
export interface Parts {
  live: Live
  access: Access
  devices: Devices
  links: Links
  limits: CreationLimits
}
