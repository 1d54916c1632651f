import type { ReadArguments } from './arguments.ts'
import { lintTable } from './lint-text.ts'
import { showReading } from './reading-listener.ts'
import type { NewRequest, Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Asks a person; not there where nobody can answer. */
export type Ask = (question: string) => Promise<string>

const types = ['TTP', 'Anomaly', 'Hunting', 'Correlation'] as const

/** `whippet new`: begins a detection. */
export const newCommand = (services: Services, ask?: Ask): Subcommand => ({
  name: 'new',
  summary: 'Writes a new detection with all parts that it needs, ready for its search.',
  operands: 'NAME',
  options: {
    content: { value: 'DIR', about: 'the content repository to write to (.)' },
    type: { value: 'TYPE', about: 'what follows from its results (TTP)', choices: types },
    'data-source': { value: 'NAME', about: 'a data source of the repository', repeats: true },
    search: {
      value: 'SPL',
      about:
        'its search, or a file with it (.spl); without it one that counts the events of the data source',
    },
    field: { value: 'FIELD', about: 'the field of the results whose entity gets the risk (dest)' },
    story: { value: 'NAME', about: 'a story of the repository', repeats: true },
    technique: { value: 'ID', about: 'an ATT&CK technique', repeats: true },
    data: {
      value: 'URL',
      about: 'a log file in which it finds something; without one the detection is an experiment',
    },
    description: { value: 'TEXT', about: 'what it finds' },
    author: { value: 'NAME', about: 'who writes it (that of the environment)' },
    category: { value: 'NAME', about: 'the folder under detections/ (endpoint)' },
    domain: { value: 'NAME', about: 'the security domain (endpoint)' },
    asset: { value: 'TYPE', about: 'what it protects (Endpoint)' },
  },
  examples: [
    "whippet new 'Shell Spawned by Browser' --data-source 'Sysmon EventID 1' --story 'Data Theft'",
    "whippet new 'Odd Logons' --type Hunting --search 'index=auth | stats count by user' --field user",
  ],
  async run(given, terminal) {
    const request = await answersOf(given, ask)
    const reading = showReading(services, terminal)
    const { path, report } = await services.create(request, reading)
    reading.end()
    terminal.out(`${path}\n`)
    if (report.diagnostics.length > 0) terminal.err(lintTable(report, styleOf(terminal.errColor)))
    return report.diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0
  },
})

/** Options, and answers to what they do not tell. */
async function answersOf(given: ReadArguments, ask: Ask | undefined): Promise<NewRequest> {
  const answer = async (option: string, question: string, otherwise: string): Promise<string> => {
    const told = given.get(option)
    if (told !== undefined) return told
    const answered =
      ask && given.positionals.length === 0 ? await ask(`${question} [${otherwise}] `) : ''
    return answered.trim() || otherwise
  }
  const list = async (option: string, question: string): Promise<readonly string[]> => {
    const told = given.all(option)
    if (told.length > 0 || !ask || given.positionals.length > 0) return told
    const answered = (await ask(`${question} [none] `)).trim()
    return answered === '' ? [] : answered.split(/\s*,\s*/)
  }
  const name = given.positionals[0] ?? (ask ? (await ask('Name of the detection: ')).trim() : '')
  if (name === '') throw new UsageError('new needs the name of the detection')
  if (given.positionals.length > 1)
    throw new UsageError('new takes one name; put it in quotes when it has blanks')
  const type = await answer('type', `Type (${types.join(', ')})`, 'TTP')
  if (!isType(type)) throw new UsageError(`the type is one of ${types.join(', ')}, not "${type}"`)
  const dataSources = await list('data-source', 'Data sources')
  const search = await answer('search', 'Search, or a file with it', '')
  const data = await answer('data', 'A log file in which it finds something', '')
  return {
    name,
    type,
    dataSources,
    ...(search !== '' && { search }),
    field: await answer('field', 'Field whose entity gets the risk', 'dest'),
    stories: await list('story', 'Stories'),
    techniques: await list('technique', 'ATT&CK techniques'),
    ...(data !== '' && { data }),
    description: await answer('description', 'What it finds', `Finds ${name}.`),
    author: await answer('author', 'Author', process.env['USER'] ?? 'unknown'),
    content: given.get('content') ?? '.',
    category: given.get('category') ?? 'endpoint',
    securityDomain: given.get('domain') ?? 'endpoint',
    assetType: given.get('asset') ?? 'Endpoint',
  }
}

const isType = (text: string): text is NewRequest['type'] =>
  (types as readonly string[]).includes(text)
