import { type Value, valuesOf } from '../values/value.ts'
import { printable, type Style } from './terminal.ts'

/** Columns as wide as their values, at most `maxCell` characters; what is cut ends in an ellipsis. */
export function textTable(
  fields: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
  style: Style,
  maxCell = 60,
): string {
  const cells = rows.map((row) =>
    fields.map((field) => shortened(textOf(row[field] ?? null), maxCell)),
  )
  const widths = fields.map((field, index) =>
    Math.max(width(field), ...cells.map((line) => width(line[index] ?? ''))),
  )
  const line = (texts: readonly string[]) =>
    texts
      .map((text, index) => text + ' '.repeat((widths[index] ?? 0) - width(text)))
      .join('  ')
      .trimEnd()
  const rule = widths.map((length) => '─'.repeat(length))
  return [style.bold(line(fields)), style.dim(line(rule)), ...cells.map(line)]
    .map((text) => `${text}\n`)
    .join('')
}

export const textOf = (value: Value): string => printable(valuesOf(value).join(', '))

const width = (text: string): number => [...text].length

/** The text cut to so many characters. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
