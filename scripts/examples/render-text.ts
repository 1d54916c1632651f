import type { WindowsRecord } from './windows-record.ts'

/** Blocks of `Name=value` lines with the message last, as Splunk's Windows input writes them by default. */
export const renderText = (records: readonly WindowsRecord[]): string =>
  records.map((record) => `${eventLines(record).join('\n')}\n`).join('')

function eventLines(record: WindowsRecord): string[] {
  return [
    twelveHourTime(record.time),
    `LogName=${record.channel}`,
    `EventCode=${record.eventId}`,
    `EventType=${record.level.number}`,
    `ComputerName=${record.computer}`,
    ...accountLines(record),
    `SourceName=${record.provider.name}`,
    `Type=${record.level.name}`,
    `RecordNumber=${record.recordId}`,
    `Keywords=${record.keywords.name}`,
    `TaskCategory=${record.task.name}`,
    `OpCode=${record.opcode.name}`,
    `Message=${record.message}`,
  ]
}

function accountLines({ account }: WindowsRecord): string[] {
  if (account === null) return []
  if (account.resolved === null) return ['User=NOT_TRANSLATED', `Sid=${account.sid}`, 'SidType=0']
  const wellKnownGroup = 5
  return [`User=${account.resolved.name}`, `Sid=${account.sid}`, `SidType=${wellKnownGroup}`]
}

function twelveHourTime(time: string): string {
  const [, year, month, day, hour, rest] =
    /^(\d+)-(\d+)-(\d+)T(\d+):(\d+:\d+)/.exec(time) ?? unreadable(time)
  const clock = String(Number(hour) % 12 || 12).padStart(2, '0')
  return `${month}/${day}/${year} ${clock}:${rest} ${Number(hour) < 12 ? 'AM' : 'PM'}`
}

function unreadable(time: string): never {
  throw new Error(`not a time: ${time}`)
}
