import { batchOf, type Column } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { flag, integer, option, sequence, word } from '../language/syntax.ts'
import { isInternal } from './shared-field-names.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { firstRows } from './shared-row-ranges.ts'

/** Rows go on as they are. Source: Splunk Search Reference, "outputlookup". */
export const outputlookup = defineCommand({
  name: 'outputlookup',
  kind: 'stateful',
  summary: 'Writes the rows into a lookup, and passes them on.',
  syntax: sequence({
    append: flag('append', { or: false, about: 'Adds to the lookup instead of replacing it.' }),
    createEmpty: flag('create_empty', {
      or: true,
      about: 'Without rows the lookup becomes empty.',
    }),
    overrideIfEmpty: flag('override_if_empty', {
      or: true,
      about: 'Without rows the lookup becomes empty.',
    }),
    max: option('max', integer(), { about: 'How many rows are written.' }),
    keyField: option('key_field', word(), {
      about: 'With append=true a row takes the place of the one with the same value of this field.',
    }),
    allowUpdates: flag('allow_updates', {
      or: true,
      about: 'With append=true and key_field, whether rows that are there are replaced.',
    }),
    createinapp: flag('createinapp', { about: 'Accepted; there are no apps.' }),
    createContext: option('create_context', word(), { about: 'Accepted; there are no apps.' }),
    outputFormat: option('output_format', word(), {
      about: 'Accepted; several values are joined.',
    }),
    table: word({ usage: '<lookup>', about: 'The lookup.' }),
  }),
  flow: () => ({ needsAll: true }),
  parts: () => ({ writes: true }),
  operator({ append, createEmpty, overrideIfEmpty, max, keyField, allowUpdates, table }, scope) {
    const held = holdRows('outputlookup', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return batch
      },
      finish() {
        if (held.count === 0 && !(createEmpty && overrideIfEmpty)) return []
        if (!scope.writeLookup) {
          scope.report({
            code: 'SPL0502',
            severity: 'warning',
            message: `the lookup "${table}" is not written: this search may not change lookups`,
          })
          return []
        }
        const all = held.all()
        const columns = new Map<string, Column>()
        for (const name of all.fields()) {
          const column = all.column(name)
          if (column && (name === keyField || !isInternal(name))) columns.set(name, column)
        }
        const rows = firstRows(batchOf(columns, all.length), max ?? all.length)
        const adding = keyField === undefined ? 'append' : { keyField, allowUpdates }
        scope.writeLookup(table, rows, append ? adding : 'replace')
        return []
      },
    }
  },
  examples: [
    {
      title: 'Rows are passed on',
      query: 'outputlookup seen | eval m=n+1',
      input: [{ n: 1 }],
      output: [{ n: 1, m: 2 }],
    },
    { title: 'No rows', query: 'outputlookup append=true seen', input: [], output: [] },
  ],
})
