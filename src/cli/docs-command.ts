import { knowledgeOptions } from './input-options.ts'
import { showReading } from './reading-listener.ts'
import { repositoryOf } from './repository-option.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { UsageError } from './usage-error.ts'

/** `whippet docs`: publishes content as pages. */
export const docsCommand = (services: Services): Subcommand => ({
  name: 'docs',
  summary: 'Writes a page for each detection, in Markdown and JSON, and pages that lead to them.',
  operands: 'DIR… -o OUT',
  options: {
    output: {
      value: 'OUT',
      about: 'the folder to write to; what is there already stays',
      short: 'o',
    },
    repository: {
      value: 'URL',
      about: "address of the content's files on the web, for links to macros and sources",
    },
    site: { about: 'also the web app with all of it as files, to open from any web host' },
    ...knowledgeOptions,
  },
  examples: [
    'whippet docs security_content/ -o public/ --site',
    'whippet docs security_content/ -o site/',
    'whippet docs . -o docs/ --repository https://github.com/splunk/security_content/blob/develop',
  ],
  async run(given, terminal) {
    const output = given.get('output')
    if (given.positionals.length === 0) throw new UsageError('docs needs a folder of content')
    if (output === undefined) throw new UsageError('docs needs a folder to write to: -o OUT')
    const reading = showReading(services, terminal)
    const report = await services.docs(
      {
        content: given.positionals,
        knowledge: given.all('knowledge'),
        output,
        site: given.has('site'),
        repository: repositoryOf(given.get('repository')),
      },
      reading,
    )
    reading.end()
    const refused = report.refused === 0 ? '' : `, ${report.refused} of which do not run here`
    terminal.err(`${report.detections} detections${refused}; ${report.pages} files in ${output}\n`)
    return 0
  },
})
