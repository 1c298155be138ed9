import http from 'node:http'

export interface Load {
  requests: number
  perSecond: number
  p50Ms: number
  p99Ms: number
}

export interface Shot {
  method: 'GET' | 'PUT'
  path: string
  cookie?: string
  body?: string
}

/** So many connections, each sending its next request when the last is answered; any refusal throws. */
export async function load(options: {
  url: string
  connections: number
  ms: number
  shot: (connection: number, round: number) => Shot
}): Promise<Load> {
  const { url, connections, ms, shot } = options
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const tookMs: number[] = []
  const from = performance.now()
  const end = from + ms
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      for (let round = 0; performance.now() < end; round++) {
        const at = performance.now()
        await fire(url, agent, shot(connection, round))
        tookMs.push(performance.now() - at)
      }
    }),
  )
  const seconds = (performance.now() - from) / 1000
  agent.destroy()
  tookMs.sort((a, b) => a - b)
  const at = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? 0
  return {
    requests: tookMs.length,
    perSecond: tookMs.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  }
}

const fire = (url: string, agent: http.Agent, { method, path, cookie, body }: Shot) =>
  new Promise<void>((done, failed) => {
    const headers = {
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': body.length,
      }),
    }
    const request = http.request(url + path, { method, agent, headers }, (response) => {
      response.resume()
      response.on('end', () =>
        response.statusCode === 200 ? done() : failed(new Error(`${response.statusCode}`)),
      )
    })
    request.on('error', failed)
    request.end(body)
  })
