import type { Instant } from '#core/ids'
import type { Time } from '../../server/live/time.ts'

interface Job {
  due: Instant
  run: () => void
}

export interface ManualTime extends Time {
  /** Moves the clock, running what falls due on the way, earliest first, at its own instant. */
  advance(ms: number): void
  /** Moves the clock and runs nothing: some work took so long. */
  spend(ms: number): void
  /** How many jobs are still waited for. */
  pending(): number
}

/** A clock that a test turns by hand. */
export function manualTime(start: Instant = 1_763_800_000_000): ManualTime {
  let now = start
  const jobs = new Set<Job>()

  /** A set keeps the order of arrival, so of two jobs due at once the older one goes first. */
  const nextUntil = (end: Instant): Job | undefined => {
    let next: Job | undefined
    for (const job of jobs) if (job.due <= end && (!next || job.due < next.due)) next = job
    return next
  }

  const after = (ms: number, run: () => void) => {
    const job = { due: now + Math.max(0, ms), run }
    jobs.add(job)
    return () => void jobs.delete(job)
  }

  return {
    now: () => now,
    elapsed: () => now,
    after,
    soon: (run) => void after(0, run),
    advance(ms) {
      const end = now + ms
      for (let job = nextUntil(end); job; job = nextUntil(end)) {
        jobs.delete(job)
        now = Math.max(now, job.due)
        job.run()
      }
      now = Math.max(now, end)
    },
    spend: (ms) => void (now += ms),
    pending: () => jobs.size,
  }
}
