import type { WindowsRecord } from './windows-record.ts'

/** One event on each line, as Splunk's `renderXml` input writes it. */
export const renderXmlLines = (records: readonly WindowsRecord[]): string =>
  records.map((record) => `${eventXml(record, '')}\n`).join('')

/** All events in one document, indented, as the event viewer saves them. */
export const renderXmlDocument = (records: readonly WindowsRecord[]): string =>
  `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>\n${records
    .map((record) => `${eventXml(record, '\n  ')}\n`)
    .join('')}</Events>\n`

function eventXml(record: WindowsRecord, line: string): string {
  const inner = line === '' ? '' : `${line}  `
  const innermost = inner === '' ? '' : `${inner}  `
  const { provider, level, task, opcode, keywords, account, activityId } = record
  const system = [
    empty('Provider', { Name: provider.name, Guid: provider.guid }),
    record.provider.guid === null
      ? `<EventID Qualifiers='0'>${record.eventId}</EventID>`
      : full('EventID', record.eventId),
    full('Version', record.version),
    full('Level', level.number),
    full('Task', task.number),
    full('Opcode', opcode.number),
    full('Keywords', `0x${keywords.bits.toString(16)}`),
    empty('TimeCreated', { SystemTime: record.time }),
    full('EventRecordID', record.recordId),
    empty('Correlation', { ActivityID: activityId }),
    empty('Execution', { ProcessID: record.processId, ThreadID: record.threadId }),
    full('Channel', record.channel),
    full('Computer', record.computer),
    empty('Security', { UserID: account?.sid ?? null }),
  ]
  const data = record.data.map(({ name, value }) =>
    name === null
      ? `<Data>${escapeText(value)}</Data>`
      : `<Data Name='${name}'>${escapeText(value)}</Data>`,
  )
  return [
    `${line.slice(1)}<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>`,
    `${inner}<System>`,
    ...system.map((element) => `${innermost}${element}`),
    `${inner}</System>`,
    `${inner}<EventData>`,
    ...data.map((element) => `${innermost}${element}`),
    `${inner}</EventData>`,
    `${line}</Event>`,
  ].join('')
}

const full = (name: string, value: string | number) =>
  `<${name}>${escapeText(String(value))}</${name}>`

const empty = (name: string, attributes: Readonly<Record<string, string | number | null>>) =>
  `<${name}${Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}='${value}'`)
    .join('')}/>`

const escapeText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
