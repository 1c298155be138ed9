/** Between the ids of a ranking's key. No id holds it. */
export const separator = '>'

const signs = 128

/**
 * The ballots of a ranking, read: `b>a>c` as the numbers of its options, ballot after ballot in one
 * array, because reading 80,000 texts takes three times as long as the runoff itself.
 */
export class Orders {
  readonly #ids: readonly string[]
  readonly #steps: Steps
  #keys: string[] = []
  #used = 0
  /** The options of all ballots, best first. */
  choices = new Uint8Array(4096)
  /** Where among the choices each ballot begins and ends, and how many voters stand behind it. */
  starts: number[] = []
  ends: number[] = []
  weights: number[] = []

  constructor(ids: readonly string[]) {
    this.#ids = ids
    this.#steps = stepsOver(ids)
  }

  get count(): number {
    return this.#keys.length
  }

  areOf(ids: readonly string[]): boolean {
    return this.#ids.length === ids.length && this.#ids.every((id, index) => id === ids[index])
  }

  /**
   * Takes in the ballots as they are now. A map keeps its keys in the order in which they came, so
   * those read before are found by walking along, and only new ones, at the end, are read.
   */
  follow(ballots: ReadonlyMap<string, number>): void {
    // Mostly ballots that were changed or taken back since: rather read all anew.
    if (this.#used > 4096 + 2 * ballots.size * this.#ids.length) this.#forget()
    const before = this.#keys
    const keys: string[] = []
    let known = 0
    for (const [order, weight] of ballots) {
      while (known < before.length && before[known] !== order) known++
      const ballot = keys.push(order) - 1
      this.weights[ballot] = weight
      this.starts[ballot] = this.starts[known] ?? this.#used
      this.ends[ballot] = known < before.length ? (this.ends[known] ?? 0) : this.#read(order)
      known++
    }
    this.#keys = keys
    for (const list of [this.starts, this.ends, this.weights]) list.length = keys.length
  }

  #forget(): void {
    this.#keys = []
    this.#used = 0
    this.starts = []
    this.ends = []
  }

  /** Answers where the ballot ends. */
  #read(order: string): number {
    if (this.#used + this.#ids.length > this.choices.length) {
      const wider = new Uint8Array(2 * this.choices.length)
      wider.set(this.choices)
      this.choices = wider
    }
    this.#used = readOrder(order, this.#steps, this.choices, this.#used)
    return this.#used
  }
}

interface Steps {
  /** From a state by a sign to the next; 0 is the beginning of an id. */
  next: Uint16Array
  /** The option whose id ends in a state. */
  optionAt: Uint8Array
}

/** A table to walk, one step a sign: cutting ids out of a text and looking them up costs six times as much. */
function stepsOver(ids: readonly string[]): Steps {
  const states = ids.reduce((all, id) => all + id.length, 1)
  const next = new Uint16Array(states * signs)
  const optionAt = new Uint8Array(states)
  let made = 1
  ids.forEach((id, option) => {
    let state = 0
    for (const sign of id) {
      const step = state * signs + sign.charCodeAt(0)
      next[step] ||= made++
      state = next[step] ?? 0
    }
    optionAt[state] = option
  })
  return { next, optionAt }
}

const stop = separator.charCodeAt(0)

function readOrder(
  order: string,
  { next, optionAt }: Steps,
  into: Uint8Array,
  from: number,
): number {
  let at = from
  let state = 0
  for (let place = 0; place < order.length; place++) {
    const sign = order.charCodeAt(place)
    if (sign === stop) {
      into[at++] = optionAt[state] ?? 0
      state = 0
    } else state = next[state * signs + sign] ?? 0
  }
  into[at++] = optionAt[state] ?? 0
  return at
}
