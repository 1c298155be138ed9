import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, loadConfig } from '../../server/config.ts'
import { start } from '../../server/start.ts'
import { startApp } from '../support/app.ts'
import { tempFolder } from './door.ts'

test('without settings it starts on port 3000 for everybody, with a file', () => {
  expect(loadConfig({})).toEqual({
    PORT: 3000,
    HOST: '0.0.0.0',
    DATABASE_URL: 'file:data/tallycast.db',
    TRUST_PROXY: false,
    MAX_STREAMS_PER_ADDRESS: 20_000,
    MAX_STREAMS_PER_DEVICE: 100,
    LOG_LEVEL: 'info',
  })
})

test('an empty variable counts as not set, and one that is not ours is none of ours', () => {
  expect(loadConfig({ PORT: '', CREATE_KEY: '', TRUST_PROXY: '', PATH: '/bin' })).toEqual(
    loadConfig({}),
  )
})

test.for([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['DATABASE_URL', 'mysql://x'],
  ['DATABASE_URL', 'data.db'],
  ['PUBLIC_URL', 'vote.example'],
  ['PUBLIC_URL', 'ftp://vote.example'],
  ['TRUST_PROXY', 'yes'],
  ['CREATE_KEY', 'two words'],
  ['ADMIN_KEY', 'schlüssel'],
  ['MAX_STREAMS', '0'],
  ['MAX_STREAMS_PER_ADDRESS', 'many'],
  ['MAX_STREAMS_PER_DEVICE', '1.5'],
  ['LOG_LEVEL', 'loud'],
  ['TLS_CERT', 'only-one.pem'],
  ['TLS_KEY', 'only-one.pem'],
])('a wrong setting is told by its name: %s=%s', ([name = '', value]) => {
  const load = () => loadConfig({ [name]: value })
  expect(load).toThrow(ConfigError)
  expect(load).toThrow(
    new RegExp(`^Tallycast cannot start with these settings\\.\n  .*${name}.*: .+`),
  )
})

test('all wrong settings are told at once', () => {
  const load = () => loadConfig({ PORT: 'x', LOG_LEVEL: 'y', PUBLIC_URL: 'z' })
  expect(load).toThrow(/PORT: .+\n {2}PUBLIC_URL: .+\n {2}LOG_LEVEL: .+/)
})

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const starting = (env: Record<string, string>) =>
  start({
    config: loadConfig({
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: 'file::memory:',
      ...env,
    }),
    log: silent,
    clientRoot: undefined,
  })

test('a setting that turns out wrong when it is used is told by its name, too', async () => {
  const folder = tempFolder()
  const { url } = await startApp()
  const faults: [Record<string, string>, RegExp][] = [
    [{ DATABASE_URL: `file:${folder}` }, /DATABASE_URL: Cannot open the database/],
    [{ DATABASE_URL: 'postgres://here/x' }, /DATABASE_URL: /],
    [{ TLS_CERT: join(folder, 'no.pem'), TLS_KEY: join(folder, 'no.pem') }, /TLS_CERT, TLS_KEY: /],
    [{ PORT: new URL(url).port }, /HOST, PORT: port \d+ is taken/],
    [{ HOST: '203.0.113.1' }, /HOST, PORT: /],
  ]
  for (const [env, message] of faults) {
    const failed = starting(env)
    await expect(failed).rejects.toThrow(ConfigError)
    await expect(failed).rejects.toThrow(message)
  }
})
