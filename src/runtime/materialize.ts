import { type Batch, batchOf, type Column, listOf, plainColumn } from '../contract/batch.ts'
import { wildcardMatcher } from '../values/wildcard.ts'

/**
 * A batch that holds only these fields, apart from what it was made from: so that a few matching events do not keep a whole
 * chunk of a log in memory, and can be sent to another thread.
 * @param demand names, some with `*`, or all fields
 */
export function materialize(batch: Batch, demand: ReadonlySet<string> | 'all'): Batch {
  const columns = new Map<string, Column>()
  for (const name of fieldsIn(batch, demand)) {
    const column = batch.column(name)
    if (!column) continue
    const settled = settledColumn(column)
    if (hasValues(settled)) columns.set(name, settled)
  }
  return batchOf(columns, batch.length)
}

/** Lists and small dictionaries are apart already; other columns may still refer to what they are made from. */
function settledColumn(column: Column): Column {
  const { list, dictionary, length } = column
  if (list || (dictionary && dictionary.values.length <= length)) return column
  return plainColumn(listOf(column, length))
}

function hasValues(column: Column): boolean {
  for (let row = 0; row < column.length; row++) if (column.at(row) !== null) return true
  return false
}

function fieldsIn(batch: Batch, demand: ReadonlySet<string> | 'all'): Iterable<string> {
  if (demand === 'all') return batch.fields()
  if (![...demand].some((name) => name.includes('*'))) return demand
  const wanted = [...demand].map((name) => wildcardMatcher(name, { ignoreCase: false }))
  return batch.fields().filter((name) => wanted.some((matcher) => matcher.test(name)))
}
