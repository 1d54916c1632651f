import { type Value, valuesOf } from '../values/value.ts'

/**
 * Rows as CSV (RFC 4180, lines end in `\n`): several values of a field are joined by line breaks, as in Splunk's export.
 * Text that a spreadsheet would run as a formula is kept as it is: the file is for programs.
 */
export function* csvLines(
  fields: readonly string[],
  rows: Iterable<Readonly<Record<string, Value>>>,
): Iterable<string> {
  yield `${fields.map(cell).join(',')}\n`
  for (const row of rows) {
    const cells = fields.map((field) => cell(valuesOf(row[field] ?? null).join('\n')))
    yield `${cells.join(',')}\n`
  }
}

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
