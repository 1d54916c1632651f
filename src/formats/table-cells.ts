import type { TableSettings } from '../contract/indexing.ts'

type CellSettings = Pick<TableSettings, 'delimiter' | 'quote'>

/** The cells of a record. A quote within quotes is written twice. */
export function cellsOf(record: string, { delimiter, quote }: CellSettings): string[] {
  if (delimiter === 'blanks') return record.trim().split(/[ \t]+/)
  if (quote === undefined || !record.includes(quote)) return record.split(delimiter)
  const cells: string[] = []
  let at = 0
  for (;;) {
    const end = cellEnd(record, at, delimiter, quote)
    cells.push(unquoted(record.slice(at, end), quote))
    if (end >= record.length) return cells
    at = end + delimiter.length
  }
}

function cellEnd(record: string, start: number, delimiter: string, quote: string): number {
  let at = start
  while (record[at] === ' ' && delimiter !== ' ') at++
  if (record[at] === quote) at = closingQuote(record, at, quote)
  const end = record.indexOf(delimiter, at)
  return end < 0 ? record.length : end
}

/** Behind the quote that closes, or the quote itself where none does: then it is a character like any other. */
function closingQuote(record: string, open: number, quote: string): number {
  for (let at = open + 1; at < record.length; at++) {
    if (record[at] !== quote) continue
    if (record[at + 1] !== quote) return at + 1
    at++
  }
  return open
}

function unquoted(cell: string, quote: string): string {
  const text = cell.trim()
  if (text.length < 2 || !text.startsWith(quote) || !text.endsWith(quote)) return text
  return text.slice(1, -1).replaceAll(quote + quote, quote)
}

/**
 * Names of columns as Splunk writes them: characters other than letters, digits, underscores and blanks become underscores, those at the
 * ends go. Source: props.conf specification, HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS.
 */
export function columnNames(cells: readonly string[], keptCharacters: string): string[] {
  return cells.map((cell, index) => {
    const name = [...cell.trim()]
      .map((char) => (/[\p{L}\p{N}_ ]/u.test(char) || keptCharacters.includes(char) ? char : '_'))
      .join('')
    const clean = /^_|_$/.test(cell.trim()) ? name : name.replace(/^_+|_+$/g, '')
    return clean === '' ? `EXTRA_FIELD_${index + 1}` : clean
  })
}
