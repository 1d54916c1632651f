import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { jsonSchemas } from './schemas/json-schemas.ts'

/** Writes the JSON Schemas of content files into `schemas/`, where editors find them: `npm run schemas`. */
const folder = resolve(import.meta.dirname, '..', 'schemas')
mkdirSync(folder, { recursive: true })
for (const [name, text] of jsonSchemas()) writeFileSync(resolve(folder, name), text)
