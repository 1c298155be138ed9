import type { MessagePort } from 'node:worker_threads'
import type { Store } from '../../server/live/store.ts'
import type { Engine, Method } from './engine.ts'

export type Call = { method: Method; args: Parameters<Store[Method]> } | { method: 'close' }
export type Answer = { value: unknown } | { error: Error }

/** Does calls one after the other and answers each, in their order: no call needs a number. */
export function serve(engine: Engine, port: MessagePort): void {
  port.on('message', (call: Call) => {
    if (call.method === 'close') {
      // The last connection to close writes the log back into the file and removes it.
      engine.db.close()
      port.postMessage({ value: undefined } satisfies Answer)
      port.close()
    } else port.postMessage(answerTo(engine, call))
  })
}

function answerTo(engine: Engine, call: Exclude<Call, { method: 'close' }>): Answer {
  try {
    return { value: engine.call(call.method, call.args) }
  } catch (error) {
    return { error: plain(error) }
  }
}

/** Only a plain Error crosses between threads whole; SQLite's code would be lost, so the message says it. */
function plain(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const code = 'code' in error ? `${String(error.code)}: ` : ''
  const copy = new Error(code + error.message)
  if (error.stack) copy.stack = error.stack
  return copy
}
