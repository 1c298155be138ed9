import {
  newId,
  newSecret,
  type Instant,
  type KeyId,
  type MatchId,
  type RandomBytes,
  type RoomCode,
  type VoterId,
} from '#core/ids'
import type { Scope } from '#core/scopes'
import type { Store, StoredKey } from './store.ts'
import type { Time } from './time.ts'

/**
 * Who may do what, without accounts: an unguessable key opens one room, or one match within its
 * scopes. The database holds hashes only, so a stolen backup opens nothing. Keys are looked up at
 * every use: one that is revoked is refused from then on.
 */
export class Keys {
  readonly #store: Store
  readonly #time: Time
  readonly #random: RandomBytes
  readonly #hash: (key: string) => string

  /** `hash` is SHA-256 in hexadecimal: enough for keys of 192 random bits, which nobody can try through. */
  constructor(options: {
    store: Store
    time: Time
    random: RandomBytes
    hash: (key: string) => string
  }) {
    this.#store = options.store
    this.#time = options.time
    this.#random = options.random
    this.#hash = options.hash
  }

  make(about: {
    room: RoomCode
    name: string
    opens: StoredKey['opens']
    expiresAt?: Instant | undefined
  }): { key: string; stored: StoredKey } {
    const key = newSecret(this.#random)
    const stored: StoredKey = {
      id: newId('k', this.#random),
      hash: this.#hash(key),
      name: about.name,
      room: about.room,
      opens: about.opens,
      expiresAt: about.expiresAt ?? null,
      revokedAt: null,
      createdAt: this.#time.now(),
    }
    return { key, stored }
  }

  async makeOfficial(about: {
    room: RoomCode
    match: MatchId
    name: string
    scopes: Scope[]
    expiresAt?: Instant | undefined
  }): Promise<{ key: string; stored: StoredKey }> {
    const { room, match, name, scopes, expiresAt } = about
    const made = this.make({ room, name, opens: { kind: 'official', match, scopes }, expiresAt })
    await this.#store.createKey(made.stored)
    return made
  }

  /** The key behind a secret, if it opens anything now. */
  async find(secret: string): Promise<StoredKey | undefined> {
    const key = await this.#store.findKey(this.#hash(secret))
    return key && this.#works(key) ? key : undefined
  }

  /** From now on the device opens what the key opens. */
  async claim(device: VoterId, secret: string): Promise<boolean> {
    const key = await this.find(secret)
    if (key) await this.#store.claimKey(device, key.id)
    return key !== undefined
  }

  async claimed(device: VoterId, room: RoomCode): Promise<StoredKey[]> {
    const keys = await this.#store.claimedKeys(device, room)
    return keys.filter((key) => this.#works(key))
  }

  async officials(match: MatchId): Promise<StoredKey[]> {
    const keys = await this.#store.listKeys(match)
    return keys.filter((key) => this.#works(key))
  }

  /** Everybody who ever had a key to a match, by the id that their events are signed with. */
  async signers(match: MatchId): Promise<ReadonlyMap<KeyId, string>> {
    const keys = await this.#store.listKeys(match)
    return new Map(keys.map(({ id, name }) => [id, name]))
  }

  revoke(id: KeyId): Promise<boolean> {
    return this.#store.revokeKey(id, this.#time.now())
  }

  #works(key: StoredKey): boolean {
    return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > this.#time.now())
  }
}
