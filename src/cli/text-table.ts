import { type Value, valuesOf } from '../values/value.ts'
import { printable, type Style } from './terminal.ts'
import { wrapped } from './wrapped-text.ts'

type Row = Readonly<Record<string, Value>>

const maxCell = 60
/** Columns narrower than this tell nothing: rows are shown one below the other instead. */
const minCell = 14
const gap = 2

/**
 * Columns as wide as their values, at most 60 characters; what is cut ends in an ellipsis.
 * @param columns characters in a line: wide columns become narrower, and where that is not enough each row is a block of its own
 */
export function textTable(
  fields: readonly string[],
  rows: readonly Row[],
  style: Style,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const texts = rows.map((row) =>
    fields.map((field) => shortened(textOf(row[field] ?? null), maxCell)),
  )
  const natural = fields.map((field, index) =>
    texts.reduce((most, line) => Math.max(most, width(line[index] ?? '')), width(printable(field))),
  )
  const most = fittingCell(natural, columns - gap * (fields.length - 1))
  if (most < minCell) return textBlocks(fields, rows, style, columns)
  const widths = natural.map((length) => Math.min(length, most))
  const cells = texts.map((line) => line.map((text) => shortened(text, most)))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => text + ' '.repeat((widths[index] ?? 0) - width(text)))
      .join(' '.repeat(gap))
      .trimEnd()
  const rule = widths.map((length) => '─'.repeat(length))
  const heads = fields.map((field) => shortened(printable(field), most))
  return [style.bold(line(heads)), style.dim(line(rule)), ...cells.map(line)]
    .map((text) => `${text}\n`)
    .join('')
}

/** The largest width of a column with which all columns fit into the room. */
function fittingCell(natural: readonly number[], room: number): number {
  const sizes = [...natural].sort((a, b) => a - b)
  let left = room
  for (const [index, size] of sizes.entries()) {
    const share = Math.floor(left / (sizes.length - index))
    if (size > share) return share
    left -= size
  }
  return maxCell
}

const blockLines = 6

function textBlocks(
  fields: readonly string[],
  rows: readonly Row[],
  style: Style,
  columns: number,
): string {
  const longest = fields.reduce((most, field) => Math.max(most, width(printable(field))), 0)
  const names = Math.min(longest, Math.max(minCell, Math.floor(columns / 3)))
  const blank = ' '.repeat(names + gap)
  const blockOf = (row: Row, index: number): string[] => [
    style.dim(`── row ${index + 1} ${'─'.repeat(Math.max(0, Math.min(columns, 60) - 10))}`),
    ...fields.flatMap((field) => {
      const value = row[field]
      if (value === undefined || value === null) return []
      const [first = '', ...more] = wrapped(textOf(value), columns - names - gap, blockLines)
      const name = shortened(printable(field), names)
      const head = style.bold(name) + ' '.repeat(names - width(name) + gap) + first
      return [head.trimEnd(), ...more.map((line) => blank + line)]
    }),
  ]
  return rows
    .flatMap(blockOf)
    .map((line) => `${line}\n`)
    .join('')
}

export const textOf = (value: Value): string => printable(valuesOf(value).join(', '))

const width = (text: string): number => [...text].length

/** The text cut to so many characters. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
