import { type Batch, type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { fieldList } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { fieldNames, isInternal } from './shared-field-names.ts'
import { demandedFields } from './shared-held-rows.ts'

/** Source: Splunk Search Reference, "filldown". */
export const filldown = defineCommand({
  name: 'filldown',
  kind: 'stateful',
  summary: 'Puts the last value before it where a field is missing.',
  syntax: fieldList({
    wildcards: true,
    optional: true,
    about: 'The fields; all without it.',
  }),
  flow: (names) => ({ needs: names }),
  operator(names, { demand }) {
    const wanted = fieldNames(names)
    const last = new Map<string, Value>()
    const namesIn = (batch: Batch): readonly string[] => {
      if (names.length === 0)
        return demandedFields(batch, demand).filter((name) => !isInternal(name))
      return wanted.among(
        () => batch.fields(),
        () => true,
      )
    }
    return {
      process(batch) {
        const changes = new Map<string, Column>()
        for (const name of new Set([...namesIn(batch), ...last.keys()])) {
          const column = batch.column(name)
          let before = last.get(name) ?? null
          if (!column && before === null) continue
          const values = Array.from({ length: batch.length }, (_, row): Value => {
            before = column?.at(row) ?? before
            return before
          })
          last.set(name, before)
          changes.set(name, plainColumn(values))
        }
        return changes.size === 0 ? batch : withColumns(batch, changes)
      },
    }
  },
  examples: [
    {
      title: 'A report without repeated names',
      query: 'filldown host',
      input: [{ host: 'a1', n: 1 }, { n: 2 }, { host: 'b2', n: 3 }, { n: 4 }],
      output: [
        { host: 'a1', n: 1 },
        { host: 'a1', n: 2 },
        { host: 'b2', n: 3 },
        { host: 'b2', n: 4 },
      ],
    },
    {
      title: 'Nothing stands before the first value',
      query: 'filldown',
      input: [{ n: 1 }, { host: 'a1' }, { n: 2 }],
      output: [{ n: 1 }, { host: 'a1', n: 1 }, { host: 'a1', n: 2 }],
    },
  ],
})
