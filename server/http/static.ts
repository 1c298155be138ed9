import { send } from '@koa/send'
import type { Middleware } from 'koa'
import { foldRoomCode } from '#core/ids'
import { pageOf, type Page } from '#core/paths'
import type { Live } from '../live/live.ts'
import type { Context, Logger } from './context.ts'
import type { Devices } from './device.ts'
import { Documents } from './documents.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000

/**
 * The built client. Every page is the same small document that loads its own part; it sets the
 * device cookie, so that a phone has it before it can vote. Opening a room's join page is what
 * makes a device count as joined.
 */
export function staticPages(options: {
  root: string
  live: Live
  devices: Devices
  log: Logger
}): Middleware {
  const { root, live, devices, log } = options
  const documents = new Documents(root)
  // Not counted is no reason not to come in; and one line will do for a full disk.
  let noted = false
  const uncounted = (err: unknown): void => {
    if (!noted) log.warn({ err }, 'joining devices are not counted')
    noted = true
  }
  const joined = async (ctx: Context, typed: string): Promise<boolean> => {
    const code = foldRoomCode(typed)
    const room = code && (await live.rooms.get(code))
    if (!room) return false
    live.presence.join(room.code, devices.ensure(ctx)).catch(uncounted)
    return true
  }

  return async (koa, next) => {
    const ctx = koa as Context
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path.startsWith('/api/')) return next()
    if (/\.\w+$/.test(ctx.path)) return file(ctx, root, next)
    const page = pageOf(ctx.path)
    devices.ensure(ctx)
    const there =
      page.name === 'join' && ctx.method === 'GET'
        ? await joined(ctx, page.code)
        : page.name !== 'unknown'
    ctx.body = await documents.of(shownAs(page))
    ctx.type = 'html'
    ctx.status = there ? 200 : 404
    ctx.set('Cache-Control', 'no-cache')
  }
}

/** What the client makes of a path: what can be no code leads nowhere. */
const shownAs = (page: Page): Page['name'] =>
  'code' in page && foldRoomCode(page.code) === undefined ? 'unknown' : page.name

/** Built files carry a hash of what is in them in their name, so they never change. */
async function file(ctx: Context, root: string, next: () => Promise<unknown>): Promise<unknown> {
  const hashed = ctx.path.startsWith('/assets/')
  ctx.vary('Accept-Encoding')
  try {
    return await send(ctx as never, ctx.path, {
      root,
      maxage: hashed ? yearMs : 0,
      immutable: hashed,
    })
  } catch (error) {
    // Whatever is wrong with the path, there is nothing at it; scanners ask for a lot.
    const { status } = error as { status?: number }
    if (status !== undefined && status < 500) return next()
    throw error
  }
}
