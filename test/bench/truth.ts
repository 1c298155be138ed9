import { isDeepStrictEqual } from 'node:util'
import type { Checked } from './check.ts'
import type { Target } from './target.ts'

/**
 * What is wrong with what readers were told of a poll, a sentence each: versions only rise, all are
 * told the same, and the last is what a GET answers, to the last field.
 */
export async function faultsOf(url: string, target: Target, told: Checked): Promise<string[]> {
  const answer = await fetch(`${url}/api/polls/${target.poll}`)
  const stored = (await answer.json()) as { version: number; ballots: number; result: unknown }
  const newest = JSON.parse(told.newest?.data ?? '{}') as { poll?: unknown }
  const version = Number(told.newest?.id.split('-')[1])
  const faults: [boolean, string][] = [
    [told.notRisen > 0, `${told.notRisen} frames whose version had not risen`],
    [told.differing > 0, `${told.differing} frames unlike others of the same version`],
    [told.behind > 0, `${told.behind} readers ended on an older version`],
    [version !== stored.version, `the newest was ${version}, stored is ${stored.version}`],
    [
      !isDeepStrictEqual(newest.poll, stored),
      `told ${JSON.stringify(newest.poll)}, stored ${JSON.stringify(stored)}`,
    ],
  ]
  return faults.filter(([wrong]) => wrong).map(([, fault]) => fault)
}
