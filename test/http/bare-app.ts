import { createApp, type AppOptions } from '../../server/http/app.ts'

/** The HTTP side alone, over parts that a test has made: no settings, no pages. */
export const bareApp = (parts: Pick<AppOptions, 'live' | 'store' | 'time' | 'log'>) =>
  createApp({
    ...parts,
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
    secret: 'secret',
    clientRoot: undefined,
    draining: () => false,
    settings: {
      publicUrl: undefined,
      lan: () => undefined,
      trustProxy: false,
      createKey: undefined,
      adminKey: undefined,
      streams: { total: 20_000, perAddress: 20_000, perDevice: 100 },
    },
  })
