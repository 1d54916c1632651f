import { createHash } from 'node:crypto'
import type { Account, UnnumberedRecord } from './windows-record.ts'

/** A running PowerShell, on whose behalf records are written. */
export interface Shell {
  readonly computer: string
  readonly account: Account
  /** `DOMAIN\name`, which module logging writes into its context even where the SID stays untranslated. */
  readonly userName: string
  readonly processId: number
  readonly threadId: number
  readonly application: string
}

const operational = {
  channel: 'Microsoft-Windows-PowerShell/Operational',
  provider: {
    name: 'Microsoft-Windows-PowerShell',
    guid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
  },
  version: 1,
  keywords: { bits: 0n, name: 'None' },
} as const

/** Event 4104 with a script block that fits one event. */
export function scriptBlock(
  shell: Shell,
  clock: string,
  text: string,
  path = '',
): UnnumberedRecord {
  return scriptBlockParts(shell, [clock], [text], path)[0] as UnnumberedRecord
}

/** Event 4104 once for each part of a script block that Windows splits; all parts share the block's id. */
export function scriptBlockParts(
  shell: Shell,
  clocks: readonly string[],
  parts: readonly string[],
  path = '',
): UnnumberedRecord[] {
  const id = guidFrom(shell.computer, clocks.join(), parts.join())
  return parts.map((text, index) => ({
    ...operational,
    ...writtenBy(shell, clocks[index] as string),
    eventId: 4104,
    level: { number: 5, name: 'Verbose' },
    task: { number: 2, name: 'Execute a Remote Command' },
    opcode: { number: 15, name: 'On create calls' },
    data: [
      { name: 'MessageNumber', value: String(index + 1) },
      { name: 'MessageTotal', value: String(parts.length) },
      { name: 'ScriptBlockText', value: text },
      { name: 'ScriptBlockId', value: id },
      { name: 'Path', value: path },
    ],
    message:
      `Creating Scriptblock text (${index + 1} of ${parts.length}):\n${text}\n\n` +
      `ScriptBlock ID: ${id}\nPath: ${path}`,
  }))
}

/** Event 4103: module logging of one command with its parameters. */
export function pipelineExecution(
  shell: Shell,
  clock: string,
  command: string,
  parameters: Readonly<Record<string, string>> = {},
): UnnumberedRecord {
  const payload = [
    `CommandInvocation(${command}): "${command}"`,
    ...Object.entries(parameters).map(
      ([name, value]) => `ParameterBinding(${command}): name="${name}"; value="${value}"`,
    ),
    '',
  ].join('\n')
  const context = [
    'Severity = Informational',
    'Host Name = ConsoleHost',
    'Host Version = 5.1.19041.5247',
    `Host ID = ${hostId(shell)}`,
    `Host Application = ${shell.application}`,
    'Engine Version = 5.1.19041.5247',
    `Runspace ID = ${guidFrom('runspace', shell.computer, shell.application)}`,
    'Pipeline ID = 7',
    `Command Name = ${command}`,
    'Command Type = Cmdlet',
    'Script Name = ',
    'Command Path = ',
    'Sequence Number = 18',
    `User = ${shell.userName}`,
    'Connected User = ',
    'Shell ID = Microsoft.PowerShell',
  ]
  const contextInfo = `${context.map((line) => `        ${line}\n`).join('')}`
  return {
    ...operational,
    ...writtenBy(shell, clock),
    eventId: 4103,
    level: { number: 4, name: 'Information' },
    task: { number: 106, name: 'Executing Pipeline' },
    opcode: { number: 20, name: 'To be used when operation is just executing a method' },
    data: [
      { name: 'ContextInfo', value: contextInfo },
      { name: 'UserData', value: '' },
      { name: 'Payload', value: payload },
    ],
    message: `${payload}\n\nContext:\n${contextInfo}\n\nUser Data:\n\n`,
  }
}

/** Event 400 of the older channel: an engine has started. It tells neither account nor process. */
export function engineStarted(shell: Shell, clock: string): UnnumberedRecord {
  const details = [
    'NewEngineState=Available',
    'PreviousEngineState=None',
    '',
    'SequenceNumber=13',
    '',
    'HostName=ConsoleHost',
    'HostVersion=5.1.19041.5247',
    `HostId=${hostId(shell)}`,
    `HostApplication=${shell.application}`,
    'EngineVersion=5.1.19041.5247',
    `RunspaceId=${guidFrom('runspace', shell.computer, shell.application)}`,
    'PipelineId=',
    'CommandName=',
    'CommandType=',
    'ScriptName=',
    'CommandPath=',
    'CommandLine=',
  ]
    .map((line) => (line === '' ? '' : `\t${line}`))
    .join('\n')
  return {
    computer: shell.computer,
    time: timeAt(clock),
    channel: 'Windows PowerShell',
    provider: { name: 'PowerShell', guid: null },
    eventId: 400,
    version: 0,
    level: { number: 4, name: 'Information' },
    task: { number: 4, name: 'Engine Lifecycle' },
    opcode: { number: 0, name: 'Info' },
    keywords: { bits: 0x80000000000000n, name: 'Classic' },
    account: null,
    processId: 0,
    threadId: 0,
    activityId: null,
    data: ['Available', 'None', details].map((value) => ({ name: null, value })),
    message: `Engine state is changed from None to Available. \n\nDetails: \n${details}`,
  }
}

function writtenBy(shell: Shell, clock: string) {
  return {
    computer: shell.computer,
    time: timeAt(clock),
    account: shell.account,
    processId: shell.processId,
    threadId: shell.threadId,
    activityId: `{${guidFrom('activity', shell.computer, clock).toUpperCase()}}`,
  }
}

const timeAt = (clock: string) => `2026-02-03T${clock}Z`

const hostId = (shell: Shell) => guidFrom('host', shell.computer, shell.application)

/** Looks random, stays the same from run to run. */
function guidFrom(...seeds: readonly string[]): string {
  const hex = createHash('sha256').update(seeds.join('\n')).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`]
    .concat(hex.slice(20, 32))
    .join('-')
}
