import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../scripts/schemas/json-schemas.ts'

test('the JSON Schemas for editors are up to date (npm run schemas)', () => {
  const folder = resolve(import.meta.dirname, '..', 'schemas')
  const made = new Map(jsonSchemas())
  expect(readdirSync(folder).sort()).toEqual([...made.keys()].sort())
  for (const [name, text] of made) expect(readFileSync(resolve(folder, name), 'utf8')).toBe(text)
})
