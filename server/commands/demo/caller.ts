/** An answer that is not a success; the message is fit for a person. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number

  constructor(asked: string, status: number, answer: string) {
    super(`${asked} was answered ${status}: ${answer}`)
    this.status = status
  }
}

/**
 * One party that speaks to the API by plain HTTP, as any program elsewhere would: the host and the
 * referee by a key, a phone by the device cookie that the server gave it.
 */
export class Caller {
  readonly origin: string
  readonly #key: string | undefined
  #cookie: string | undefined

  constructor(options: { origin: string; key?: string }) {
    this.origin = options.origin
    this.#key = options.key
  }

  /** Opens a page for what opening it does; nothing here draws it. */
  async visit(path: string): Promise<void> {
    await this.#ask('GET', path)
  }

  get<T>(path: string): Promise<T> {
    return this.#json('GET', path)
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.#json('POST', path, body)
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.#json('PUT', path, body)
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return this.#json('PATCH', path, body)
  }

  async #json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return JSON.parse(await this.#ask(method, path, body)) as T
  }

  async #ask(method: string, path: string, body?: unknown): Promise<string> {
    const headers = new Headers()
    if (this.#key !== undefined) headers.set('Authorization', `Bearer ${this.#key}`)
    if (this.#cookie !== undefined) headers.set('Cookie', this.#cookie)
    if (body !== undefined) headers.set('Content-Type', 'application/json')
    const response = await fetch(this.origin + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    })
    // Without the part behind the semicolon, which is for browsers.
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie
    const text = await response.text()
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, text)
    return text
  }
}
