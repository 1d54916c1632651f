import type { LintReport } from '../detections/lint.ts'
import { knowledgeOptions } from './input-options.ts'
import { lintSarif, lintTable } from './lint-text.ts'
import { jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `whippet lint`: says what is wrong with content. */
export const lintCommand = (services: Services): Subcommand => ({
  name: 'lint',
  summary: 'Reports everything that is wrong with content files: YAML, SPL, tokens.',
  operands: 'PATH…',
  options: {
    content: {
      value: 'DIR',
      about: 'a folder of content whose macros and lookups are known besides those of PATH',
      repeats: true,
    },
    ...knowledgeOptions,
    fix: { about: 'write what can be fixed without a decision, and tell the rest' },
    format: { value: 'FORMAT', about: 'of the result', choices: ['table', 'json', 'sarif'] },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
  },
  examples: [
    'whippet lint security_content/',
    'whippet lint detections/endpoint/my_detection.yml --content security_content/',
    'whippet lint . --format sarif -o lint.sarif',
  ],
  async run(given, terminal) {
    if (given.positionals.length === 0)
      throw new UsageError('lint needs a file or folder of content')
    const reading = showReading(services, terminal)
    const report = await services.lint(
      {
        paths: given.positionals,
        content: given.all('content'),
        knowledge: given.all('knowledge'),
        fix: given.has('fix'),
      },
      reading,
    )
    reading.end()
    if (report.fixed !== undefined) terminal.err(`${report.fixed} fixed\n`)
    const format = given.get('format') ?? 'table'
    writeResult(textOf(report, format, terminal, services.version), given.get('output'), terminal)
    return report.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
  },
})

function textOf(report: LintReport, format: string, terminal: Terminal, version: string): string {
  switch (format) {
    case 'json':
      return jsonText({
        diagnostics: report.diagnostics.map(({ endColumn: _, fix: __, ...rest }) => rest),
      })
    case 'sarif':
      return lintSarif(report, version)
    default:
      return lintTable(report, styleOf(terminal.outColor))
  }
}
