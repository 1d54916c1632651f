import { csvOf } from './csv.ts'
import { inputOptions, inputRequest } from './input-options.ts'
import { jsonLines, jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { SearchReport } from './search-report.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf, type Terminal } from './terminal.ts'
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
    const reading = showReading(services, terminal)
    const request = {
      ...inputRequest(given, given.all('input'), signal),
      spl,
      content: given.all('content'),
    }
    const report = await services.search(request, reading)
    reading.end()
    for (const text of report.rendered) terminal.err(`${text}\n`)
    if (report.refused) return 2
    writeResult(
      textOf(report, given.get('format') ?? 'table', terminal),
      given.get('output'),
      terminal,
    )
    return 0
  },
})

function textOf({ fields, rows }: SearchReport, format: string, terminal: Terminal): string {
  switch (format) {
    case 'json':
      return jsonText({ fields, rows })
    case 'jsonl':
      return jsonLines(rows)
    case 'csv':
      return csvOf(fields, rows)
    default: {
      const shown = fields.filter(
        (field) => rows.some((row) => row[field] !== undefined) || rows.length === 0,
      )
      const style = styleOf(terminal.outColor)
      const count = style.dim(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`)
      return rows.length === 0 ? count : textTable(shown, rows, style) + count
    }
  }
}
