import { expect, test } from 'vitest'
import { Topics } from '../../server/live/topics.ts'

/** Topics over a database that answers when it is told to. */
function slowTopics() {
  const loads: PromiseWithResolvers<string | undefined>[] = []
  const topics = new Topics<string, string>(() => {
    const load = Promise.withResolvers<string | undefined>()
    loads.push(load)
    return load.promise
  })
  return { topics, loads }
}

test('however many ask at once, it is read once', async () => {
  const { topics, loads } = slowTopics()
  const asked = [topics.get('a'), topics.get('a'), topics.get('a')]
  loads[0]?.resolve('one')
  expect(await Promise.all(asked)).toEqual(['one', 'one', 'one'])
  expect(await topics.get('a')).toBe('one')
  expect(loads).toHaveLength(1)
})

test('what is not there is asked for again', async () => {
  const { topics, loads } = slowTopics()
  const first = topics.get('a')
  loads[0]?.resolve(undefined)
  expect(await first).toBeUndefined()
  const second = topics.get('a')
  loads[1]?.resolve('now')
  expect(await second).toBe('now')
})

test('a load that fails fails whoever asked, and is tried again', async () => {
  const { topics, loads } = slowTopics()
  const asked = [topics.get('a'), topics.get('a')]
  loads[0]?.reject(new Error('no database'))
  for (const each of await Promise.allSettled(asked)) expect(each.status).toBe('rejected')
  const again = topics.get('a')
  loads[1]?.resolve('one')
  expect(await again).toBe('one')
})

test('what a load brings after a drop does not come back', async () => {
  const { topics, loads } = slowTopics()
  const asked = topics.get('a')
  topics.drop('a')
  loads[0]?.resolve('erased since')
  await Promise.resolve()
  await Promise.resolve()
  loads[1]?.resolve(undefined)
  expect(await asked).toBeUndefined()
  expect(topics.peek('a')).toBeUndefined()
})

test('while an entry is read anew the old one stands', async () => {
  const { topics, loads } = slowTopics()
  const first = topics.get('a')
  loads[0]?.resolve('old')
  await first
  const anew = topics.refresh('a')
  expect([topics.peek('a'), await topics.get('a')]).toEqual(['old', 'old'])
  loads[1]?.resolve('new')
  expect(await anew).toBe('new')
  expect(topics.peek('a')).toBe('new')
  const gone = topics.refresh('a')
  loads[2]?.resolve(undefined)
  await gone
  expect(topics.peek('a')).toBeUndefined()
})

test('only what is in memory is replaced', async () => {
  const { topics, loads } = slowTopics()
  topics.replace('a', 'early')
  expect(topics.peek('a')).toBeUndefined()
  const asked = topics.get('a')
  loads[0]?.resolve('one')
  await asked
  topics.replace('a', 'two')
  expect(topics.peek('a')).toBe('two')
})

test('a sweep lets go of what nobody asked for since the last and nobody holds', async () => {
  const topics = new Topics<string, string>((id) => Promise.resolve(id))
  const there = () => ['a', 'b', 'c'].filter((id) => topics.peek(id) !== undefined)
  for (const id of ['a', 'b', 'c']) await topics.get(id)
  topics.sweep(() => false)
  expect(there()).toEqual(['a', 'b', 'c'])
  await topics.get('b')
  topics.sweep((id) => id === 'c')
  expect(there()).toEqual(['b', 'c'])
  topics.sweep(() => false)
  expect(there()).toEqual([])
})
