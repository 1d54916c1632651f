import { suggest } from '../diagnostics/suggest.ts'
import { optionsHelp, readArguments } from './arguments.ts'
import type { Subcommand } from './subcommand.ts'
import { styleOf, type Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads a command line and runs it. Never throws: what goes wrong is said on stderr.
 * @returns the exit code
 */
export async function runCli(
  argv: readonly string[],
  subcommands: readonly Subcommand[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  const [name, ...rest] = argv
  if (name === undefined || name === '--help' || name === '-h') {
    terminal.out(overview(subcommands))
    return name === undefined ? 2 : 0
  }
  if (name === 'help') return help(rest[0], subcommands, terminal)
  const subcommand = subcommands.find((candidate) => candidate.name === name)
  if (!subcommand) return unknownCommand(name, subcommands, terminal)
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(helpOf(subcommand))
    return 0
  }
  try {
    return await subcommand.run(readArguments(rest, subcommand.options), terminal, signal)
  } catch (error) {
    if (signal.aborted) {
      terminal.err('cancelled\n')
      return 130
    }
    if (error instanceof UsageError) return fail(terminal, error.message, `whippet ${name} --help`)
    return fail(terminal, error instanceof Error ? error.message : String(error))
  }
}

function help(
  topic: string | undefined,
  subcommands: readonly Subcommand[],
  terminal: Terminal,
): number {
  const about = subcommands.find(({ name }) => name === topic)
  if (topic !== undefined && !about) return unknownCommand(topic, subcommands, terminal)
  terminal.out(about ? helpOf(about) : overview(subcommands))
  return 0
}

function unknownCommand(
  name: string,
  subcommands: readonly Subcommand[],
  terminal: Terminal,
): number {
  const known = subcommands.map((candidate) => candidate.name)
  const near = suggest(name, known)
  const advice = near ? `did you mean "${near}"?` : `there are ${known.join(', ')}`
  return fail(
    terminal,
    `unknown command "${name}"; ${advice}`,
    'whippet --help shows what each does',
  )
}

function fail(terminal: Terminal, message: string, advice?: string): number {
  const style = styleOf(terminal.errColor)
  terminal.err(`${style.red('error')}: ${message}\n${advice ? `${style.dim(advice)}\n` : ''}`)
  return 2
}

const overview = (subcommands: readonly Subcommand[]): string => {
  const longest = Math.max(...subcommands.map(({ name }) => name.length))
  return [
    'whippet: runs Splunk detections without Splunk\n\n',
    ...subcommands.map(({ name, summary }) => `  whippet ${name.padEnd(longest)}  ${summary}\n`),
    '\nwhippet COMMAND --help tells more; whippet --version the version.\n',
  ].join('')
}

const helpOf = ({ name, operands, summary, options, examples }: Subcommand): string =>
  [
    `${summary}\n\n`,
    `usage: whippet ${name} ${operands} [OPTION]…\n\n`,
    optionsHelp(options),
    ...(examples.length > 0
      ? ['\nexamples:\n', ...examples.map((example) => `  ${example}\n`)]
      : []),
  ].join('')
