import type { Cursor } from '../language/cursor.ts'
import { flag, option, type Syntax, word } from '../language/syntax.ts'
import type { SeriesOptions } from './shared-series.ts'

/** `limit=5`, `limit=top 5`, `limit=bottom5`. */
export interface SeriesLimit {
  readonly keeps: 'top' | 'bottom'
  readonly count: number
}

const limitPattern = /"?\s*(top|bottom)?\s*(\d+)"?/iy

const seriesLimit: Syntax<SeriesLimit> = {
  usage: '(top | bottom)<int>',
  arguments: [],
  parse(cursor: Cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const text = cursor.match(limitPattern)
    const parts = /(top|bottom)?\s*(\d+)/i.exec(text ?? '')
    if (!parts) {
      cursor.match(/[^\s|\]]+/y)
      cursor.problem('SPL0107', cursor.spanFrom(start), 'this is not a limit', {
        label: 'a number is expected here, or top or bottom and a number',
      })
    }
    return {
      keeps: parts?.[1]?.toLowerCase() === 'bottom' ? 'bottom' : 'top',
      count: Number(parts?.[2] ?? 10),
    }
  },
  print: ({ keeps, count }) => (keeps === 'top' ? String(count) : `bottom${count}`),
}

const defaultLimit: SeriesLimit = { keeps: 'top', count: 10 }

/** The options that say how series become columns. */
export const seriesPieces = {
  limit: option('limit', seriesLimit, {
    or: defaultLimit,
    about: 'How many series have a column of their own; 0 for all.',
  }),
  useother: flag('useother', { or: true, about: 'The series beyond the limit share a column.' }),
  otherstr: option('otherstr', word(), { or: 'OTHER', about: 'The name of that column.' }),
  usenull: flag('usenull', { or: true, about: 'Rows without the field have a column.' }),
  nullstr: option('nullstr', word(), { or: 'NULL', about: 'The name of that column.' }),
  sep: option('sep', word(), {
    or: ': ',
    about: 'Stands between aggregate and value in names of columns.',
  }),
  format: option('format', word(), {
    about: 'How columns are named when there are several aggregates, from $AGG$ and $VAL$.',
  }),
} as const

export interface SeriesArgs {
  readonly limit: SeriesLimit
  readonly useother: boolean
  readonly otherstr: string
  readonly usenull: boolean
  readonly nullstr: string
  readonly sep: string
  readonly format: string | undefined
}

export const seriesOptions = (args: SeriesArgs): SeriesOptions => ({
  limit: args.limit.count,
  keeps: args.limit.keeps,
  useother: args.useother,
  otherstr: args.otherstr,
  usenull: args.usenull,
  nullstr: args.nullstr,
  format: args.format ?? `$AGG$${args.sep}$VAL$`,
})
