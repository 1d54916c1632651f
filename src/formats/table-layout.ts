import type { TableSettings } from '../contract/indexing.ts'
import { compilePattern, type PatternMatcher } from '../values/pattern.ts'
import { cellsOf } from './table-cells.ts'
import { utf8Sample } from './text-encoding.ts'

export interface TableLayout {
  readonly likelihood: number
  readonly settings: TableSettings
}

export const plainTable: TableSettings = {
  delimiter: ',',
  quote: '"',
  headerLine: 0,
  names: undefined,
  headerPrefix: undefined,
  comments: undefined,
  timeFields: undefined,
  keptCharacters: '',
  missing: undefined,
  zone: undefined,
}

const pattern = (source: string): PatternMatcher => compilePattern(source) as PatternMatcher

const w3c: TableSettings = {
  ...plainTable,
  delimiter: ' ',
  headerPrefix: pattern('^#Fields:\\s*'),
  comments: pattern('^#'),
  timeFields: ['date', 'time'],
  zone: 'UTC',
}

const zeek: TableSettings = {
  ...plainTable,
  delimiter: '\t',
  quote: undefined,
  headerPrefix: pattern('^#fields\\t'),
  comments: pattern('^#'),
  keptCharacters: '.',
}

/** So many lines are compared with the names. */
const comparedLines = 5

/** How a text parts into columns, where it begins with their names; told by its first 8 KiB. */
export function tableLayout(sample: Uint8Array): TableLayout | undefined {
  const text = utf8Sample(sample.subarray(0, 8192)).toString('utf8')
  if (/^#(?:Software|Version|Fields|Date):.*(?:\n|$)/.test(text) && /^#Fields:/m.test(text)) {
    return { likelihood: 0.9, settings: w3c }
  }
  if (/^#separator .*\n/.test(text) && /^#fields\t/m.test(text)) {
    return { likelihood: 0.9, settings: zeek }
  }
  for (const delimiter of [',', '\t', ';', '|']) {
    const settings = { ...plainTable, delimiter }
    if (looksLikeTable(text, settings)) return { likelihood: 0.3, settings }
  }
  return undefined
}

/** Names that differ, none of them a number, and lines below that have as many cells. */
function looksLikeTable(text: string, settings: TableSettings): boolean {
  const lines = text.split(/\r\n|\n/)
  // The last line may be cut.
  const whole = lines.slice(0, -1).filter((line) => line.trim() !== '')
  const [first, ...rest] = whole.length > 1 ? whole : lines
  if (!first) return false
  const names = cellsOf(first, settings)
  const isHeader =
    names.length > 1 &&
    new Set(names).size === names.length &&
    names.every((name) => /^[A-Za-z_@#][\w .:@#()[\]{}/%-]{0,127}$/.test(name))
  if (!isHeader) return false
  const compared = rest.filter((line) => line !== '').slice(0, comparedLines)
  // A cell may go on on the next line.
  const fits = (line: string): boolean =>
    cellsOf(line, settings).length === names.length || (line.split('"').length - 1) % 2 === 1
  return (
    compared.length > 0 &&
    fits(compared[0] as string) &&
    compared.filter(fits).length * 2 >= compared.length
  )
}
