import { type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import type { Cursor } from '../language/cursor.ts'
import { quoteIfNeeded } from '../language/quoting.ts'
import { readField, readList } from '../language/syntax/fields.ts'
import type { Syntax } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

interface Trend {
  readonly type: 'sma' | 'ema' | 'wma'
  readonly period: number
  readonly field: string
  readonly as?: string
}

const trendPattern = /(sma|ema|wma)(\d{1,5})\s*\(/iy

function readTrend(cursor: Cursor): Trend | undefined {
  cursor.skipSpace()
  const start = cursor.position
  const head = cursor.match(trendPattern)
  if (head === undefined) {
    cursor.match(/[^\s,|\]]+/y)
    cursor.problem('SPL0107', cursor.spanFrom(start), 'this is not a trend', {
      label: 'sma, ema or wma with a period and a field is expected here: sma5(count)',
    })
    return undefined
  }
  const [, type = 'sma', digits] = /^(\w{3})(\d+)/.exec(head) ?? []
  const period = Number(digits)
  if (period < 2 || period > 10_000) {
    cursor.problem(
      'SPL0107',
      cursor.spanFrom(start),
      'the period of a trend is between 2 and 10000',
    )
  }
  const field = readField(cursor) ?? ''
  cursor.expect(')', 'SPL0102', 'this bracket is not closed')
  const as = cursor.takeKeyword('as') ? readField(cursor) : undefined
  return {
    type: type.toLowerCase() as Trend['type'],
    period,
    field,
    ...(as !== undefined && { as }),
  }
}

const nameOf = ({ type, period, field, as }: Trend): string => as ?? `${type}${period}(${field})`

const trends: Syntax<readonly Trend[]> = {
  usage: '<type><period>(<field>) [AS <field>]...',
  arguments: [
    {
      name: 'trends',
      usage: '(sma|ema|wma)<int>(<field>) [AS <field>]',
      about: 'Simple, exponential or weighted moving average, over how many rows, of which field.',
      required: true,
    },
  ],
  parse(cursor) {
    const list = readList(cursor, () => readTrend(cursor))
    if (list.length === 0) {
      cursor.problem(
        'SPL0104',
        { start: cursor.position, end: cursor.position },
        'a trend is missing',
      )
    }
    return list
  },
  print: (list) =>
    list
      .map(({ type, period, field, as }) => {
        const call = `${type}${period}(${quoteIfNeeded(field)})`
        return as === undefined ? call : `${call} AS ${quoteIfNeeded(as)}`
      })
      .join(' '),
}

/** Takes one number after the other; gives nothing until there were as many as the period. */
type Average = (number: number) => number | null

function simpleAverage(period: number): Average {
  const ring: number[] = []
  let sum = 0
  let place = 0
  return (number) => {
    sum += number - (ring[place] ?? 0)
    ring[place] = number
    place = (place + 1) % period
    return ring.length < period ? null : sum / period
  }
}

function exponentialAverage(period: number): Average {
  const weight = 2 / (period + 1)
  let average: number | undefined
  let count = 0
  return (number) => {
    average = average === undefined ? number : average * (1 - weight) + number * weight
    return ++count < period ? null : average
  }
}

/** The newest number weighs as much as the period is long, the oldest one 1. */
function weightedAverage(period: number): Average {
  const ring: number[] = []
  let place = 0
  let sum = 0
  let weighted = 0
  return (number) => {
    const oldest = ring[place] ?? 0
    if (ring.length < period) weighted += number * (ring.length + 1)
    else weighted += number * period - sum
    sum += number - oldest
    ring[place] = number
    place = (place + 1) % period
    return ring.length < period ? null : weighted / ((period * (period + 1)) / 2)
  }
}

const averageOf: Readonly<Record<Trend['type'], (period: number) => Average>> = {
  sma: simpleAverage,
  ema: exponentialAverage,
  wma: weightedAverage,
}

/** Rows without the number are passed over. Source: Splunk Search Reference, "trendline". */
export const trendline = defineCommand<readonly Trend[]>({
  name: 'trendline',
  kind: 'stateful',
  summary: 'Computes moving averages of fields.',
  syntax: trends,
  flow: (list) => ({ needs: [...new Set(list.map(({ field }) => field))], adds: list.map(nameOf) }),
  operator(list) {
    const averages = list.map((trend) => ({ trend, next: averageOf[trend.type](trend.period) }))
    return {
      process(batch) {
        const changes = new Map<string, Column>()
        for (const { trend, next } of averages) {
          const column = batch.column(trend.field)
          const results = Array.from({ length: batch.length }, (_, row): Value => {
            const number = column ? numberOf(column.at(row)) : null
            return number === null ? null : next(number)
          })
          changes.set(nameOf(trend), plainColumn(results))
        }
        return withColumns(batch, changes)
      },
    }
  },
  examples: [
    {
      title: 'Simple and weighted',
      query: 'trendline sma2(n) AS simple, wma2(n)',
      input: [{ n: 2 }, { n: 5 }, { n: 8 }],
      output: [{ n: 2 }, { n: 5, simple: 3.5, 'wma2(n)': 4 }, { n: 8, simple: 6.5, 'wma2(n)': 7 }],
    },
    {
      title: 'Exponential; text is passed over',
      query: 'trendline ema3(n) AS trend',
      input: [{ n: 4 }, { n: 8 }, { n: 'none' }, { n: 2 }],
      output: [{ n: 4 }, { n: 8 }, { n: 'none' }, { n: 2, trend: 4 }],
    },
  ],
})
