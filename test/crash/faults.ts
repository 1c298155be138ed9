import { readBooks } from './books.ts'
import { Storm, type StormPlan } from './storm.ts'

/** What a storm left behind. */
export interface Aftermath {
  /** Everything that is not as it should be. */
  faults: string[]
  acknowledged: number
  lost: number
}

/** Rages, and compares what voters heard with the file, and the file with itself and with the server. */
export async function weather(plan: StormPlan): Promise<Aftermath> {
  const storm = new Storm(plan)
  try {
    await storm.rage()
    const { entries, recount, faults } = readBooks(plan.server.file)
    const shown = (await storm.views()).flatMap(({ id, run, ballots }) => {
      const wanted = recount.get(`${id} run ${run}`) ?? 0
      return ballots === wanted ? [] : [`${id} shows ${ballots} ballots, not ${wanted}`]
    })
    const { history, unexpected } = storm
    return {
      faults: [...faults, ...history.faults(entries), ...unexpected, ...shown],
      acknowledged: history.count('counted', 'changed', 'unchanged', 'withdrawn'),
      lost: history.count('lost'),
    }
  } finally {
    storm.close()
  }
}
