import { connect, type Socket } from 'node:net'
import type { MatchView } from '#core/match'
import type { PollView } from '#core/poll'
import type { Room } from '#core/room'
import { Caller } from '../http/door.ts'

/** A room with an open poll on air and a match beside it, and whoever runs it. */
export interface Venue {
  url: string
  host: Caller
  hostKey: string
  room: string
  poll: string
  match: string
}

export async function venueAt(url: string): Promise<Venue> {
  interface Made {
    room: Room
    poll: PollView
    match: MatchView
    hostKey: string
  }
  const question = { question: 'Tea or coffee?', kind: 'single', options: ['Tea', 'Coffee'] }
  const { body } = await new Caller(url).post<Made>('/api/polls', question)
  const room = `/api/rooms/${body.room.code}`
  const host = new Caller(url, body.hostKey)
  const sides = [{ name: 'Ana' }, { name: 'Bo' }]
  const made = await host.post<Made>(`${room}/matches`, { sport: 'football', sides })
  const poll = `/api/polls/${body.poll.id}`
  return {
    url,
    host,
    hostKey: body.hostKey,
    room,
    poll,
    match: `/api/matches/${made.body.match.id}`,
  }
}

/** A line to the server on which somebody will ask for a stream; its breaking is no news here. */
export function line(url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1' })
  socket.on('error', () => undefined)
  return socket
}
