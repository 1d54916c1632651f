import type { WindowsRecord } from './windows-record.ts'

/** JSON lines in the shape of the `evtx_dump` tool: attributes apart, GUIDs bare, numbers as numbers, microseconds. */
export const renderEvtxDump = (records: readonly WindowsRecord[]): string =>
  records.map((record) => `${JSON.stringify(eventObject(record))}\n`).join('')

function eventObject(record: WindowsRecord) {
  const { provider, account, activityId } = record
  return {
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: {
          '#attributes':
            provider.guid === null
              ? { Name: provider.name }
              : { Name: provider.name, Guid: withoutBraces(provider.guid) },
        },
        EventID:
          provider.guid === null
            ? { '#attributes': { Qualifiers: 0 }, '#text': record.eventId }
            : record.eventId,
        Version: record.version,
        Level: record.level.number,
        Task: record.task.number,
        Opcode: record.opcode.number,
        Keywords: `0x${record.keywords.bits.toString(16)}`,
        TimeCreated: { '#attributes': { SystemTime: record.time.replace(/\dZ$/, 'Z') } },
        EventRecordID: record.recordId,
        Correlation:
          activityId === null ? null : { '#attributes': { ActivityID: withoutBraces(activityId) } },
        Execution: {
          '#attributes': { ProcessID: record.processId, ThreadID: record.threadId },
        },
        Channel: record.channel,
        Computer: record.computer,
        Security: account === null ? null : { '#attributes': { UserID: account.sid } },
      },
      EventData: eventData(record),
    },
  }
}

function eventData({ data }: WindowsRecord) {
  if (data.every(({ name }) => name === null))
    return { Data: { '#text': data.map(({ value }) => withWindowsLineEnds(value)) }, Binary: null }
  return Object.fromEntries(
    data.map(({ name, value }) => [
      name,
      name === 'MessageNumber' || name === 'MessageTotal'
        ? Number(value)
        : withWindowsLineEnds(value),
    ]),
  )
}

const withoutBraces = (guid: string) => guid.slice(1, -1)

/** The tool keeps the line ends that Windows stored, where an XML reader would give `\n`. */
const withWindowsLineEnds = (text: string) => text.replaceAll('\n', '\r\n')
