import { describe, expect, it } from 'vitest'
import { standing, type Logged } from '../../client/live/undo.ts'

const goal = (id: string): Logged => ({ id, kind: 'score', side: 'home', key: 'goal' })
const undo = (id: string, target: string): Logged => ({ id, kind: 'void', target })
const ids = (log: Logged[]) => standing(log).events.map(({ id }) => id)

describe('what stands of a log', () => {
  it('leaves out what was undone, and the undoing itself', () => {
    expect(ids([goal('a'), goal('b'), undo('x', 'b')])).toEqual(['a'])
  })

  it('has an event again when its undoing was undone, at any depth', () => {
    const log = [goal('a'), undo('x', 'a'), undo('y', 'x')]
    expect(ids(log)).toEqual(['a'])
    expect(ids([...log, undo('z', 'y')])).toEqual([])
  })

  it('offers to put back only what the newest event took back', () => {
    expect(standing([goal('a'), undo('x', 'a')]).lastVoid?.id).toBe('x')
    expect(standing([goal('a'), undo('x', 'a'), goal('b')]).lastVoid).toBeUndefined()
  })
})
