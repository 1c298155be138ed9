import type { PollView } from '#core/poll'

/** The options of a result that counts options. */
export function optionsIn(poll: Pick<PollView, 'result'> | undefined) {
  const result = poll?.result
  return result && 'options' in result ? result.options : undefined
}
