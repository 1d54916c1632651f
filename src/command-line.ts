import { createInterface } from 'node:readline/promises'
import { baselineCommand } from './cli/baseline-command.ts'
import { runCli } from './cli/cli.ts'
import { coverageCommand } from './cli/coverage-command.ts'
import { docsCommand } from './cli/docs-command.ts'
import { explainCommand } from './cli/explain-command.ts'
import { fmtCommand } from './cli/fmt-command.ts'
import { huntCommand } from './cli/hunt-command.ts'
import { lintCommand } from './cli/lint-command.ts'
import { type Ask, newCommand } from './cli/new-command.ts'
import { searchCommand } from './cli/search-command.ts'
import { serveCommand } from './cli/serve-command.ts'
import type { Subcommand } from './cli/subcommand.ts'
import { terminalOf } from './cli/terminal.ts'
import { testCommand } from './cli/test-command.ts'

/** Runs the command line of this process and leaves its exit code. */
export async function runMain(): Promise<void> {
  const { stdout, stderr, env, argv } = process
  const stop = new AbortController()
  process.once('SIGINT', () => {
    stop.abort(new Error('interrupted'))
    // Opening a pipe that nobody writes to cannot be ended, and an exit would wait for it; the signal has no listener any more.
    setTimeout(() => process.kill(process.pid, 'SIGINT'), 2000).unref()
  })
  // `whippet search … | head` closes the pipe early; that is no error.
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  // Progress and problems may be unwanted; the result is not.
  stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  process.exitCode = await runCli(
    argv.slice(2),
    await subcommands(argv[2]),
    terminalOf(stdout, stderr, env),
    stop.signal,
  )
}

/** Serving begins at once: what runs searches is loaded by its threads. */
async function subcommands(named: string | undefined): Promise<readonly Subcommand[]> {
  if (named === 'serve') return [serveCommand({ serve: (await import('./serve.ts')).serve })]
  const offered = (await import('./services.ts')).services()
  return [
    huntCommand(offered),
    testCommand(offered),
    searchCommand(offered),
    baselineCommand(offered),
    explainCommand(offered),
    lintCommand(offered),
    fmtCommand(offered),
    newCommand(offered, asker()),
    docsCommand(offered),
    coverageCommand(offered),
    serveCommand(offered),
  ]
}

/** Questions go to stderr, so that stdout has nothing but the result. */
function asker(): Ask | undefined {
  const { stdin, stderr } = process
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined
  return async (question) => {
    const lines = createInterface({ input: stdin, output: stderr })
    try {
      return await lines.question(question)
    } finally {
      lines.close()
    }
  }
}
