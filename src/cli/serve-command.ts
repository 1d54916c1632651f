import { knowledgeOptions } from './input-options.ts'
import { repositoryOf } from './repository-option.ts'
import type { Services } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const defaultPort = 8998
const defaultUpload = 2048

/** `whippet serve`: the catalogue in the browser. */
export const serveCommand = (services: Pick<Services, 'serve'>): Subcommand => ({
  name: 'serve',
  summary: 'Shows the catalogue in the browser, where every detection can be run.',
  operands: '',
  options: {
    content: {
      value: 'DIR',
      about: 'a folder of content; that which comes with Whippet when left out',
      repeats: true,
    },
    ...knowledgeOptions,
    data: {
      value: 'DIR',
      about: 'where attack data of tests lies, in the folders of its URLs or by name',
      repeats: true,
    },
    repository: {
      value: 'URL',
      about: "address of the content's files on the web, for links to them",
    },
    state: {
      value: 'DIR',
      about: 'where verdicts of tests are kept; .whippet when left out, if it is there',
    },
    port: { value: 'N', about: `${defaultPort} when left out; 0 takes a free one` },
    host: { value: 'ADDRESS', about: 'where to listen; this machine alone when left out' },
    token: { value: 'TEXT', about: 'what others have to show; needed with another --host' },
    'max-upload': { value: 'MB', about: `largest upload; ${defaultUpload} when left out` },
  },
  examples: ['whippet serve', 'whippet serve --content security_content/ --port 8080'],
  async run(given, terminal, signal) {
    if (given.positionals.length > 0) {
      throw new UsageError(
        `serve takes folders of content with --content, not "${given.positionals[0]}"`,
      )
    }
    const style = styleOf(terminal.errColor)
    const token = given.get('token')
    const state = given.get('state')
    await services.serve(
      {
        content: given.all('content'),
        knowledge: given.all('knowledge'),
        data: given.all('data'),
        repository: repositoryOf(given.get('repository')),
        ...(state !== undefined && { state }),
        host: given.get('host') ?? '127.0.0.1',
        port: wholeNumber('port', given.get('port'), defaultPort, 65_535),
        token,
        maxUploadBytes:
          wholeNumber('max-upload', given.get('max-upload'), defaultUpload, 1 << 20) * (1 << 20),
        signal,
      },
      (address) =>
        terminal.out(
          `${address}${token === undefined ? '' : `?token=${encodeURIComponent(token)}`}\n`,
        ),
      (line) => terminal.err(`${style.yellow('warning')}: ${line}\n`),
    )
    return 0
  },
})

function wholeNumber(option: string, text: string | undefined, or: number, most: number): number {
  if (text === undefined) return or
  const number = Number(text)
  if (/^\d+$/.test(text) && number <= most) return number
  throw new UsageError(`--${option} takes a whole number up to ${most}, not "${text}"`)
}
