import { shoot } from './shoot.ts'
import { drawChoice, votePath, type Target } from './target.ts'

/** A returning device: it goes back and forth between two choices, so that every vote counts. */
export interface Device {
  cookie: string
  ballots: [Buffer, Buffer]
  turn: 0 | 1
}

/** Votes without a cookie, which are each a new device's. */
export function newcomersTo(target: Target): () => Buffer {
  const [one] = target.options.map((option) => ballotOf(target, option))
  return target.ballot === 'one' && one ? () => one : () => ballotOf(target, drawChoice(target))
}

/** Each connection has devices of its own and takes them in turn. */
export function returning(crowd: readonly Device[], connections: number) {
  const share = Math.floor(crowd.length / connections)
  return (connection: number, round: number): Buffer => {
    const device = crowd[connection * share + (round % share)] as Device
    device.turn = device.turn === 0 ? 1 : 0
    return device.ballots[device.turn]
  }
}

/** A device's first vote brings its cookie. */
export async function gather(target: Target, count: number): Promise<Device[]> {
  const crowd: Device[] = []
  const note = (answer: string) => {
    const [, cookie = ''] = /\r\nset-cookie: ([^;\r]+)/i.exec(answer) ?? []
    const [first = '', second = ''] = target.options
    const choices = target.ballot === 'one' ? [first, second] : [0, 0].map(() => drawChoice(target))
    const ballots = choices.map((choice) => ballotOf(target, choice, cookie))
    crowd.push({ cookie, ballots: ballots as Device['ballots'], turn: 0 })
  }
  const more = () => crowd.length < count
  await shoot(target.port, 16, newcomersTo(target), more, note)
  return crowd
}

function ballotOf(target: Target, choice: string | string[], cookie?: string): Buffer {
  const body = JSON.stringify({ choice, run: 1 })
  const head = [
    `PUT ${votePath(target)} HTTP/1.1`,
    `Host: 127.0.0.1:${target.port}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
}
