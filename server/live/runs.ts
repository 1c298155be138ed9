import type { PollId } from '#core/ids'
import { audienceOf, earlierRun, viewPoll, type Poll, type PollView, type View } from '#core/poll'
import type { Choice, ChoiceCount, Tally, TallyView } from '#core/tally/kind'
import { rulesOf } from '#core/tally/rules'
import type { Store } from './store.ts'
import { Topics } from './topics.ts'

const page = 5000

interface Over {
  tally: Tally
  seen?: { poll: Poll; view: TallyView }
}

/** The runs of a poll that are over, and the ballots of any. They are read when asked for. */
export class Runs {
  readonly #store: Store
  readonly #tallies: Topics<string, Over>

  constructor(store: Store) {
    this.#store = store
    this.#tallies = new Topics(async (key) => {
      const [id = '', run] = key.split('/')
      const tally = await this.#store.loadTally(id, Number(run))
      return tally && { tally }
    })
  }

  /** An earlier run as it stands for good; `result` is null where this view may not see it. */
  async view(
    poll: Poll,
    run: number,
    view: View,
  ): Promise<{ poll: PollView; detail: TallyView['detail'] } | undefined> {
    const entry = await this.#tallies.get(`${poll.id}/${run}`)
    if (!entry) return undefined
    const { tally } = entry
    const over = earlierRun(poll, run)
    // Looked at once, until the host changes the poll: anybody may ask, as often as they like.
    if (entry.seen?.poll !== poll) entry.seen = { poll, view: rulesOf(poll.kind).view(poll, tally) }
    const { result, detail } = entry.seen.view
    const seen = view === 'full' || audienceOf(over) === 'everyone'
    const counted = { version: 0, ballots: tally.ballots, result: seen ? result : null }
    return { poll: viewPoll(over, counted), detail: seen ? detail : undefined }
  }

  /** Every ballot of a run without its voter: each different choice, and how many made it. */
  async choices(poll: PollId, run: number): Promise<ChoiceCount[]> {
    const counts = new Map<string, number>()
    let after = ''
    // In pages, between which others' votes are committed; each voter is still read once.
    for (;;) {
      const ballots = await this.#store.readBallots(poll, run, after, page)
      for (const { choice } of ballots) {
        const key = JSON.stringify(choice)
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
      if (ballots.length < page) break
      after = ballots.at(-1)?.voter ?? after
    }
    return [...counts]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([choice, voters]) => ({ choice: JSON.parse(choice) as Choice, voters }))
  }

  sweep(): void {
    this.#tallies.sweep(() => false)
  }
}
