import { expect, test } from 'vitest'
import { settings } from '../../server/config.ts'
import { readmeTable } from '../support/readme.ts'

test('the README’s table of settings says what the schema says', () => {
  const defaults = settings.parse({}) as Record<string, unknown>
  const rows = Object.entries(settings.shape).map(([name, field]) => [
    name,
    defaults[name] === undefined ? '' : String(defaults[name]),
    field.description,
  ])
  expect(readmeTable('Settings')).toEqual(rows)
})
