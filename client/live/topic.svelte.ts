import type { Instant } from '#core/ids'
import type { MatchView } from '#core/match'
import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { topicKey, type Presence, type Topic, type Update } from '#core/update'
import { backoffMs } from './backoff.ts'

/**
 * How fresh a page is. `connecting`: nothing has come yet. `live`: the stream is open. `behind`: it
 * broke and is being opened again, what is shown may be old. `offline`: that has taken a while.
 */
export type Freshness = 'connecting' | 'live' | 'behind' | 'offline'

interface Shown {
  room: Room
  poll: PollView
  match: MatchView
}

type Stream = EventTarget & Pick<EventSource, 'readyState' | 'close'>

interface StreamOptions {
  /** A phone's or a host's stream rests while its tab is hidden; a screen's never does. */
  rests?: boolean
  open?: (url: string) => Stream
  page?: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
  browser?: Pick<Window, 'addEventListener' | 'removeEventListener'>
}

const opened = 1
const closed = 2
const youngMs = 2000
const pingMs = 20_000
const silentMs = 45_000
const hiddenMs = 60_000
const offlineMs = 8000

/**
 * The one stream of a tab. Frames are the whole state of their topic, so only the newest counts;
 * one that is older than what is shown (a slow proxy, a reopened stream) is dropped.
 */
export class LiveStream {
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
  #givingUp: ReturnType<typeof setTimeout> | undefined
  #rest: ReturnType<typeof setTimeout> | undefined
  #marks = new Map<string, { epoch: string; version: number }>()

  // Replaced whole by every frame: a handful of topics, and no proxy over what they hold.
  #topics = $state.raw<ReadonlyMap<string, Update>>(new Map())
  presence = $state.raw<Presence | undefined>()
  freshness = $state<Freshness>('connecting')
  /** When the server was last heard, by this device's clock. */
  heardAt = $state<Instant | undefined>()
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
    this.#url = url
    this.#rests = rests
    this.#open = open
    this.#page = page
    this.#browser = browser
  }

  room(code: string): Room | undefined {
    return this.#shown('room', code)
  }

  poll(id: string | null): PollView | undefined {
    return this.#shown('poll', id)
  }

  match(id: string | null): MatchView | undefined {
    return this.#shown('match', id)
  }

  #shown<K extends Topic['kind']>(kind: K, id: string | null): Shown[K] | undefined {
    const update = this.#topics.get(topicKey({ kind, id: id ?? '' }))
    return update && kind in update ? (update as unknown as Shown)[kind] : undefined
  }

  isGone(topic: Topic): boolean {
    const update = this.#topics.get(topicKey(topic))
    return update !== undefined && 'gone' in update
  }

  /** Opens the stream and keeps it open; the returned function ends it for good. */
  start(): () => void {
    const back = () => this.#back()
    const seen = () => (this.#page.visibilityState === 'visible' ? this.#back() : this.#hidden())
    this.#browser.addEventListener('pageshow', back)
    this.#browser.addEventListener('online', back)
    this.#page.addEventListener('visibilitychange', seen)
    this.#reopen()
    return () => {
      this.#browser.removeEventListener('pageshow', back)
      this.#browser.removeEventListener('online', back)
      this.#page.removeEventListener('visibilitychange', seen)
      this.#drop()
      clearTimeout(this.#rest)
      clearTimeout(this.#givingUp)
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
    on('update', (data, id) => this.#take(JSON.parse(data) as Update, id))
    on('presence', (data) => (this.presence = JSON.parse(data) as Presence))
    on('ping', () => {})
    // The server is about to stop; it has told the browser when to come back.
    on('bye', () => this.#lost())
    source.addEventListener('error', () => {
      if (source !== this.#source) return
      this.#lost()
      if (source.readyState === closed) this.#retryLater()
    })
    this.#watch()
  }

  #heard(): void {
    this.#attempt = 0
    this.heardAt = Date.now()
    this.freshness = 'live'
    clearTimeout(this.#givingUp)
    this.#givingUp = undefined
    this.#watch()
  }

  #take(update: Update, id: string): void {
    const key = keyOf(update)
    // What is gone has no version: the id that comes with the news is that of another topic's frame.
    if ('gone' in update) this.#marks.delete(key)
    else if (!this.#advance(key, id)) return
    this.#topics = new Map(this.#topics).set(key, update)
  }

  /** Is this frame as new as what is shown? An equal version is: a reopened stream begins with it. */
  #advance(key: string, id: string): boolean {
    const cut = id.lastIndexOf('-')
    const mark = { epoch: id.slice(0, cut), version: Number(id.slice(cut + 1)) }
    const last = this.#marks.get(key)
    if (last && last.epoch === mark.epoch && mark.version < last.version) return false
    this.#marks.set(key, mark)
    return true
  }

  #lost(): void {
    if (this.freshness === 'live') this.freshness = 'behind'
    this.#givingUp ??= setTimeout(() => (this.freshness = 'offline'), offlineMs)
  }

  #retryLater(): void {
    this.refusals++
    this.#retry = setTimeout(() => this.#reopen(), backoffMs(this.#attempt++))
  }

  #watch(): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = setTimeout(() => {
      this.#lost()
      this.#reopen()
    }, silentMs)
  }

  #back(): void {
    // A hidden tab rests, or is about to: the network's return is no reason to stay up for.
    if (this.#rests && this.#page.visibilityState === 'hidden') return
    clearTimeout(this.#rest)
    const now = Date.now()
    // `pageshow` also comes on the first load, while the first stream is still being opened.
    if (this.#source && now - this.#openedAt < youngMs) return
    // A socket that slept with its machine looks open; one missed ping says that it is not.
    const silent = now - (this.heardAt ?? 0) > pingMs
    if (this.#source?.readyState !== opened || silent) this.#reopen()
  }

  #hidden(): void {
    if (!this.#rests) return
    clearTimeout(this.#rest)
    this.#rest = setTimeout(() => {
      this.#drop()
      this.freshness = 'behind'
    }, hiddenMs)
  }

  #drop(): void {
    this.#source?.close()
    this.#source = undefined
    clearTimeout(this.#retry)
    clearTimeout(this.#watchdog)
  }
}

function keyOf(update: Update): string {
  if ('gone' in update) return topicKey(update)
  if (update.kind === 'room') return topicKey({ kind: 'room', id: update.room.code })
  const { id } = update.kind === 'poll' ? update.poll : update.match
  return topicKey({ kind: update.kind, id })
}
