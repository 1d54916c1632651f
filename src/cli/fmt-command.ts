import { showReading } from './reading-listener.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { UsageError } from './usage-error.ts'

/** `whippet fmt`: lays out content files. */
export const fmtCommand = (services: Services): Subcommand => ({
  name: 'fmt',
  summary: 'Lays out content files: SPL a command a line, YAML by one style; comments stay.',
  operands: 'PATH…',
  options: {
    check: {
      about: 'write nothing; name the files that would change, and end with 1 when there are any',
    },
  },
  examples: ['whippet fmt detections/endpoint/my_detection.yml', 'whippet fmt --check .'],
  async run(given, terminal) {
    if (given.positionals.length === 0)
      throw new UsageError('fmt needs a file or folder of content')
    const check = given.has('check')
    const reading = showReading(services, terminal)
    const { files, changed, refused } = services.format(
      { paths: given.positionals, check },
      reading,
    )
    reading.end()
    for (const path of changed) terminal.out(`${path}\n`)
    const what = check ? 'would change' : 'changed'
    const left = refused === 0 ? '' : `, ${refused} left as they are`
    terminal.err(`${changed.length} of ${files} files ${what}${left}\n`)
    return refused > 0 || (check && changed.length > 0) ? 1 : 0
  },
})
