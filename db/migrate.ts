import { readdirSync, readFileSync } from 'node:fs'

export interface Migration {
  version: number
  name: string
  sql: string
}

/** The migrations of a folder (`001_init.sql`, `002_….sql`) that a database at `version` has not had. */
export function pendingMigrations(folder: URL, version: number): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => /^\d{3}_.*\.sql$/.test(name))
    .toSorted()
  names.forEach((name, index) => {
    // A gap or a twin would run on some databases and never on others.
    if (Number(name.slice(0, 3)) !== index + 1)
      throw new Error(`Migration ${name} should have number ${index + 1}`)
  })
  if (version > names.length)
    throw new Error(
      `it was written by a newer version of this program ` +
        `(its schema is ${version}, this program knows ${names.length}): update the program`,
    )
  return names.slice(version).map((name) => ({
    version: Number(name.slice(0, 3)),
    name,
    sql: readFileSync(new URL(name, folder), 'utf8'),
  }))
}
