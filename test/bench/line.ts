import { connect } from 'node:net'

/** One kept connection to a server: ask, and ask again when `answered` was called. */
export interface Line {
  ask(request: Buffer): void
  hangUp(): void
}

/**
 * As little of a client as will do, because load and server share the cores: requests made
 * beforehand, one in flight, answers read only as far as their end. Any status but a 20x fails.
 */
export function openLine(
  port: number,
  on: { answered: (answer: string) => void; failed: (error: Error) => void },
): Promise<Line> {
  let text = ''
  const read = (size: number, buffer: Uint8Array): boolean => {
    text += (buffer as Buffer).toString('latin1', 0, size)
    if (!whole(text)) return true
    const answer = text
    text = ''
    if (answer.startsWith('HTTP/1.1 20')) on.answered(answer)
    else on.failed(new Error(answer))
    return true
  }
  const onread = { buffer: Buffer.alloc(8192), callback: read }
  const socket = connect({ host: '127.0.0.1', port, noDelay: true, onread })
  socket.on('error', on.failed)
  socket.on('close', () => on.failed(new Error('the server hung up')))
  return new Promise((opened) => {
    const line: Line = {
      ask: (request) => void socket.write(request),
      hangUp: () => void socket.destroy(),
    }
    socket.once('connect', () => opened(line))
  })
}

function whole(text: string): boolean {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return false
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(text) ?? []
  return text.length >= head + 4 + Number(length ?? 0)
}
