import type { WindowsRecord } from './windows-record.ts'

/** Flat JSON lines as NXLog's `im_msvistalog` sends them through Logstash. Keywords are a signed 64-bit integer. */
export const renderNxlog = (records: readonly WindowsRecord[]): string =>
  records.map((record) => `${eventJson(record)}\n`).join('')

function eventJson(record: WindowsRecord): string {
  const { provider, account, activityId, opcode } = record
  const eventTime = record.time.slice(0, 19).replace('T', ' ')
  const verbose = record.level.number === 5
  const members = {
    EventTime: eventTime,
    Hostname: record.computer,
    Keywords: keywordsPlace,
    EventType: verbose ? 'VERBOSE' : 'INFO',
    SeverityValue: verbose ? 1 : 2,
    Severity: verbose ? 'DEBUG' : 'INFO',
    EventID: record.eventId,
    SourceName: provider.name,
    ProviderGuid: provider.guid ?? undefined,
    Version: provider.guid === null ? undefined : record.version,
    Task: record.task.number,
    OpcodeValue: provider.guid === null ? undefined : opcode.number,
    RecordNumber: record.recordId,
    ActivityID: activityId ?? undefined,
    ExecutionProcessID: record.processId,
    ThreadID: record.threadId,
    Channel: record.channel,
    Domain: account?.resolved?.domain,
    AccountName: account?.resolved?.name,
    UserID: account?.sid,
    AccountType: account?.resolved ? 'User' : undefined,
    Message: withWindowsLineEnds(record.message),
    Category: record.task.name,
    Opcode: opcode.name,
    ...namedData(record),
    EventReceivedTime: eventTime,
    SourceModuleName: 'eventlog',
    SourceModuleType: 'im_msvistalog',
    '@version': '1',
    '@timestamp': record.time.replace(/\d{4}Z$/, 'Z'),
    host: 'collector.corp.example',
  }
  const keywords = BigInt.asIntN(64, record.keywords.bits)
  return JSON.stringify(members).replace(JSON.stringify(keywordsPlace), String(keywords))
}

/** JSON.stringify prints no 64-bit integer exactly: this stands for one until the text is made. */
const keywordsPlace = '<keywords>'

/** NXLog leaves out empty values, and values without a name. */
function namedData({ data }: WindowsRecord): Record<string, string> {
  return Object.fromEntries(
    data
      .filter(({ name, value }) => name !== null && value !== '')
      .map(({ name, value }) => [name as string, withWindowsLineEnds(value)]),
  )
}

const withWindowsLineEnds = (text: string) => text.replaceAll('\n', '\r\n')
