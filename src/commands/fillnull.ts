import {
  type Batch,
  type Column,
  constantColumn,
  emptyBatch,
  plainColumn,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { fieldList, option, sequence, word } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

function filled(column: Column, value: Value): Column | undefined {
  let holes = 0
  const values = new Array<Value>(column.length)
  for (let row = 0; row < column.length; row++) {
    const own = column.at(row)
    if (own === null) holes++
    values[row] = own ?? value
  }
  if (holes === column.length) return undefined
  return holes === 0 ? column : plainColumn(values)
}

function hasValue(column: Column | undefined): boolean {
  if (!column) return false
  for (let row = 0; row < column.length; row++) if (column.at(row) !== null) return true
  return false
}

function fillListed(batch: Batch, names: readonly string[], value: Value): Batch {
  const changes = new Map<string, Column>()
  for (const name of names) {
    const column = batch.column(name)
    changes.set(name, (column && filled(column, value)) ?? constantColumn(value, batch.length))
  }
  return withColumns(batch, changes)
}

/**
 * Without a list only fields that some row of the whole result has are filled, so all rows are held back.
 * Source: Splunk Search Reference, "fillnull".
 */
export const fillnull = defineCommand({
  name: 'fillnull',
  kind: ({ names }) => (names.length > 0 ? 'streaming' : 'dataset'),
  summary: 'Puts a value where fields are missing.',
  syntax: sequence({
    value: option('value', word(), { about: 'The value that is put there; 0 when left out.' }),
    names: fieldList({
      optional: true,
      about: 'The fields; they are made when no row has them. Without names all fields there are.',
    }),
  }),
  flow: ({ names }) => ({ needs: names, adds: names }),
  readsOrder: false,
  operator({ value = 0, names }, scope) {
    if (names.length > 0) return { process: (batch) => fillListed(batch, names, value) }
    const held = holdRows('fillnull', scope)
    const existing = new Set<string>()
    return {
      process(batch) {
        const rows = onlyDemanded(batch, scope.demand)
        for (const name of rows.fields()) {
          if (!existing.has(name) && hasValue(rows.column(name))) existing.add(name)
        }
        held.add(rows)
        return emptyBatch
      },
      *finish() {
        for (const rows of held.parts()) yield fillListed(rows, [...existing], value)
      },
    }
  },
  examples: [
    {
      title: 'Every field that some row has',
      query: 'fillnull',
      input: [{ user: 'ann' }, { host: 'web1' }],
      output: [
        { user: 'ann', host: 0 },
        { user: 0, host: 'web1' },
      ],
    },
    {
      title: 'Named fields are made',
      query: 'fillnull value=unknown user zone',
      input: [{ user: 'ann' }, { host: 'web1' }],
      output: [
        { user: 'ann', zone: 'unknown' },
        { host: 'web1', user: 'unknown', zone: 'unknown' },
      ],
    },
  ],
})
