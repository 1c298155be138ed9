const edgePx = 88
const scrollPx = 9

/**
 * One row of a list, dragged by its handle: where it is, and where it would land. The rows stay where
 * they are in the page until it is dropped and are only drawn elsewhere, so a push that redraws them
 * meanwhile changes nothing.
 */
export class Reorder {
  /** The row that is dragged, by its place. */
  from = $state.raw<number | undefined>()
  #to = $state.raw(0)
  #shift = $state.raw(0)

  #ondrop: (from: number, to: number) => void
  /** Middles of the rows on the page, and how far the others make room. */
  #middles: number[] = []
  #room = 0
  #startedAt = 0
  #fingerAt = 0
  #frame = 0

  constructor(ondrop: (from: number, to: number) => void) {
    this.#ondrop = ondrop
  }

  start(event: PointerEvent & { currentTarget: HTMLElement }, from: number): void {
    const list = event.currentTarget.closest('ol')
    if (!list || event.button !== 0 || this.from !== undefined) return
    // The row keeps the finger, wherever that goes.
    event.currentTarget.setPointerCapture(event.pointerId)
    const rows = [...list.children].map((row) => row.getBoundingClientRect())
    this.#middles = rows.map(({ top, height }) => top + height / 2 + scrollY)
    const gap = rows.length > 1 ? (rows[1]?.top ?? 0) - (rows[0]?.bottom ?? 0) : 0
    this.#room = (rows[from]?.height ?? 0) + gap
    this.#startedAt = event.clientY + scrollY
    this.#fingerAt = event.clientY
    this.from = from
    this.#follow()
    this.#scroll()
  }

  move(event: PointerEvent): void {
    if (this.from === undefined) return
    this.#fingerAt = event.clientY
    this.#follow()
  }

  drop(): void {
    const { from } = this
    const to = this.#to
    this.cancel()
    if (from !== undefined && from !== to) this.#ondrop(from, to)
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame)
    this.from = undefined
  }

  /** How far from its place a row is drawn. */
  offset(row: number): number {
    const { from } = this
    if (from === undefined) return 0
    if (row === from) return this.#shift
    if (from < row && row <= this.#to) return -this.#room
    return this.#to <= row && row < from ? this.#room : 0
  }

  #follow(): void {
    const from = this.from ?? 0
    this.#shift = this.#fingerAt + scrollY - this.#startedAt
    const middle = (this.#middles[from] ?? 0) + this.#shift
    this.#to = this.#middles.filter((other, row) => row !== from && other < middle).length
  }

  /** Near an edge the page goes on: a long list is longer than a phone. */
  #scroll(): void {
    const up = this.#fingerAt < edgePx
    const down = this.#fingerAt > innerHeight - edgePx
    if (up || down) {
      scrollBy(0, up ? -scrollPx : scrollPx)
      this.#follow()
    }
    this.#frame = requestAnimationFrame(() => this.#scroll())
  }
}

/**
 * A handle's touches are no gestures of the browser: it would take a row that is let go in motion for
 * a page that is flung, and the next tap, on Vote perhaps, for the hand that stops it.
 */
export function grip(handle: HTMLElement): void {
  handle.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false })
}
