import { z } from 'zod'
import { type SchemaName, schemas } from '../../src/detections/schemas/schema-of.ts'

/** Kinds of content with several forms, and which these are; the newest first. */
const forms: Readonly<Record<string, readonly SchemaName[]>> = {
  detection: ['detection-3', 'detection-2', 'detection-1'],
  lookup: ['lookup-2', 'lookup-1'],
}

/** File names and texts. */
export function jsonSchemas(): readonly (readonly [name: string, text: string])[] {
  const single = Object.entries(schemas).map(
    ([name, schema]) => [`${name}.schema.json`, print(z.toJSONSchema(schema))] as const,
  )
  const either = Object.entries(forms).map(
    ([name, parts]) =>
      [
        `${name}.schema.json`,
        print({
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          anyOf: parts.map((part) => ({ $ref: `${part}.schema.json` })),
        }),
      ] as const,
  )
  return [...single, ...either]
}

const print = (schema: unknown): string => `${JSON.stringify(schema, null, 2)}\n`
