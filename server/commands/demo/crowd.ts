import type { RoomCode } from '#core/ids'
import type { MatchView } from '#core/match'
import { api, pages } from '#core/paths'
import type { PollView } from '#core/poll'
import { Caller, Refused } from './caller.ts'

interface Phone {
  caller: Caller
  /** Believes in the home side when at least this much of the hall does. */
  doubt: number
  /** Never changes its mind. */
  loyal: boolean
  /** The vote that it holds. */
  choice: string | null
}

/** How much of a hall believes in the home side, 0 to 1: a lead counts more the later it is. */
export function beliefIn({ score, shootout, unit }: MatchView): number {
  const lead = leadOf(score) * (0.7 + 0.3 * unit.index) + 1.2 * leadOf(shootout?.score ?? [])
  return 1 / (1 + Math.exp(-0.2 - lead))
}

const leadOf = ([home = 0, away = 0]: readonly number[]): number => home - away

/**
 * Phones that vote on which side wins, each a device of its own. Nothing about them is left to
 * chance, so that a test knows what they chose: who is how hard to convince follows the golden
 * ratio, which spreads any number of phones evenly.
 */
export class Crowd {
  readonly #origin: string
  readonly #room: RoomCode
  readonly #poll: PollView
  readonly #phones: Phone[] = []
  #turn = 0
  #changes = 0

  /** The poll's first option stands for the home side, its second for the away side. */
  constructor(options: { origin: string; room: RoomCode; poll: PollView }) {
    this.#origin = options.origin
    this.#room = options.room
    this.#poll = options.poll
  }

  get size(): number {
    return this.#phones.length
  }

  /** How often a phone has taken its vote elsewhere. */
  get changes(): number {
    return this.#changes
  }

  /** How many phones hold a vote for this option. */
  votesFor(option: string): number {
    return this.#phones.filter((phone) => phone.choice === option).length
  }

  /** So many more people come in, open the room's page and vote. */
  async arrive(count: number, belief: number): Promise<void> {
    const first = this.#phones.length
    const coming = Array.from({ length: count }, (_, index) => this.#enter(first + index, belief))
    this.#phones.push(...(await Promise.all(coming)))
  }

  /** So many people, the next in turn, think again. */
  async thinkAgain(count: number, belief: number): Promise<void> {
    const asked = Array.from({ length: Math.min(count, this.size) }, () => this.#next())
    await Promise.all(asked.map((phone) => this.#thinkAgain(phone, belief)))
  }

  async #enter(index: number, belief: number): Promise<Phone> {
    const caller = new Caller({ origin: this.#origin })
    // This gives it its cookie; then it opens the page, by which it counts as joined.
    await caller.get(api.room(this.#room))
    await caller.visit(pages.join(this.#room))
    const doubt = (index * 0.618034) % 1
    const phone: Phone = { caller, doubt, loyal: index % 4 === 0, choice: null }
    await this.#vote(phone, this.#choose(doubt, belief))
    return phone
  }

  async #thinkAgain(phone: Phone, belief: number): Promise<void> {
    const choice = this.#choose(phone.doubt, belief)
    if (phone.loyal || choice === phone.choice) return
    if (await this.#vote(phone, choice)) this.#changes++
  }

  async #vote(phone: Phone, choice: string): Promise<boolean> {
    try {
      await phone.caller.put(api.vote(this.#poll.id), { choice })
    } catch (error) {
      // Somebody who plays the host may close the poll; a phone then keeps the vote that it has.
      if (error instanceof Refused && error.status === 409) return false
      throw error
    }
    phone.choice = choice
    return true
  }

  #choose(doubt: number, belief: number): string {
    return this.#poll.options[doubt < belief ? 0 : 1]?.id ?? ''
  }

  #next(): Phone {
    const phone = this.#phones[this.#turn++ % this.size]
    if (!phone) throw new RangeError('nobody has come yet')
    return phone
  }
}
