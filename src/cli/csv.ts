import { type Value, valuesOf } from '../values/value.ts'

/**
 * Rows as CSV (RFC 4180, lines end in `\n`): several values of a field are joined by line breaks, as in Splunk's export.
 * Text that a spreadsheet would run as a formula is kept as it is: the file is for programs.
 */
export function csvOf(
  fields: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
): string {
  const lines = [fields.map(cell).join(',')]
  for (const row of rows) {
    lines.push(fields.map((field) => cell(valuesOf(row[field] ?? null).join('\n'))).join(','))
  }
  return `${lines.join('\n')}\n`
}

const cell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
