import type { BaselineReport } from '../detections/baseline-report.ts'
import { inputOptions, inputRequest } from './input-options.ts'
import { checkOutput, jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { type Style, styleOf, type Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { UsageError } from './usage-error.ts'

/** `whippet baseline`: runs the baselines of content, which fill lookups that detections read. */
export const baselineCommand = (services: Services): Subcommand => ({
  name: 'baseline',
  summary: 'Runs the baselines of content over logs and keeps the lookups that they fill.',
  operands: 'DIR|NAME… --input PATH…',
  options: {
    input: { value: 'PATH', about: 'a file or folder of logs', repeats: true, short: 'i' },
    content: { value: 'DIR', about: 'a folder of content, beside those named', repeats: true },
    format: { value: 'FORMAT', about: 'of the result', choices: ['table', 'json'] },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
    ...inputOptions,
  },
  examples: [
    'whippet baseline security_content/ --input logs/',
    "whippet baseline 'Previously Seen Zoom*' --content security_content/ --input logs/ --state .whippet",
  ],
  async run(given, terminal, signal) {
    if (given.positionals.length === 0) {
      throw new UsageError('baseline needs a folder of content or names of baselines')
    }
    checkOutput(given.get('output'))
    const reading = showReading(services, terminal)
    const report = await services.baseline(
      {
        ...inputRequest(given, given.all('input'), signal),
        named: given.positionals,
        content: given.all('content'),
      },
      reading,
    )
    reading.end()
    const text =
      given.get('format') === 'json'
        ? jsonText(report)
        : tableOf(report, styleOf(terminal.outColor), terminal)
    writeResult(text, given.get('output'), terminal)
    return report.baselines.length === 0 ? 1 : 0
  },
})

function tableOf(
  { baselines, skipped, state }: BaselineReport,
  style: Style,
  terminal: Terminal,
): string {
  const rows = baselines.map(({ name, rows: count, lookups }) => ({
    baseline: name,
    rows: count,
    lookups: lookups.join(', '),
  }))
  return [
    textTable(['baseline', 'rows', 'lookups'], rows, style, terminal.width),
    ...skipped.map(({ name, reason }) => `${style.yellow('not run')} ${name}: ${reason}\n`),
    style.dim(`kept in ${state}\n`),
  ].join('')
}
