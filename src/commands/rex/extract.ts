import { type Batch, type Column, plainColumn, withColumns } from '../../contract/batch.ts'
import { textOfScalar } from '../../values/convert.ts'
import type { PatternMatch, PatternMatcher } from '../../values/pattern.ts'
import {
  isMultivalue,
  multivalueOf,
  type Scalar,
  type Value,
  valuesOf,
} from '../../values/value.ts'
import { perValue } from '../shared-per-value.ts'

export interface ExtractOptions {
  readonly maxMatches: number
  readonly offsetField?: string
}

export interface NamedGroup {
  readonly name: string
  readonly index: number
}

export const namedGroupsOf = (matcher: PatternMatcher): readonly NamedGroup[] =>
  matcher.groupNames.flatMap((name, index) => (name === '' ? [] : [{ name, index }]))

/**
 * The first match alone, written straight into columns: the usual case, in which making a table of fields for each row would take most of
 * the time. Where nothing matches a field keeps what it had.
 * @param extract finds the fields of a multivalue
 */
export function withFirstMatch(
  batch: Batch,
  source: Column,
  matcher: PatternMatcher,
  extract: (value: Value) => ReadonlyMap<string, Value>,
): Batch {
  const groups = namedGroupsOf(matcher)
  const made = new Map<string, Value[]>()
  const valuesFor = (name: string): Value[] => {
    let values = made.get(name)
    if (!values) {
      values = valuesBefore(batch, name)
      made.set(name, values)
    }
    return values
  }
  const matchAt = perValue(source, (value) =>
    value === null || isMultivalue(value) ? null : matcher.exec(textOfScalar(value as Scalar)),
  )
  for (let row = 0; row < batch.length; row++) {
    const match = matchAt(row)
    if (match) {
      for (const { name, index } of groups) {
        const part = match.groups[index]
        if (part !== undefined) valuesFor(name)[row] = part
      }
      continue
    }
    const value = source.at(row)
    if (isMultivalue(value)) {
      for (const [name, found] of extract(value)) valuesFor(name)[row] = found
    }
  }
  if (made.size === 0) return batch
  return withColumns(
    batch,
    new Map([...made].map(([name, values]): [string, Column] => [name, plainColumn(values)])),
  )
}

function valuesBefore(batch: Batch, name: string): Value[] {
  const column = batch.column(name)
  const values = new Array<Value>(batch.length).fill(null)
  if (column) for (let row = 0; row < batch.length; row++) values[row] = column.at(row)
  return values
}

/** The fields that a pattern finds in a value, of a multivalue in each of its values. Only groups that took part are fields. */
export function extractor(
  matcher: PatternMatcher,
  { maxMatches, offsetField }: ExtractOptions,
): (value: Value) => ReadonlyMap<string, Value> {
  const groups = namedGroupsOf(matcher)
  const take = (match: PatternMatch, found: Map<string, Scalar[]>): void => {
    for (const { name, index } of groups) {
      const part = match.groups[index]
      if (part !== undefined) add(found, name, part)
    }
    if (offsetField === undefined) return
    const offsets = groups.flatMap(({ name, index }) => {
      const part = match.groups[index]
      const start = match.starts[index] as number
      return part === undefined ? [] : [`${name}=${start}-${start + part.length - 1}`]
    })
    if (offsets.length > 0) add(found, offsetField, offsets.join('&'))
  }
  const takeAll = (text: string, found: Map<string, Scalar[]>): void => {
    let from = 0
    for (let count = 0; count < maxMatches && from <= text.length; count++) {
      const match = matcher.exec(text, from)
      if (!match) return
      take(match, found)
      // A match of nothing must not be found again.
      from = match.end > match.index ? match.end : match.end + 1
    }
  }
  return (value) => {
    const found = new Map<string, Scalar[]>()
    for (const one of valuesOf(value)) takeAll(textOfScalar(one), found)
    return new Map([...found].map(([name, values]) => [name, multivalueOf(values)]))
  }
}

function add(found: Map<string, Scalar[]>, name: string, value: string): void {
  const values = found.get(name)
  if (values) values.push(value)
  else found.set(name, [value])
}
