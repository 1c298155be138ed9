import type { Socket } from 'node:net'
import type { Answer } from './context.ts'

const queuedAtMost = 16

/**
 * Requests on one connection that come before the earlier ones were answered are answered in memory,
 * thousands out of one read. No browser sends them, so whoever has more than a few is hung up on.
 */
export function unqueued(answer: Answer): Answer {
  const queued = new WeakMap<Socket, number>()
  const count = (socket: Socket, change: 1 | -1): number => {
    const now = (queued.get(socket) ?? 0) + change
    queued.set(socket, now)
    return now
  }
  return async (req, res) => {
    const { socket } = req
    // It has its connection: nothing stands before it. One stream of HTTP/2 always has.
    if (res.socket || req.httpVersionMajor >= 2) return answer(req, res)
    if (socket.destroyed) return
    res.once('close', () => count(socket, -1))
    if (count(socket, 1) > queuedAtMost) socket.destroy()
    else await answer(req, res)
  }
}
