/** A poll on a server, as load needs to know it. */
export interface Target {
  port: number
  poll: string
  room: string
  options: string[]
  /** One of the options, or all of them in some order. */
  ballot: 'one' | 'order'
}

export const votePath = ({ poll }: Target): string => `/api/polls/${poll}/vote`

/** A new poll, open and on air. */
export async function makePoll(
  url: string,
  ballot: Target['ballot'] = 'one',
  labels = ['Tea', 'Coffee'],
): Promise<Target> {
  const kind = ballot === 'one' ? 'single' : 'ranking'
  const answer = await fetch(`${url}/api/polls`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'Which is best?', kind, options: labels }),
  })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { poll, room } = (await answer.json()) as {
    poll: { id: string; options: { id: string }[] }
    room: { code: string }
  }
  return {
    port: Number(new URL(url).port),
    poll: poll.id,
    room: room.code,
    options: poll.options.map(({ id }) => id),
    ballot,
  }
}

/** What somebody chose: any option, or any order of them. */
export function drawChoice({ options, ballot }: Pick<Target, 'options' | 'ballot'>) {
  const order = [...options]
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    const swapped = order[last] as string
    order[last] = order[other] as string
    order[other] = swapped
  }
  return ballot === 'one' ? (order[0] as string) : order
}
