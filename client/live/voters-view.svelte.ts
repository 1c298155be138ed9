import type { PollView } from '#core/poll'
import type { MyVote } from './my-vote.svelte.ts'
import type { LiveStream } from './topic.svelte.ts'

/**
 * What a stream shows is settled when it connects. Where only voters see the result, it is opened
 * anew once this device has voted, or has taken its vote back: once for each, whatever comes of it.
 * Called while a component is set up.
 */
export function followVotersView(
  stream: LiveStream,
  poll: () => PollView | undefined,
  vote: () => MyVote | undefined,
): void {
  let last = ''
  $effect(() => {
    const [asks, mine] = [poll(), vote()]
    if (!asks || !mine || asks.results !== 'voted' || asks.status !== 'open') return
    const voted = mine.saved !== null
    if ((!voted && !mine.asked) || voted === (asks.result !== null)) return
    const now = `${asks.id}/${asks.run}/${voted}`
    if (now !== last) stream.reopen()
    last = now
  })
}
