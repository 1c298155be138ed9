import type { Instant } from '#core/ids'

/** Time enters as an argument, so that tests turn the clock by hand instead of sleeping. */
export interface Time {
  now(): Instant
  /** Milliseconds since some moment, for durations: it never jumps when the machine's clock is set. */
  elapsed(): number
  /** Runs `job` once after `ms`; the returned function calls it off. */
  after(ms: number, job: () => void): () => void
  /** Runs `job` once everybody who is waiting to be read has had a turn: long work goes on so. */
  soon(job: () => void): void
}

export const systemTime: Time = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, job) {
    const timer = setTimeout(job, ms)
    // A broadcast or a sweep that is due must not keep a server alive that has nothing else to do.
    timer.unref()
    return () => clearTimeout(timer)
  },
  soon: (job) => void setImmediate(job),
}
