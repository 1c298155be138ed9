import { backoffMs } from './backoff.ts'

interface LatePartOptions {
  /** Whether it is to be fetched at all; asked again whenever that may have changed. */
  wanted?: () => boolean
  live: () => boolean
  reload?: () => void
}

/**
 * A part of a page that few need, fetched when it is wanted. Most browsers remember that a module
 * did not come and never ask for it again, so a page that missed one in a dead spot is loaded anew
 * as soon as the network is there; unsent votes outlive that. Made while a component is set up.
 */
export class LatePart<T extends object> {
  current = $state.raw<T | undefined>()
  missed = $state(false)

  constructor(
    load: () => T | Promise<T>,
    { wanted = () => true, live, reload = () => location.reload() }: LatePartOptions,
  ) {
    $effect(() => {
      if (this.current || this.missed || !wanted()) return
      Promise.resolve(load()).then(
        (part) => (this.current = part),
        () => (this.missed = true),
      )
    })
    $effect(() => {
      if (!this.missed || !live()) return
      const soon = setTimeout(reload, backoffMs(1))
      return () => clearTimeout(soon)
    })
  }
}
