import { failed, get, mayRetry, type Failure } from '../api.ts'
import type { LiveStream } from './topic.svelte.ts'

/**
 * A browser does not say why a stream could not be opened: what it is of may be gone, or the claim
 * to see it. So the same thing is asked for by GET, each time, since it may have gone while the page
 * was away. Called while a component is set up.
 */
export function askWhyRefused(
  stream: LiveStream,
  path: string,
  told: (problem: Failure) => void,
): void {
  $effect(() => {
    if (stream.refusals === 0) return
    void get(path).then((answer) => {
      if (failed(answer) && !mayRetry(answer.problem)) told(answer.problem)
    })
  })
}
