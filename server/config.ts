import { z } from 'zod'

const flag = z
  .enum(['0', '1', 'true', 'false', ''])
  .transform((value) => value === '1' || value === 'true')

const file = z.string().optional()

/** It travels as `Authorization: Bearer`, which has no blanks and nothing but ASCII. */
const key = z
  .string()
  .regex(/^[\x21-\x7e]+$/, 'must be ASCII without blanks')
  .optional()

const count = z.coerce
  .number('must be a number')
  .int('must be a whole number')
  .min(1, 'must be 1 or more')

/** Every setting: its default, and what it is for. The README's table is compared with this. */
export const settings = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be from 0 to 65535')
    .max(65_535, 'must be from 0 to 65535')
    .default(3000)
    .describe('Port to listen on'),
  HOST: z.string().min(1).default('0.0.0.0').describe('Address to listen on'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:|postgres(ql)?:\/\/)/, 'must start with file: or postgres://')
    .default('file:data/tallycast.db')
    .describe('Where the data is'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'The address that phones reach, like https://vote.example; else the one that was asked for',
    ),
  TLS_CERT: file.describe('File of the certificate chain; with TLS_KEY turns TLS on'),
  TLS_KEY: file.describe('File of the certificate’s key'),
  TRUST_PROXY: flag
    .default(false)
    .describe('1: a proxy in front sets X-Forwarded-Proto, -Host and -For'),
  CREATE_KEY: key.describe('Where set, only its holders make rooms'),
  ADMIN_KEY: key.describe('Key to read /metrics with from another machine'),
  MAX_STREAMS: count
    .optional()
    .describe(
      'Streams open at once; at most, and else, four fifths of the files that the system lets the server open',
    ),
  MAX_STREAMS_PER_ADDRESS: count
    .default(20_000)
    .describe('Of these, from one address: a venue is one, so never less than your largest hall'),
  MAX_STREAMS_PER_DEVICE: count
    .default(100)
    .describe('Of these, from one device, as its cookie tells'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('How much is logged'),
})

export type Config = Readonly<z.infer<typeof settings>>

/** Settings are wrong; the message names every one that is, for a person to read. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(`Tallycast cannot start with these settings.\n  ${faults.join('\n  ')}`, options)
  }
}

/** The only reader of the environment. An empty variable counts as not set. */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = settings.safeParse(set)
  const faults = parsed.success
    ? pairFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(parsed.data)
}

const pairFaults = ({ TLS_CERT, TLS_KEY }: Config): string[] =>
  (TLS_CERT === undefined) === (TLS_KEY === undefined)
    ? []
    : ['TLS_CERT, TLS_KEY: set both or neither']
