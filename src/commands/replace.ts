import { type Batch, type Column, plainColumn } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { clause, fieldList, maybe, repeat, sequence, word } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Scalar, type Value } from '../values/value.ts'
import { capturesOf, fieldNames, withCaptures } from './shared-field-names.ts'
import { projected } from './shared-projection.ts'

interface Replacement {
  readonly from: string
  readonly to: string
}

/** The value with what its asterisks stood for put where the replacement has asterisks; a scalar that no pattern means stays. */
function replaced(value: Scalar, list: readonly Replacement[]): Scalar {
  const text = textOfScalar(value)
  for (const { from, to } of list) {
    // Unlike field names, values may begin with an underscore that a wildcard stands for.
    const captured = capturesOf(`_${from}`, `_${text}`)
    if (!captured) continue
    return withCaptures(to, captured)
  }
  return value
}

function replacedColumn(column: Column, list: readonly Replacement[], length: number): Column {
  const one = (value: Value): Value => {
    if (value === null) return null
    return isMultivalue(value)
      ? value.map((each) => replaced(each, list))
      : replaced(value as Scalar, list)
  }
  return plainColumn(Array.from({ length }, (_, row) => one(column.at(row))))
}

function replaceIn(
  batch: Batch,
  list: readonly Replacement[],
  names: readonly string[] | undefined,
): Batch {
  const wanted = names && fieldNames(names)
  const made = new Map<string, Column | undefined>()
  return projected(batch, {
    fields: () => batch.fields(),
    column(name) {
      if (wanted && !wanted.has(name)) return batch.column(name)
      if (!made.has(name)) {
        const column = batch.column(name)
        made.set(name, column && replacedColumn(column, list, batch.length))
      }
      return made.get(name)
    },
  })
}

/** The first pattern that means the whole value counts. Source: Splunk Search Reference, "replace". */
export const replace = defineCommand({
  name: 'replace',
  kind: 'streaming',
  summary: 'Replaces whole values of fields; * stands for anything.',
  syntax: sequence({
    list: repeat(
      sequence({
        from: word({ about: 'The value to replace; * stands for anything.' }),
        to: clause(
          'WITH',
          word({ about: 'What takes its place; * is what the asterisk stood for.' }),
        ),
      }),
      { atLeast: 1, separator: ', ' },
    ),
    names: maybe(
      clause('IN', fieldList({ wildcards: true, about: 'The fields; all without it.' })),
    ),
  }),
  flow: ({ names }) => (names ? { needs: names } : {}),
  operator: ({ list, names }) => ({ process: (batch) => replaceIn(batch, list, names) }),
  examples: [
    {
      title: 'Part of a value kept',
      query: 'replace *.corp.example WITH * IN host',
      input: [{ host: 'web1.corp.example' }, { host: 'db1' }],
      output: [{ host: 'web1' }, { host: 'db1' }],
    },
    {
      title: 'Nothing of what the asterisk stood for is kept',
      query: 'replace *.local WITH local IN host',
      input: [{ host: 'web1.local' }],
      output: [{ host: 'local' }],
    },
    {
      title: 'Several values, in all fields; values that only contain them stay',
      query: 'replace 0 WITH no, 1 WITH yes',
      input: [{ ok: 1, failed: '0', n: 10 }],
      output: [{ ok: 'yes', failed: 'no', n: 10 }],
    },
  ],
})
