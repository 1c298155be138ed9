import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

// X.509 by hand: a name, a key, two dates and a signature, in the few kinds of DER that they need.
// A library for it would be twenty packages, and openssl is not on every machine.

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const size = body.length
  const head = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), body])
}
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts)
const set = (...parts: readonly Uint8Array[]) => der(0x31, ...parts)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const bytes = (tag: number, text: string) => der(tag, Buffer.from(text))
const bits = (body: Uint8Array) => der(0x03, Buffer.from([0]), body)
/** UTCTime: until 2049 two digits are the year. */
const moment = (at: Date) => bytes(0x17, at.toISOString().replaceAll(/^..|[-:T]|\.\d+/g, ''))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const version3 = der(0xa0, der(0x02, Buffer.from([2])))
const dayMs = 24 * 60 * 60 * 1000

/** What makes a browser accept it for these hosts, once it trusts it at all. */
const alternativeNames = (hosts: readonly string[]) =>
  der(
    0xa3,
    sequence(
      sequence(oid('551d11'), der(0x04, sequence(...hosts.map((host) => bytes(0x82, host))))),
    ),
  )

interface Certificate {
  cert: string
  key: string
}

/** A certificate that signs itself, for a day. */
function makeCertificate(hosts: readonly [string, ...string[]]): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid('550403'), bytes(0x0c, hosts[0]))))
  // The first bit says negative, and a zero before anything is one too many.
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)])
  const body = sequence(
    version3,
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(moment(new Date(Date.now() - dayMs)), moment(new Date(Date.now() + dayMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    alternativeNames(hosts),
  )
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)))
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** The two files that servers ask for. */
export function writeCertificate(
  folder: string,
  hosts: readonly [string, ...string[]],
): Certificate {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') }
  const { cert, key } = makeCertificate(hosts)
  writeFileSync(files.cert, cert)
  writeFileSync(files.key, key, { mode: 0o600 })
  return files
}
