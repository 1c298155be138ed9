import { fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

/** A program of ours in a process of its own that carries out orders, one at a time. */
export interface Child<Order, Answer> extends Disposable {
  readonly pid: number
  /** What it answers. Throws what it threw, as text. */
  ask(order: Order): Promise<Answer>
}

export function startChild<Order extends object, Answer>(file: string): Child<Order, Answer> {
  const child = fork(resolve(import.meta.dirname, file))
  const reap = () => child.kill('SIGKILL')
  process.once('exit', reap)
  const ended = once(child, 'exit').then(() => {
    process.off('exit', reap)
    throw new Error(`${file} has ended`)
  })
  ended.catch(() => undefined)
  return {
    pid: child.pid ?? 0,
    async ask(order) {
      child.send(order)
      const answered = once(child, 'message') as Promise<[{ answer: Answer; error?: string }]>
      const [{ answer, error }] = await Promise.race([answered, ended])
      if (error !== undefined) throw new Error(error)
      return answer
    },
    [Symbol.dispose]: reap,
  }
}

/** The child's side of it. */
export function serveOrders<Order, Answer>(
  carryOut: (order: Order) => Promise<Answer> | Answer,
): void {
  process.on('message', (order: Order) => {
    const answer = async () => ({ answer: await carryOut(order) })
    answer().then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ error: String(error) }),
    )
  })
}
