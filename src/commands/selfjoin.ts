import {
  type Batch,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { fieldList, flag, integer, option, sequence } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

/** Rows with the same values in these fields; rows that lack one are left out. */
function rowsByKey(batch: Batch, names: readonly string[]): Iterable<readonly number[]> {
  const columns = names.map((name) => batch.column(name))
  const groups = new Map<string, number[]>()
  for (let row = 0; row < batch.length; row++) {
    const values = columns.map((column) => column?.at(row) ?? null)
    if (values.includes(null)) continue
    const key = JSON.stringify(values)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups.values()
}

/** Of rows that agree the first is joined with those that follow it. Source: Splunk Search Reference, "selfjoin". */
export const selfjoin = defineCommand({
  name: 'selfjoin',
  kind: 'dataset',
  summary: 'Joins rows with others of the same result that agree in some fields.',
  syntax: sequence({
    overwrite: flag('overwrite', {
      or: true,
      about: 'Fields of the later row go before fields of the same name.',
    }),
    max: option('max', integer(), {
      or: 1,
      about: 'How many other rows a row is joined with; 0 takes all.',
    }),
    keepsingle: flag('keepsingle', { or: false, about: 'Keeps rows that have no other.' }),
    names: fieldList({ about: 'The fields in which rows must agree.' }),
  }),
  flow: ({ names }) => ({ needs: names }),
  operator({ overwrite, max, keepsingle, names }, scope) {
    const held = holdRows('selfjoin', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, scope.demand, names))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        const groups = rowsByKey(all, names)
        const firsts: number[] = []
        const others: number[] = []
        for (const [first, ...rest] of groups) {
          const partners = rest.slice(0, max <= 0 ? rest.length : max)
          if (partners.length === 0 && keepsingle) partners.push(first as number)
          for (const partner of partners) {
            firsts.push(first as number)
            others.push(partner)
          }
        }
        const output = selectRows(all, firsts)
        const changes = new Map<string, Column>()
        for (const name of all.fields()) {
          const column = all.column(name)
          if (!column || names.includes(name)) continue
          const values = firsts.map((first, row): Value => {
            const own = column.at(first)
            const other = column.at(others[row] as number)
            return overwrite ? (other ?? own) : (own ?? other)
          })
          changes.set(name, plainColumn(values))
        }
        return [withColumns(output, changes)]
      },
    }
  },
  examples: [
    {
      title: 'Start and end of a session in one row',
      query: 'selfjoin session',
      input: [
        { session: 1, login: 10 },
        { session: 1, logout: 20 },
        { session: 2, login: 11 },
      ],
      output: [{ session: 1, login: 10, logout: 20 }],
    },
    {
      title: 'Rows without a partner kept',
      query: 'selfjoin keepsingle=true overwrite=false session',
      input: [
        { session: 1, n: 1 },
        { session: 1, n: 2 },
        { session: 2, n: 3 },
      ],
      output: [
        { session: 1, n: 1 },
        { session: 2, n: 3 },
      ],
    },
  ],
})
