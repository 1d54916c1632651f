/** Text as one cell of a Markdown table. */
export const cell = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/[|*_<>`[\]]/g, '\\$&')
    .replace(/\r?\n/g, '<br>')

/** Code within a table or a sentence; the fence is longer than any run of backticks in it. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return fence + pad + text.replace(/\r?\n/g, ' ').replace(/\|/g, '\\|') + pad + fence
}

export function block(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}\n`
}

/** Cells are Markdown already. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |\n`).join('')

/** Parts with a blank line between them. */
export const page = (...parts: readonly (string | undefined)[]): string =>
  `${parts
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (part as string).replace(/\n+$/, ''))
    .join('\n\n')}\n`

/** Rows as a table with a column for each field, in the order in which fields first appear. */
export function rowsTable(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (rows.length === 0) return '(no rows)\n'
  if (fields.length === 0) return `(${rows.length} rows without fields)\n`
  return table(
    fields.map(cell),
    rows.map((row) => fields.map((field) => cell(valueText(row[field])))),
  )
}

/** The values of a multivalue stand below each other. */
function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return Array.isArray(value) ? value.map(String).join('\n') : String(value)
}

/** A value as people would write it in SPL. */
export const literal = (value: unknown): string =>
  value === null || value === undefined ? 'null' : JSON.stringify(value)
