import { api } from '#core/paths'
import type { RankingRound } from '#core/tally/kind'
import { failed, get, type Failure } from '../api.ts'

const stepMs = 2600

/**
 * The rounds of a ranking, one by one. They are asked for when they are opened and then stand still:
 * whoever explains them to a hall wants no vote to change them meanwhile.
 */
export class Eliminations {
  #view: 'host' | 'public'
  #poll: string | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  /** None: closed, or not here yet. */
  rounds = $state.raw<readonly RankingRound[] | undefined>()
  at = $state(0)
  playing = $state(false)
  problem = $state.raw<Failure | undefined>()

  constructor(view: 'host' | 'public') {
    this.#view = view
  }

  /** Opens the first round; answers whether there is anything to see. */
  async open(poll: string): Promise<boolean> {
    this.close()
    this.#poll = poll
    const answer = await get<{ rounds: RankingRound[] }>(api.pollResult(poll, { view: this.#view }))
    if (this.#poll !== poll) return false
    this.problem = failed(answer) ? answer.problem : undefined
    if (failed(answer)) return false
    this.rounds = answer.rounds
    return true
  }

  close(): void {
    this.pause()
    this.#poll = undefined
    this.rounds = undefined
    this.problem = undefined
    this.at = 0
  }

  next(): void {
    this.pause()
    this.#go(this.at + 1)
  }

  previous(): void {
    this.pause()
    this.#go(this.at - 1)
  }

  /** From here to the last round; from the last, all over again. */
  play(): void {
    if (this.at === this.#last) this.at = 0
    this.playing = true
    this.#later()
  }

  pause(): void {
    clearTimeout(this.#timer)
    this.playing = false
  }

  get #last(): number {
    return Math.max(0, (this.rounds?.length ?? 0) - 1)
  }

  #go(to: number): void {
    this.at = Math.min(Math.max(0, to), this.#last)
  }

  #later(): void {
    clearTimeout(this.#timer)
    if (this.at === this.#last) return this.pause()
    this.#timer = setTimeout(() => {
      this.#go(this.at + 1)
      this.#later()
    }, stepMs)
  }
}
