import type { Presence, Update } from '#core/update'
import { backoffMs } from './backoff.ts'
import { Connection } from './connection.svelte.ts'
import { Topics } from './topics.svelte.ts'

type Stream = EventTarget & Pick<EventSource, 'readyState' | 'close'>

type Listened = Pick<EventTarget, 'addEventListener'>

interface StreamOptions {
  /** A phone's or a host's stream rests while its tab is hidden; a screen's never does. */
  rests?: boolean
  open?: (url: string) => Stream
  page?: Listened & Pick<Document, 'visibilityState'>
  browser?: Listened
}

const connecting = 0
const closed = 2
const youngMs = 2000
const pingMs = 20_000
const silentMs = 45_000
const hiddenMs = 60_000
/** A stream that has lasted so long was not opened in vain. */
const lastedMs = 10_000

/**
 * The one stream of a tab, and what it has told of: kept open as long as somebody looks. The browser
 * opens it anew where it can; this does where the browser gives up, does not notice, or was away.
 */
export class LiveStream extends Topics {
  #url: string
  #rests: boolean
  #open: (url: string) => Stream
  #page: NonNullable<StreamOptions['page']>
  #browser: NonNullable<StreamOptions['browser']>

  #source: Stream | undefined
  #openedAt = 0
  #attempt = 0
  #retry: ReturnType<typeof setTimeout> | undefined
  #watchdog: ReturnType<typeof setTimeout> | undefined
  #resting: ReturnType<typeof setTimeout> | undefined

  presence = $state.raw<Presence | undefined>()
  readonly connection = new Connection()
  /** How often a stream could not be opened at all: the page may ask why. */
  refusals = $state(0)

  constructor(
    url: string,
    {
      rests = true,
      open = (address) => new EventSource(address),
      page = document,
      browser = window,
    }: StreamOptions = {},
  ) {
    super()
    this.#url = url
    this.#rests = rests
    this.#open = open
    this.#page = page
    this.#browser = browser
  }

  /** Opens the stream and keeps it open; the returned function ends it for good. */
  start(): () => void {
    const over = new AbortController()
    const on = (target: Listened, name: string, act: () => void) =>
      target.addEventListener(name, act, { signal: over.signal })
    on(this.#browser, 'pageshow', () => this.#back())
    on(this.#browser, 'online', () => this.#back())
    on(this.#browser, 'offline', () => this.connection.offline())
    // A page that is put aside may not come back; one that does starts where a new one would.
    on(this.#browser, 'pagehide', () => this.#rest())
    on(this.#page, 'visibilitychange', () => this.#seen())
    this.#reopen()
    // It may have been opened in the background.
    this.#seen()
    return () => {
      over.abort()
      this.#drop()
      clearTimeout(this.#resting)
      this.connection.stop()
    }
  }

  /**
   * What this device may see has changed: a new stream, and what is shown stays until it speaks. A
   * stream that rests finds out when it comes back.
   */
  reopen(): void {
    if (this.#source) this.#reopen()
  }

  #reopen(): void {
    this.#drop()
    this.#openedAt = Date.now()
    const source = this.#open(this.#url)
    this.#source = source
    const on = (name: string, take: (data: string, id: string) => void) =>
      source.addEventListener(name, (event) => {
        if (source !== this.#source) return
        this.#heard()
        const message = event as MessageEvent<string>
        take(message.data, message.lastEventId)
      })
    on('update', (data, id) => this.take(JSON.parse(data) as Update, id))
    on('presence', (data) => (this.presence = JSON.parse(data) as Presence))
    on('ping', () => {})
    // The server is about to stop; it has told the browser when to come back.
    on('bye', () => this.connection.broken(true))
    source.addEventListener('error', () => {
      if (source !== this.#source) return
      this.connection.broken()
      if (source.readyState === closed) this.#retryLater()
    })
    this.#watch()
    this.connection.waiting()
  }

  #heard(): void {
    if (Date.now() - this.#openedAt > lastedMs) this.#attempt = 0
    this.connection.heard()
    this.#watch()
  }

  #retryLater(): void {
    this.refusals++
    // A screen is one of few, and a hall looks at it: it does not wait long.
    const waitMs = backoffMs(this.#rests ? this.#attempt++ : 1)
    this.#retry = setTimeout(() => this.#reopen(), waitMs)
  }

  #watch(): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = setTimeout(() => {
      this.connection.broken(true)
      this.#reopen()
    }, silentMs)
  }

  #seen(): void {
    clearTimeout(this.#resting)
    if (this.#unseen) this.#resting = setTimeout(() => this.#rest(), hiddenMs)
    else this.#back()
  }

  /** It rests, or is about to: the network's return is no reason to stay up for. */
  get #unseen(): boolean {
    return this.#rests && this.#page.visibilityState === 'hidden'
  }

  #back(): void {
    if (this.#unseen) return
    const now = Date.now()
    // `pageshow` also comes on the first load, while the first stream is still being opened.
    if (this.#source?.readyState === connecting && now - this.#openedAt < youngMs) return
    // A socket that slept with its machine looks open; one missed ping says that it is not.
    const silent = now - this.connection.heardAt > pingMs
    if (silent || this.connection.state !== 'live') this.#reopen()
  }

  /** Nobody looks: the connection is somebody else's. */
  #rest(): void {
    this.#drop()
    this.connection.rested()
  }

  #drop(): void {
    this.#source?.close()
    this.#source = undefined
    clearTimeout(this.#retry)
    clearTimeout(this.#watchdog)
  }
}
