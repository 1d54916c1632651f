import { defineSpecialFunction, text } from '../../contract/define-function.ts'
import { textOf } from '../../values/convert.ts'
import { parseJson } from '../shared-json.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", lookup(). */
export const lookup = defineSpecialFunction({
  name: 'lookup',
  category: 'comparison',
  summary:
    'Looks up fields in a lookup table; the result is a JSON object, with an array where several rows match.',
  parameters: {
    lookupTable: text('The name of the lookup, as a string literal.'),
    match: text('A JSON object: fields of the table and the values they must have.'),
    output: text('A JSON array: the fields of the table to return.'),
  },
  returns: 'string',
  compile([table, match, output], scope) {
    const name = table!.constant?.value
    if (typeof name !== 'string') {
      return { code: 'SPL0302', problem: 'the name of a lookup is wanted', argument: 0 }
    }
    const reader = scope.lookup(name)
    if (!reader) return { code: 'SPL0306', problem: `unknown lookup "${name}"`, argument: 0 }
    return (batch) => {
      const wanted = match!.bind(batch)
      const fields = output!.bind(batch)
      const times = reader.isTimed ? batch.column('_time') : undefined
      return (row) => {
        const keys = textsOf(parseJson(wanted(row)))
        const names = parseJson(fields(row))
        if (!keys || !Array.isArray(names)) return null
        const rows = reader.find(keys, times?.at(row))
        if (rows.length === 0) return null
        const result: [string, unknown][] = []
        for (const field of names) {
          const values = rows.flatMap((found) => found[String(field)] ?? [])
          if (values.length > 0)
            result.push([String(field), values.length === 1 ? values[0] : values])
        }
        return JSON.stringify(Object.fromEntries(result))
      }
    }
  },
  examples: [
    {
      expression: 'lookup("ports", json_object("port", port), json_array("service"))',
      row: { port: '22' },
      result: '{"service":"ssh"}',
    },
    {
      expression: 'lookup("ports", json_object("port", "9"), json_array("service"))',
      result: null,
    },
  ],
})

/** The members as text; `null` when it is no object or a member is null, which matches nothing. */
function textsOf(json: unknown): Record<string, string> | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null
  const entries: [string, string][] = []
  for (const [key, value] of Object.entries(json)) {
    if (value === null || typeof value === 'object') return null
    entries.push([key, textOf(value)])
  }
  return Object.fromEntries(entries)
}
