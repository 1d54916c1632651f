import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Round } from './bench-table.ts'

export interface MeasuredOptions {
  readonly cwd?: string
  /** What the program writes to standard output goes there; nowhere when left out. */
  readonly output?: string
  /** The status that it may end with beside 0. */
  readonly mayFail?: boolean
}

const pollMs = 5

/**
 * Runs a program to its end. Times are those that Bash gives, of all its threads and of programs that it starts; memory is the most that
 * they were seen to have (Linux alone tells that).
 * @throws Error when it cannot be run or ends with an error
 */
export async function measuredProcess(
  command: readonly string[],
  { cwd, output = '/dev/null', mayFail = false }: MeasuredOptions = {},
): Promise<Round> {
  const script = `TIMEFORMAT='%R %U %S'; exec 3>&2; { time "$@" >"$OUT" 2>&3; } 2>&4`
  const shell = spawn('bash', ['-c', script, 'bash', ...command], {
    env: { ...process.env, OUT: output },
    stdio: ['ignore', 'ignore', 'pipe', 'ignore', 'pipe'],
    ...(cwd !== undefined && { cwd }),
  })
  let times = ''
  let complaint = ''
  shell.stdio[4]?.on('data', (text: Buffer) => {
    times += text.toString()
  })
  shell.stderr?.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(-2000)
  })
  let peakKb = 0
  const poll = setInterval(() => {
    peakKb = Math.max(peakKb, memoryBelow(shell.pid as number))
  }, pollMs)
  const status = await new Promise<number | null>((resolve, reject) => {
    shell.on('error', reject)
    shell.on('close', resolve)
  }).finally(() => clearInterval(poll))
  if (status !== 0 && !(mayFail && status !== null && status < 126)) {
    throw new Error(`${command.join(' ')} ended with ${status}\n${complaint}`)
  }
  const [clock, user, system] = times.trim().split(' ').map(Number)
  return {
    processor: (user as number) + (system as number),
    clock: clock as number,
    ...(peakKb > 0 && { peakMb: peakKb / 1024 }),
  }
}

/** In kB, of the programs that this one started; 0 where nobody tells. */
function memoryBelow(parent: number): number {
  const read = (path: string): string => {
    try {
      return readFileSync(`/proc/${path}`, 'utf8')
    } catch {
      // It has ended, or there is no such folder.
      return ''
    }
  }
  const children = read(`${parent}/task/${parent}/children`).split(' ').filter(Boolean).map(Number)
  return children.reduce((sum, child) => {
    const peak = /^VmHWM:\s*(\d+)/m.exec(read(`${child}/status`))
    return sum + Number(peak?.[1] ?? 0) + memoryBelow(child)
  }, 0)
}
