/** So long a thumb that has set out goes on, whatever the eye is shown meanwhile. */
const blinkMs = 1000

/** Up to which seq a person has seen a log that is shown to them as it grows. */
export class Seen {
  #seq: number | undefined
  #fresh: { seq: number; at: number }[] = []

  /** A log is shown up to `seq`; `at` is in ms, of any clock that only runs on. */
  show(seq: number, at: number): void {
    // With the first that is shown somebody begins to look.
    if (this.#seq === undefined) this.#seq = seq
    else if (seq > (this.#fresh.at(-1)?.seq ?? this.#seq)) this.#fresh.push({ seq, at })
  }

  upTo(now: number): number {
    while (this.#fresh[0] && now - this.#fresh[0].at >= blinkMs)
      this.#seq = this.#fresh.shift()?.seq
    return this.#seq ?? 0
  }
}
