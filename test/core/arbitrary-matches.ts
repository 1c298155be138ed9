import * as fc from 'fast-check'
import type { Match, MatchEvent, NewEvent } from '#core/match'
import type { Preset, Rules } from '#core/sport/rules'
import { entry, kickOff, matchOf } from './matches.ts'

/** Short enough that units and whole matches end within a generated log. */
const shortRules = (preset: Preset): fc.Arbitrary<Rules> =>
  fc
    .record({
      units: fc.integer({ min: 1, max: 4 }),
      unitMs: fc.integer({ min: 1000, max: 100_000 }),
      bestOf: fc.constantFrom(1, 3, 5),
      to: fc.integer({ min: 1, max: 5 }),
      winBy: fc.integer({ min: 1, max: 3 }),
      cap: fc.option(fc.integer({ min: 5, max: 8 })),
      noAd: fc.boolean(),
      finalSet: fc.constantFrom('tiebreak7' as const, 'tiebreak10' as const, 'advantage' as const),
      tieTo: fc.integer({ min: 1, max: 3 }),
      extraTime: fc.boolean(),
      shootout: fc.boolean(),
    })
    .map((all) => {
      const named = Object.entries(all).filter(([rule]) => Object.hasOwn(preset.rules, rule))
      return Object.fromEntries(named)
    })

const anyMatch = (preset: Preset): fc.Arbitrary<Match> =>
  fc
    .tuple(shortRules(preset), fc.integer({ min: 2, max: 8 }))
    .map(([rules, sides]) => matchOf(preset, rules, sides))

/** What anybody might post: mostly sense, so that matches get somewhere, and some nonsense. */
function anyEvent(match: Match): fc.Arbitrary<NewEvent> {
  const { rules } = match
  const ids = match.sides.map((side) => side.id)
  const side = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...ids) }, fc.constant('nobody'))
  const key = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...rules.keys.map((one) => one.key)) },
    fc.constant('nonsense'),
  )
  const unit = fc.integer({ min: -1, max: rules.units.length })
  const ms = fc.integer({ min: -1000, max: 200_000 })
  const incidents = rules.incidents.map((one) => one.key)
  const score = fc.record({ kind: fc.constant('score' as const), side, key })
  return fc.oneof(
    { weight: 12, arbitrary: score },
    { weight: 2, arbitrary: fc.tuple(score, unit).map(([s, u]) => ({ ...s, unit: u })) },
    { weight: 1, arbitrary: fc.tuple(score, ms).map(([s, points]) => ({ ...s, points })) },
    fc.record({
      kind: fc.constant('incident' as const),
      key: fc.constantFrom(...incidents, 'nonsense'),
      side,
    }),
    fc.record({
      kind: fc.constant('incident' as const),
      key: fc.constantFrom(...incidents),
    }),
    fc.record({
      kind: fc.constant('clock' as const),
      op: fc.constantFrom('start' as const, 'stop' as const),
    }),
    fc.record({
      kind: fc.constant('clock' as const),
      op: fc.constantFrom('set' as const, 'added' as const),
      ms,
    }),
    {
      weight: 3,
      arbitrary: unit.map((from) => ({ kind: 'unit' as const, from, to: from + 1 })),
    },
    fc.record({ kind: fc.constant('unit' as const), from: unit, to: unit }),
    fc.record({ kind: fc.constant('serve' as const), side }),
    fc.record(
      {
        kind: fc.constant('status' as const),
        to: fc.constantFrom('live', 'review', 'final', 'abandoned'),
        side,
      },
      { requiredKeys: ['kind', 'to'] },
    ),
    {
      weight: 2,
      arbitrary: target.map((of) => ({ kind: 'void' as const, target: of })),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('amend' as const), target, patch: anyPatch(match) }),
    },
    target.map((of) => ({ kind: 'confirm' as const, target: of })),
    fc.record(
      {
        kind: fc.constant('adjust' as const),
        unit,
        score: fc.array(fc.integer({ min: -3, max: 9 }), {
          minLength: match.sides.length,
          maxLength: match.sides.length,
        }),
        reason: fc.constant('by hand'),
        base: fc.integer({ min: 0, max: 60 }),
      },
      { requiredKeys: ['kind', 'score', 'reason'], noNullPrototype: true },
    ),
  )
}

const target = fc.integer({ min: 1, max: 60 }).map((seq) => `e_${seq}`)

/** Patches that fit some events and make nonsense of others. */
const anyPatch = ({ rules, sides }: Match) =>
  fc.record(
    {
      side: fc.constantFrom(...sides.map(({ id }) => id), 'nobody', null),
      key: fc.constantFrom(
        ...[...rules.keys, ...rules.incidents].map(({ key }) => key),
        'nonsense',
      ),
      unit: fc.option(fc.integer({ min: -1, max: rules.units.length })),
      points: fc.option(fc.integer({ min: -5, max: 5 })),
      ms: fc.integer({ min: -1000, max: 200_000 }),
      player: fc.option(fc.constant('9')),
      score: fc.constant([1, 2]),
    },
    { requiredKeys: [], noNullPrototype: true },
  )

/** A whole shoot-out from the start of a match, where the sport has one. */
function anyShootout({ rules, sides }: Match): fc.Arbitrary<NewEvent[]> {
  const index = rules.units.findIndex(({ kicks, allowed }) => kicks && allowed)
  const kicks = rules.units[index]?.kicks
  if (!kicks) return fc.constant([])
  const kick = fc
    .tuple(fc.constantFrom(...sides.map(({ id }) => id)), fc.boolean())
    .map(([side, wentIn]): NewEvent =>
      wentIn
        ? { kind: 'score', side, key: kicks.scored }
        : { kind: 'incident', side, key: kicks.missed },
    )
  return fc
    .array(kick, { minLength: 4, maxLength: 14 })
    .map((all) => [{ kind: 'unit', from: 0, to: index }, ...all])
}

/** A match and what was posted in it, each with when it happened: phones are late and clocks jump. */
export const anyPosts = (preset: Preset) =>
  anyMatch(preset).chain((match) =>
    fc.record({
      match: fc.constant(match),
      posts: fc
        .tuple(
          fc.array(fc.tuple(anyEvent(match), fc.integer({ min: -5000, max: 500_000 })), {
            maxLength: 50,
          }),
          fc.option(anyShootout(match), { freq: 3 }),
        )
        .map(([posts, shootout]): NewEvent[] => [
          ...(shootout ?? []),
          ...posts.map(([event, afterMs]) => ({ ...event, occurredAt: kickOff + afterMs })),
        ]),
    }),
  )

/** The same put straight into a log that nobody checked, some of it held: the fold must bear anything. */
export const anyLog = (preset: Preset) =>
  fc
    .tuple(anyPosts(preset), fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }))
    .map(([{ match, posts }, held]) => ({
      match,
      log: posts.map((event, index): MatchEvent => ({
        ...entry(index + 1, event),
        held: held.includes(index),
      })),
    }))
