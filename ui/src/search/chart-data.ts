import type { Row } from '../parts/rows-table.tsx'

/** Numbers over time as `timechart` gives them, or over the values of a field as `chart` and `top` do. */
export type ChartData =
  | {
      readonly kind: 'time'
      /** Seconds since 1970. */
      readonly times: readonly number[]
      readonly series: readonly Series[]
    }
  | {
      readonly kind: 'bars'
      readonly labels: readonly string[]
      readonly series: readonly Series[]
    }

export interface Series {
  readonly name: string
  readonly values: readonly (number | null)[]
}

const mostSeries = 12
const mostBars = 50

/** `undefined` for rows that no chart can show. */
export function chartOf(fields: readonly string[], rows: readonly Row[]): ChartData | undefined {
  const shown = fields.filter((field) => !field.startsWith('_') || field === '_time')
  const [axis, ...measures] = shown
  if (axis === undefined || rows.length === 0 || fields.includes('_raw')) return undefined
  const numeric = measures.filter((field) => rows.every((row) => isNumber(row[field])))
  if (numeric.length === 0) return undefined
  const series = numeric.slice(0, mostSeries).map((name) => ({
    name,
    values: rows.map((row) => numberOf(row[name])),
  }))
  if (axis === '_time') {
    const times = rows.map((row) => timeOf(row['_time']))
    return times.some(Number.isNaN) ? undefined : { kind: 'time', times, series }
  }
  const labels = rows.slice(0, mostBars).map((row) => String(row[axis] ?? ''))
  return {
    kind: 'bars',
    labels,
    series: series.map(({ name, values }) => ({ name, values: values.slice(0, mostBars) })),
  }
}

const isNumber = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || Number.isFinite(Number(value))

const numberOf = (value: unknown): number | null =>
  value === null || value === undefined || value === '' ? null : Number(value)

const timeOf = (value: unknown): number => {
  const number = Number(value)
  return Number.isFinite(number) ? number : Date.parse(String(value)) / 1000
}
