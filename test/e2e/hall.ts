import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import type { PollView } from '#core/poll'
import { lanHost, launchBrowser, phone } from '../support/chromium.ts'
import { startServer, type ServerProcess } from '../support/process.ts'

export interface Made {
  poll: PollView
  hostKey: string
}

/** A real server, phones on its LAN that vote, and whoever looks. */
export class Hall {
  readonly #browser: Browser
  readonly #server: ServerProcess

  static async open(): Promise<Hall> {
    return new Hall(await launchBrowser(), await startServer())
  }

  private constructor(browser: Browser, server: ServerProcess) {
    this.#browser = browser
    this.#server = server
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#server.stop()
  }

  async ask<T>(method: string, path: string, body?: object, key?: string): Promise<T> {
    const answer = await fetch(this.#server.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(key && { authorization: `Bearer ${key}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  make = (poll: object) => this.ask<Made>('POST', '/api/polls', { question: 'Where?', ...poll })
  pollOf = ({ poll }: Made) => this.ask<PollView>('GET', `/api/polls/${poll.id}`)
  /** Somebody else, somewhere. */
  voteElsewhere = ({ poll }: Made, choice: unknown) =>
    this.ask('PUT', `/api/polls/${poll.id}/vote`, { choice })
  asHost = (method: string, path: string, body: object, { hostKey }: Made) =>
    this.ask(method, path, body, hostKey)

  /** One voter: a context with a cookie and a storage of its own. */
  async device(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.#browser.newContext({ ...phone, ...options })
    context.setDefaultTimeout(10_000)
    onTestFinished(() => context.close())
    return context
  }

  /** A page as it is looked at from there. */
  async visit(path: string, options: BrowserContextOptions): Promise<Page> {
    const context = await this.#browser.newContext(options)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`http://${lanHost}:${this.#server.port}${path}`)
    return page
  }

  async open(made: Made, context?: BrowserContext): Promise<Page> {
    const page = await (context ?? (await this.device())).newPage()
    await page.goto(this.addressOf(made))
    await page.getByRole('heading', { name: made.poll.question }).waitFor()
    await page.getByText('One moment').waitFor({ state: 'detached' })
    return page
  }

  addressOf = ({ poll }: Made) => `http://${lanHost}:${this.#server.port}/${poll.room}`
}

export const places = ['Harbour', 'Club', 'Kiosk', 'Home']

/** What the server has of this phone. */
export const choiceOf = async (page: Page, { poll }: Made): Promise<unknown> =>
  page.evaluate(`fetch('/api/polls/${poll.id}/vote').then((answer) => answer.json())
    .then(({ choice = null }) => choice)`)

export const saved = (page: Page) => page.getByText('Saved ✓').waitFor()
export const voted = (page: Page, count: number) => page.getByText(`${count} voted`).waitFor()
export const tap = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).tap()

const ranking = (page: Page) => page.getByRole('list', { name: 'Your ranking' })
export const ranked = (page: Page) => ranking(page).locator('.said').allTextContents()
export const handle = (page: Page, label: string) =>
  ranking(page).getByRole('button', { name: `${label}: number` })
