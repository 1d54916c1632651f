import type { CliOptions, ReadArguments } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** One subcommand of `whippet`: declared once, listed in `cli.ts`. */
export interface Subcommand {
  readonly name: string
  readonly summary: string
  /** What stands after the name in the usage line, options aside. */
  readonly operands: string
  readonly options: CliOptions
  readonly examples: readonly string[]
  /** @returns the exit code: 0 fine, 1 findings of the wrong kind, 2 wrong usage or unreadable input */
  run(given: ReadArguments, terminal: Terminal, signal: AbortSignal): Promise<number>
}
