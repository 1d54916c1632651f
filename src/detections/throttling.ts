import { parseDuration } from '../values/time-span.ts'
import type { Throttling } from './detection.ts'
import { rowTime } from './result-row.ts'
import type { ResultRow } from './tokens.ts'

/**
 * Which rows raise nothing, since a row with the same values of the fields did so less than the period before. Rows count in the order
 * of their times; those without a time of their own have that of the search. Source: savedsearches.conf specification,
 * `alert.suppress`, `alert.suppress.fields` and `alert.suppress.period`.
 */
export function throttledRows(
  throttling: Throttling | null,
  rows: readonly ResultRow[],
  searchTime: number,
): ReadonlySet<number> {
  const throttled = new Set<number>()
  const period = throttling?.period && parseDuration(throttling.period.text)
  if (throttling === null || !period) return throttled
  const lastRaised = new Map<string, number>()
  const timed = rows.map((row, index) => ({ row, index, time: rowTime(row) ?? searchTime }))
  timed.sort((left, right) => left.time - right.time || left.index - right.index)
  for (const { row, index, time } of timed) {
    const key = JSON.stringify(throttling.fields.map(({ text }) => row[text] ?? null))
    const before = lastRaised.get(key)
    if (before !== undefined && time - before < period) throttled.add(index)
    else lastRaised.set(key, time)
  }
  return throttled
}
