import type { HuntReport } from '../detections/hunt-report.ts'
import type { ReadArguments } from './arguments.ts'
import { csvLines } from './csv.ts'
import { findingsCsv } from './findings-csv.ts'
import { findingsTable, summaryText } from './findings-table.ts'
import { inputOptions, inputRequest } from './input-options.ts'
import { checkOutput, jsonLines, jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import { sarifOf } from './sarif.ts'
import type { HuntRequest, Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const formats = ['table', 'json', 'jsonl', 'csv', 'sarif'] as const

/** `whippet hunt`: runs detections over logs. */
export const huntCommand = (services: Services): Subcommand => ({
  name: 'hunt',
  summary: 'Runs detections over log files and shows what they find.',
  operands: 'PATH…',
  options: {
    content: {
      value: 'DIR',
      about:
        'a folder or file of detections with their macros; those that come with Whippet when left out',
      repeats: true,
    },
    detection: {
      value: 'GLOB',
      about: 'only detections of this name or id, * stands for anything',
      repeats: true,
    },
    format: { value: 'FORMAT', about: 'of the result', choices: formats },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
    ...inputOptions,
    cache: {
      value: 'DIR',
      about:
        'keeps there what lets the next hunt start sooner; ~/.cache/whippet/searches when left out',
    },
    'no-cache': { about: 'read nothing that is kept there, and keep nothing' },
  },
  examples: [
    'whippet hunt C:\\Windows\\System32\\winevt\\Logs',
    'whippet hunt evidence/ --content security_content/ --detection "*PowerShell*"',
    'whippet hunt logs.zip --format sarif -o findings.sarif',
  ],
  async run(given, terminal, signal) {
    if (given.positionals.length === 0) throw new UsageError('hunt needs a file or folder of logs')
    checkOutput(given.get('output'))
    const reading = showReading(services, terminal)
    const report = await services.hunt(
      {
        ...inputRequest(given, given.positionals, signal),
        content: given.all('content'),
        detections: given.all('detection'),
        ...cacheOf(given),
      },
      reading,
    )
    reading.end()
    const format = given.get('format') ?? 'table'
    const output = given.get('output')
    writeResult(textOf(report, format, terminal, services.version), output, terminal)
    // Else nobody would see what was skipped.
    const tellsItself = output === undefined && (format === 'table' || format === 'json')
    if (!tellsItself) terminal.err(summaryText(report, styleOf(terminal.errColor)))
    return 0
  },
})

function cacheOf(given: ReadArguments): Pick<HuntRequest, 'cache'> {
  const cache = given.get('cache')
  if (given.has('no-cache')) {
    if (cache !== undefined) throw new UsageError('--cache and --no-cache exclude each other')
    return { cache: null }
  }
  return cache === undefined ? {} : { cache }
}

function textOf(
  report: HuntReport,
  format: string,
  terminal: Terminal,
  version: string,
): string | Iterable<string> {
  switch (format) {
    case 'json':
      return jsonText(report)
    case 'jsonl':
      return jsonLines(report.findings)
    case 'csv': {
      const { fields, rows } = findingsCsv(report.findings)
      return csvLines(fields, rows)
    }
    case 'sarif':
      return sarifOf(report.findings, version)
    default:
      return findingsTable(report, styleOf(terminal.outColor), terminal.width)
  }
}
