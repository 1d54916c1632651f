import { runCli } from '../src/cli/cli.ts'
import type { Subcommand } from '../src/cli/subcommand.ts'

/** Runs a command line without a terminal: its exit code, all that it wrote, and its results line by line. */
export async function captureCli(
  args: readonly string[],
  commands: readonly Subcommand[],
  signal: AbortSignal = new AbortController().signal,
): Promise<{ code: number; out: string; err: string; lines: readonly string[] }> {
  const out: string[] = []
  const err: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    outColor: false,
    errColor: false,
    errIsTerminal: false,
    width: 100,
  }
  const code = await runCli(args, commands, terminal, signal)
  return { code, out: out.join(''), err: err.join(''), lines: out }
}
