import { expect, it } from 'vitest'
import { listIn } from '../../client/parts/list-in.ts'

it('takes a pasted list apart, without its bullets and numbers', () => {
  expect(listIn('1. Tea\r\n2) Coffee\n\n- Mate\n• Water\na) Cocoa\n')).toEqual([
    'Tea',
    'Coffee',
    'Mate',
    'Water',
    'Cocoa',
  ])
})

it('leaves texts alone that only begin like a list', () => {
  expect(listIn('3 of us\n2026')).toEqual(['3 of us', '2026'])
})
