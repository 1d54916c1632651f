import { explainText } from './explain-text.ts'
import { knowledgeOptions, timeOptions, timeRequest } from './input-options.ts'
import { jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `whippet explain`: shows how a search is understood and would run. */
export const explainCommand = (services: Services): Subcommand => ({
  name: 'explain',
  summary: 'Shows how a search is understood: macros, commands, field flow, plan.',
  operands: "'SPL'|FILE",
  options: {
    content: {
      value: 'DIR',
      about: 'a folder of content whose macros and lookups are known',
      repeats: true,
    },
    ...knowledgeOptions,
    ast: { about: 'the syntax tree as JSON as well' },
    format: { value: 'FORMAT', about: 'of the result', choices: ['text', 'json'] },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
    ...timeOptions,
  },
  examples: [
    `whippet explain '\`powershell\` EventCode=4104 | stats count by dest | where count>3'`,
    'whippet explain detections/endpoint/my_detection.yml --content .',
  ],
  async run(given, terminal) {
    const [search, ...more] = given.positionals
    if (search === undefined) throw new UsageError('explain needs SPL in quotes, or a file')
    if (more.length > 0) {
      throw new UsageError(`explain takes one search; put it in quotes (got "${more[0]}" besides)`)
    }
    const reading = showReading(services, terminal)
    const report = services.explain(
      {
        search,
        content: given.all('content'),
        knowledge: given.all('knowledge'),
        ...timeRequest(given),
      },
      reading,
    )
    reading.end()
    for (const text of report.rendered) terminal.err(`${text}\n`)
    const { rendered: _, ast, ...shown } = report
    const tree = given.has('ast') ? { ast } : {}
    const text =
      given.get('format') === 'json'
        ? jsonText({ ...shown, ...tree })
        : explainText(report, styleOf(terminal.outColor), given.has('ast'))
    writeResult(text, given.get('output'), terminal)
    return report.refused ? 2 : 0
  },
})
