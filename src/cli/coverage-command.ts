import { writeFileSync } from 'node:fs'
import { navigatorLayer } from '../catalogue/navigator-layer.ts'
import { coverageTable } from './coverage-table.ts'
import { knowledgeOptions } from './input-options.ts'
import { checkOutput, jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** `whippet coverage`: what of ATT&CK the content looks for. */
export const coverageCommand = (services: Services): Subcommand => ({
  name: 'coverage',
  summary: 'Shows which ATT&CK techniques have detections that run, passed their tests, fired.',
  operands: 'DIR…',
  options: {
    hunt: { value: 'FILE', about: 'result of "hunt --format json": what fired' },
    tests: { value: 'FILE', about: 'result of "test --summary": what passed' },
    group: {
      value: 'NAME',
      about: 'a threat group: what of its techniques is covered, and the gaps',
    },
    navigator: { value: 'FILE', about: 'write a layer for the ATT&CK Navigator there' },
    ...knowledgeOptions,
    format: { value: 'FORMAT', about: 'of the result', choices: ['table', 'json'] },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
  },
  examples: [
    'whippet coverage security_content/ --navigator layer.json',
    'whippet coverage . --hunt findings.json --tests summary.yml',
    'whippet coverage . --group "Wizard Spider"',
  ],
  async run(given, terminal) {
    if (given.positionals.length === 0) throw new UsageError('coverage needs a folder of content')
    const layer = given.get('navigator')
    checkOutput(given.get('output'))
    checkOutput(layer)
    const reading = showReading(services, terminal)
    const coverage = services.coverage(
      {
        content: given.positionals,
        knowledge: given.all('knowledge'),
        ...givenTexts({
          hunt: given.get('hunt'),
          tests: given.get('tests'),
          group: given.get('group'),
        }),
      },
      reading,
    )
    reading.end()
    if (layer !== undefined) {
      const title = coverage.group ? `Whippet: ${coverage.group.name}` : 'Whippet'
      writeFileSync(layer, jsonText(navigatorLayer(coverage, title)))
    }
    const text =
      given.get('format') === 'json'
        ? jsonText(coverage)
        : coverageTable(coverage, styleOf(terminal.outColor), terminal.width)
    writeResult(text, given.get('output'), terminal)
    return 0
  },
})

/** Without those that were not given. */
const givenTexts = <Name extends string>(
  texts: Readonly<Record<Name, string | undefined>>,
): Partial<Record<Name, string>> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as Partial<
    Record<Name, string>
  >
