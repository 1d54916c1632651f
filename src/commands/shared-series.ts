import { type Batch, batchOf, type Column, plainColumn } from '../contract/batch.ts'
import type { Scope } from '../contract/command.ts'
import type { AggregateCall } from '../language/ast.ts'
import { compareSortKeys } from '../values/compare.ts'
import { numberOf, textOfScalar } from '../values/convert.ts'
import { type Scalar, type Value, valuesOf } from '../values/value.ts'
import {
  collectAssignment,
  createFieldCoder,
  groupSortKey,
  missing,
  several,
} from './shared-groups.ts'
import type { Measure } from './shared-measure.ts'
import { accumulate, createMeasures, resultOf } from './shared-measures.ts'
import { createPairNumbers } from './shared-pair-numbers.ts'
import type { Buckets } from './shared-spans.ts'

/** How the values of a field become columns. */
export interface SeriesOptions {
  /** How many series have a column of their own; 0 for all. */
  readonly limit: number
  /** Of these the largest (`top`) or the smallest. */
  readonly keeps: 'top' | 'bottom'
  /** The others share a column. */
  readonly useother: boolean
  readonly otherstr: string
  /** Rows without the field have a column. */
  readonly usenull: boolean
  readonly nullstr: string
  /** `$AGG$: $VAL$`, when there are several aggregates. */
  readonly format: string
}

/** Rows by columns of aggregates: what `chart` and `timechart` have in common. */
export interface SeriesTable {
  add(batch: Batch, rows: TableRows): void
  /**
   * @param rows the table's rows in order, by number; negative for one without data
   * @param widthOf seconds that the row stands for
   */
  finish(
    leading: ReadonlyMap<string, Column>,
    rows: readonly number[],
    widthOf?: (row: number) => number,
  ): Batch
}

/** The numbers of the table's rows that the rows of a batch belong to. */
export interface TableRows {
  /** By row of the batch; `missing` for none, `several` where `all` tells them. */
  readonly numbers: Int32Array
  all?(row: number): readonly number[]
}

/** The field whose values make the series, and what stands for them. */
export interface SeriesField extends Buckets {
  readonly name: string
}

/** The code of rows that lack the field of the series. */
const nullCode = missing

export function createSeriesTable(
  calls: readonly AggregateCall[],
  field: SeriesField | undefined,
  options: SeriesOptions,
  scope: Scope,
  buckets: boolean,
): SeriesTable {
  const measures = createMeasures(calls, scope, { buckets, ...(field && { except: [field.name] }) })
  const labels = createFieldCoder(field)
  const cells = createCells(scope)

  /** By row the code of its label, `several` where it has more than one. */
  const readSeries = (batch: Batch): Int32Array => {
    const codes = new Int32Array(batch.length)
    const column = field && batch.column(field.name)
    if (column) labels.read(column, codes)
    else codes.fill(nullCode)
    return codes
  }

  const allSeries = (batch: Batch, row: number): number[] => {
    const value = batch.column(field?.name ?? '')?.at(row) ?? null
    return valuesOf(value).map((one) => labels.codeOf(one))
  }

  return {
    add(batch, { numbers, all }) {
      const series = readSeries(batch)
      const assignment = collectAssignment(batch.length)
      const put = (row: number, tableRow: number, code: number): void => {
        const cell = cells.at(tableRow, code)
        if (cell >= 0) assignment.put(row, cell)
      }
      const putAll = (row: number, tableRow: number, code: number): void => {
        const tableRows = tableRow === several ? (all?.(row) ?? []) : [tableRow]
        const codes = code === several ? allSeries(batch, row) : [code]
        for (const each of tableRows) for (const one of codes) put(row, each, one)
      }
      for (let row = 0; row < batch.length; row++) {
        const tableRow = numbers[row] as number
        const code = series[row] as number
        if (tableRow >= 0 && code !== several) put(row, tableRow, code)
        else if (tableRow !== missing) putAll(row, tableRow, code)
      }
      accumulate(measures.bind(batch), batch, assignment.collected())
    },
    finish(leading, rows, widthOf) {
      const columns = new Map(leading)
      const all = measures.measures()
      const put = (name: string, cellsOfRow: (row: number) => Value): void => {
        if (!columns.has(name)) columns.set(name, plainColumn(rows.map(cellsOfRow)))
      }
      if (!field) {
        for (const measure of all) {
          put(measure.name, (row) => resultOf(measure, cells.find(row, nullCode), widthOf?.(row)))
        }
        return batchOf(columns, rows.length)
      }
      const present = rows.filter((row) => row >= 0)
      const series = chooseSeries(all, field, labels.values, cells, present, options, widthOf)
      for (const measure of all) {
        for (const { name, codes } of series) {
          const title = all.length === 1 ? name : seriesName(options.format, measure.name, name)
          const others = codes.length > 1 ? mergedStates(measure, cells, codes) : undefined
          put(title, (row) => {
            const single = codes.length === 1 ? cells.find(row, codes[0] as number) : -1
            return others
              ? resultOf({ ...measure, states: others(row) }, 0, widthOf?.(row))
              : resultOf(measure, single, widthOf?.(row))
          })
        }
      }
      return batchOf(columns, rows.length)
    },
  }
}

const seriesName = (format: string, aggregate: string, value: string): string =>
  format.replaceAll(/\$AGG\$|\$VAL\$/gi, (token) =>
    token.toUpperCase() === '$AGG$' ? aggregate : value,
  )

/** Numbers the pairs of a row and a series that have data. */
interface Cells {
  at(row: number, code: number): number
  /** Negative when the pair has no data. */
  find(row: number, code: number): number
}

function createCells({ limits, report }: Scope): Cells {
  const pairs = createPairNumbers()
  return {
    at(row, code) {
      const known = pairs.find(row, code)
      if (known >= 0) return known
      if (pairs.size < limits.maxRows) return pairs.add(row, code)
      report({
        code: 'SPL0601',
        severity: 'error',
        message: `the chart has more than ${limits.maxRows} cells; the result is not complete`,
      })
      return -1
    },
    find: pairs.find,
  }
}

interface Series {
  readonly name: string
  /** Several for the one that holds all others. */
  readonly codes: readonly number[]
}

/**
 * Series in the order of their names, then what others share, then what has no name. Which of them have a column of their own is decided by
 * the sum of their cells. Source: Splunk Search Reference, "chart" and "timechart", limit, useother, usenull.
 */
function chooseSeries(
  measures: readonly Measure[],
  field: SeriesField,
  labels: readonly Scalar[],
  cells: Cells,
  rows: readonly number[],
  options: SeriesOptions,
  widthOf: ((row: number) => number) | undefined,
): Series[] {
  const codes = labels.map((_, index) => index)
  const named = (code: number): string => textOfScalar(field.labelOf(labels[code] as Scalar))
  const order = (left: number, right: number): number =>
    compareSortKeys(groupSortKey(labels[left] as Scalar), groupSortKey(labels[right] as Scalar))
  const chosen = new Set(codes)
  if (options.limit > 0 && codes.length > options.limit) {
    const scores = new Map(
      codes.map((code) => [code, scoreOf(code, measures, cells, rows, widthOf)]),
    )
    const sign = options.keeps === 'top' ? -1 : 1
    const ranked = [...codes].sort(
      (left, right) =>
        ((scores.get(left) ?? 0) - (scores.get(right) ?? 0)) * sign || order(left, right),
    )
    for (const code of ranked.slice(options.limit)) chosen.delete(code)
  }
  const series: Series[] = [...chosen]
    .sort(order)
    .map((code) => ({ name: named(code), codes: [code] }))
  const rest = codes.filter((code) => !chosen.has(code))
  // One that is left over still goes by the name of the others.
  if (options.useother && rest.length > 0) series.push({ name: options.otherstr, codes: rest })
  if (options.usenull && rows.some((row) => cells.find(row, nullCode) >= 0)) {
    series.push({ name: options.nullstr, codes: [nullCode] })
  }
  return series
}

function scoreOf(
  code: number,
  measures: readonly Measure[],
  cells: Cells,
  rows: readonly number[],
  widthOf: ((row: number) => number) | undefined,
): number {
  let score = 0
  const [first] = measures
  if (!first) return score
  for (const row of rows) {
    const cell = cells.find(row, code)
    if (cell >= 0) score += numberOf(resultOf(first, cell, widthOf?.(row))) ?? 0
  }
  return score
}

/** The states of several series put together, row by row. */
const mergedStates =
  ({ aggregate, states, parameter }: Measure, cells: Cells, codes: readonly number[]) =>
  (row: number): unknown[] => {
    let merged: unknown
    for (const code of codes) {
      const state = states[cells.find(row, code)]
      if (state === undefined) continue
      merged = aggregate.merge(merged ?? aggregate.start(parameter), state)
    }
    return [merged]
  }
