import type { Checked } from './check.ts'
import { startChild, type Child } from './child.ts'
import type { Published, Publishing } from './publish.ts'

export interface Joining {
  port: number
  count: number
  /** Sent in turn, one for each reader. */
  requests: readonly string[]
}

export type Order =
  | { kind: 'join'; join: Joining; check: boolean }
  | { kind: 'settle'; quietMs: number }
  | { kind: 'publish'; publish: Publishing }
  | { kind: 'checked' }
  | { kind: 'leave' }

/** Thousands of readers in a process of their own, which can also publish and check. */
export interface Audience extends Disposable {
  readonly pid: number
  /** `check`: what each gets of a poll is followed from its first byte on. */
  join(join: Joining, check?: boolean): Promise<void>
  /** Resolves when nobody has heard anything for so long. */
  settle(quietMs: number): Promise<void>
  publish(publish: Publishing): Promise<Published>
  checked(): Promise<Checked>
  leave(): Promise<void>
}

export function startAudience(): Audience {
  const child: Child<Order, unknown> = startChild('audience.child.ts')
  return {
    pid: child.pid,
    join: async (join, check = false) => void (await child.ask({ kind: 'join', join, check })),
    settle: async (quietMs) => void (await child.ask({ kind: 'settle', quietMs })),
    publish: async (publish) => (await child.ask({ kind: 'publish', publish })) as Published,
    checked: async () => (await child.ask({ kind: 'checked' })) as Checked,
    leave: async () => void (await child.ask({ kind: 'leave' })),
    [Symbol.dispose]: () => child[Symbol.dispose](),
  }
}

/** What a phone's browser sends when it opens a stream. */
export const streamRequest = (port: number, path: string, cookie: string): string =>
  `${[
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: keep-alive',
    'User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Mobile Safari/537.36',
    'Accept: text/event-stream',
    'Cache-Control: no-cache',
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: cors',
    'Sec-Fetch-Dest: empty',
    `Referer: http://127.0.0.1:${port}/ABCDEF`,
    'Accept-Encoding: gzip, deflate',
    'Accept-Language: de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7',
    `Cookie: ${cookie}`,
  ].join('\r\n')}\r\n\r\n`
