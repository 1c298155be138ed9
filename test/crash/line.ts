import { Agent, request } from 'node:http'

export interface Ask {
  method: 'GET' | 'PUT' | 'DELETE' | 'POST' | 'PATCH'
  path: string
  cookie?: string | undefined
  key?: string | undefined
  body?: unknown
}

export interface Answer {
  status: number
  cookie: string | undefined
  body: unknown
}

/** `unsent`: nobody was there to take it. `lost`: it was under way when the line broke. */
export type Heard = Answer | 'unsent' | 'lost'

/**
 * Requests as a phone sends them: each exactly once. `fetch` is not used because it may send a
 * request again by itself when a kept connection turns out to be dead, and then nobody knows how
 * often it was sent.
 */
export class Line {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  ask({ method, path, cookie, key, body }: Ask): Promise<Heard> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const headers = {
      ...(cookie !== undefined && { cookie }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(text !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      }),
    }
    return new Promise((resolve) => {
      const broke = (error: NodeJS.ErrnoException) =>
        resolve(error.code === 'ECONNREFUSED' ? 'unsent' : 'lost')
      const sent = request(
        this.#url + path,
        { method, agent: this.#agent, headers },
        (response) => {
          let said = ''
          response.setEncoding('utf8')
          response.on('data', (part: string) => (said += part))
          response.on('error', broke)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              cookie: response.headers['set-cookie']?.[0]?.split(';')[0],
              body: said === '' ? undefined : (JSON.parse(said) as unknown),
            }),
          )
        },
      )
      sent.on('error', broke)
      sent.end(text)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
