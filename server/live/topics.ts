/**
 * The topics that are in memory. One is loaded when it is first asked for, by one query however
 * many ask at once, and is let go when nothing holds it any more: memory and start-up do not grow
 * with history.
 */
export class Topics<Id extends string, Entry> {
  readonly #load: (id: Id) => Promise<Entry | undefined>
  readonly #entries = new Map<Id, Entry>()
  readonly #loading = new Map<Id, Promise<Entry | undefined>>()
  /** Asked for since the last sweep. Only what is there: anybody may ask for any id. */
  readonly #asked = new Set<Id>()

  constructor(load: (id: Id) => Promise<Entry | undefined>) {
    this.#load = load
  }

  /** The entry where it is in memory; never loads. */
  peek(id: Id): Entry | undefined {
    return this.#entries.get(id)
  }

  get(id: Id): Promise<Entry | undefined> {
    const entry = this.#entries.get(id)
    if (!entry) return this.#loading.get(id) ?? this.#fetch(id)
    this.#asked.add(id)
    return Promise.resolve(entry)
  }

  /** A newer state of an entry that is in memory; what is not will be loaded when it is asked for. */
  replace(id: Id, entry: Entry): void {
    if (this.#entries.has(id)) this.#entries.set(id, entry)
  }

  /** Reads an entry anew. Until then the old one stands: streams open with something. */
  refresh(id: Id): Promise<Entry | undefined> {
    return this.#fetch(id)
  }

  drop(id: Id): void {
    this.#entries.delete(id)
    // A load under way may hold what was true before; its result must not come back.
    this.#loading.delete(id)
  }

  /** Lets go of what nobody asked for since the last sweep and `held` does not hold. */
  sweep(held: (id: Id, entry: Entry) => boolean): void {
    for (const [id, entry] of this.#entries)
      if (!this.#asked.has(id) && !held(id, entry)) this.#entries.delete(id)
    this.#asked.clear()
  }

  #fetch(id: Id): Promise<Entry | undefined> {
    const loading = this.#load(id).then(
      (entry) => {
        if (this.#loading.get(id) !== loading) return this.get(id)
        this.#loading.delete(id)
        this.#entries.delete(id)
        if (!entry) return undefined
        this.#entries.set(id, entry)
        this.#asked.add(id)
        return entry
      },
      (error: unknown) => {
        if (this.#loading.get(id) === loading) this.#loading.delete(id)
        throw error
      },
    )
    this.#loading.set(id, loading)
    return loading
  }
}
