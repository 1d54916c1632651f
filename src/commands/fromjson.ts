import { defineCommand } from '../contract/command.ts'
import { field, option, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import { multivalueOf, type Scalar, type Value } from '../values/value.ts'
import { type FoundFields, withFound } from './shared-extraction.ts'
import { perValue } from './shared-per-value.ts'

const scalarOf = (json: unknown): Scalar | null => {
  if (json === null) return null
  if (typeof json === 'string' || typeof json === 'number') return json
  return JSON.stringify(json)
}

/** Members of an object; arrays become multivalues, objects inside stay JSON. */
function membersOf(text: string, prefix: string): FoundFields {
  const found = new Map<string, Value>()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return found
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return found
  for (const [name, value] of Object.entries(json)) {
    found.set(
      prefix + name,
      Array.isArray(value)
        ? multivalueOf(value.flatMap((each) => scalarOf(each) ?? []))
        : scalarOf(value),
    )
  }
  return found
}

/** Source: Splunk Search Reference, "fromjson". */
export const fromjson = defineCommand({
  name: 'fromjson',
  kind: 'streaming',
  summary: 'Makes a field of each member of a JSON object.',
  syntax: sequence({
    prefix: option('prefix', word(), {
      or: '',
      about: 'What the names of the new fields begin with.',
    }),
    name: field({ about: 'The field that holds a JSON object.' }),
  }),
  flow: ({ name }) => ({ needs: [name], addsUnknown: true }),
  operator: ({ prefix, name }) => ({
    process: (batch) =>
      withFound(
        batch,
        perValue(batch.column(name), (value) => membersOf(textOf(value), prefix)),
      ),
  }),
  examples: [
    {
      title: 'Members of an object',
      query: 'fromjson prefix=j_ object',
      input: [{ object: '{"user":"ann","ports":[22,443],"more":{"a":1}}' }],
      output: [
        {
          object: '{"user":"ann","ports":[22,443],"more":{"a":1}}',
          j_user: 'ann',
          j_ports: [22, 443],
          j_more: '{"a":1}',
        },
      ],
    },
    {
      title: 'What is no object gives nothing',
      query: 'fromjson object',
      input: [{ object: '[1]' }, { object: '{' }],
      output: [{ object: '[1]' }, { object: '{' }],
    },
  ],
})
