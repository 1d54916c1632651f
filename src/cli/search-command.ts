import type { Value } from '../values/value.ts'
import { csvLines } from './csv.ts'
import { inputOptions, inputRequest } from './input-options.ts'
import { checkOutput, jsonLines, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { SearchReport } from './search-report.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { type Style, styleOf, type Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { UsageError } from './usage-error.ts'

const formats = ['table', 'json', 'jsonl', 'csv'] as const

/** `whippet search`: runs SPL over logs. */
export const searchCommand = (services: Services): Subcommand => ({
  name: 'search',
  summary: 'Runs SPL over log files.',
  operands: "'SPL' [--input PATH]…",
  options: {
    input: { value: 'PATH', about: 'a file or folder of logs', repeats: true, short: 'i' },
    content: {
      value: 'DIR',
      about: 'a folder of content whose macros and lookups are known',
      repeats: true,
    },
    format: { value: 'FORMAT', about: 'of the result', choices: formats },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
    ...inputOptions,
  },
  examples: [
    `whippet search '\`powershell\` EventCode=4104 | stats count by dest' --input logs/`,
    `whippet search '| makeresults | eval hello="world"'`,
  ],
  async run(given, terminal, signal) {
    const [spl, ...more] = given.positionals
    if (spl === undefined) throw new UsageError('search needs SPL in quotes')
    if (more.length > 0) {
      throw new UsageError(
        `search takes one SPL text; put it in quotes (got "${more[0]}" besides), and inputs behind --input`,
      )
    }
    checkOutput(given.get('output'))
    const reading = showReading(services, terminal)
    const request = {
      ...inputRequest(given, given.all('input'), signal),
      spl,
      content: given.all('content'),
    }
    const report = await services.search(request, reading)
    reading.end()
    for (const text of report.rendered) terminal.err(`${text}\n`)
    if (report.failed && report.count === 0) return 2
    writeResult(
      textOf(report, given.get('format') ?? 'table', terminal),
      given.get('output'),
      terminal,
    )
    return report.failed ? 2 : 0
  },
})

function* textOf(report: SearchReport, format: string, terminal: Terminal): Iterable<string> {
  const { fields } = report
  switch (format) {
    case 'json':
      yield `{\n  "fields": ${JSON.stringify(fields)},\n  "rows": [`
      yield* separated(report.rows())
      yield report.count > 0 ? '\n  ]\n}\n' : ']\n}\n'
      return
    case 'jsonl':
      yield* jsonLines(report.rows())
      return
    case 'csv':
      yield* csvLines(fields, report.rows())
      return
    default:
      yield* tableOf(report, styleOf(terminal.outColor), terminal.outColumns)
  }
}

function* separated(rows: Iterable<unknown>): Iterable<string> {
  let before = '\n    '
  for (const row of rows) {
    yield before + JSON.stringify(row)
    before = ',\n    '
  }
}

/** Columns are made as wide as what they hold, so that not everything can be shown. */
const shownRows = 1000

function* tableOf(
  { fields, count, rows }: SearchReport,
  style: Style,
  columns: number | undefined,
): Iterable<string> {
  const shown: Readonly<Record<string, Value>>[] = []
  for (const row of rows()) {
    if (shown.push(row) === shownRows) break
  }
  const used = fields.filter((field) => shown.some((row) => row[field] !== undefined))
  if (shown.length > 0) yield textTable(used, shown, style, columns)
  const more =
    count > shown.length ? `, the first ${shown.length} shown (--format csv has all)` : ''
  yield style.dim(`${count} ${count === 1 ? 'row' : 'rows'}${more}\n`)
}
