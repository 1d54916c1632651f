import { type BuiltElement, buildLog } from '../src/formats/evtx/log-builder.ts'

/** A Windows event that tests write down once and read in every shape. */
export interface Logged {
  readonly provider: string
  readonly channel: string
  readonly id: number
  readonly data: Readonly<Record<string, string>>
  /** What the audit found; other logs have none. */
  readonly audit?: 'Success' | 'Failure'
  /** Of classic text, without which the event has no such shape. */
  readonly message?: string
}

export const sysmon = (id: number, data: Logged['data'], message?: string): Logged => ({
  provider: 'Microsoft-Windows-Sysmon',
  channel: 'Microsoft-Windows-Sysmon/Operational',
  id,
  data,
  ...(message !== undefined && { message }),
})
export const security = (
  id: number,
  data: Logged['data'],
  audit: Logged['audit'] = 'Success',
  message?: string,
): Logged => ({
  provider: 'Microsoft-Windows-Security-Auditing',
  channel: 'Security',
  id,
  data,
  audit,
  ...(message !== undefined && { message }),
})

const time = '2026-02-03T10:11:12.5'
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
const keywords = { Success: '0x8020000000000000', Failure: '0x8010000000000000' }

const element = (
  name: string,
  content: NonNullable<BuiltElement['content']>,
  attributes: NonNullable<BuiltElement['attributes']> = [],
): BuiltElement => ({ name, attributes, content })

/** The bytes of an EVTX file with the event. */
export function evtxOf({ provider, channel, id, data, audit }: Logged): Buffer {
  const system = [
    element('Provider', [], [['Name', provider]]),
    element('EventID', [String(id)]),
    ...(audit ? [element('Level', ['0']), element('Keywords', [keywords[audit]])] : []),
    element('TimeCreated', [], [['SystemTime', `${time}Z`]]),
    element('EventRecordID', ['7']),
    element('Channel', [channel]),
    element('Computer', ['ws1.example.com']),
    element('Security', [], [['UserID', 'S-1-5-18']]),
  ]
  const items = Object.entries(data).map(([name, value]) =>
    element('Data', [value], [['Name', name]]),
  )
  const namespace = 'http://schemas.microsoft.com/win/2004/08/events/event'
  const template = element(
    'Event',
    [element('System', system), element('EventData', items)],
    [['xmlns', namespace]],
  )
  const seconds = Date.parse(`${time}Z`) / 1000
  return buildLog([[{ id: 7, time: seconds, event: { template, values: [] } }]])
}

/** The text of a file with the event, by the name of the shape. */
export const shapes: Readonly<Record<string, (event: Logged) => string>> = {
  xml: ({ provider, channel, id, data, audit }) =>
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider}'/><EventID>${id}</EventID>${audit ? `<Level>0</Level><Keywords>${keywords[audit]}</Keywords>` : ''}<TimeCreated SystemTime='${time}Z'/><EventRecordID>7</EventRecordID><Channel>${channel}</Channel><Computer>ws1.example.com</Computer><Security UserID='S-1-5-18'/></System><EventData>${Object.entries(
      data,
    )
      .map(([name, value]) => `<Data Name='${name}'>${escaped(value)}</Data>`)
      .join('')}</EventData></Event>`,
  nxlog: ({ provider, channel, id, data, audit }) =>
    JSON.stringify({
      EventTime: '2026-02-03 10:11:12.500000',
      Hostname: 'ws1.example.com',
      EventID: id,
      SourceName: provider,
      RecordNumber: 7,
      Channel: channel,
      UserID: 'S-1-5-18',
      ...(audit && {
        SourceModuleType: 'im_msvistalog',
        EventType: `AUDIT_${audit.toUpperCase()}`,
        Keywords: keywords[audit],
      }),
      ...data,
    }),
  winlogbeat: ({ provider, channel, id, data, audit }) =>
    JSON.stringify({
      '@timestamp': `${time}00Z`,
      winlog: {
        provider_name: provider,
        channel,
        event_id: id,
        record_id: 7,
        computer_name: 'ws1.example.com',
        user: { identifier: 'S-1-5-18' },
        ...(audit && { keywords: [`Audit ${audit}`] }),
        event_data: data,
      },
    }),
  text: ({ provider, channel, id, audit, message }) =>
    `02/03/2026 10:11:12.500 AM
LogName=${channel}
EventCode=${id}
EventType=${audit ? 0 : 4}
ComputerName=ws1.example.com
${audit ? '' : 'User=NOT_TRANSLATED\nSid=S-1-5-18\nSidType=0\n'}SourceName=${provider}
Type=Information
RecordNumber=7
Keywords=${audit ? `Audit ${audit}` : 'None'}
TaskCategory=None
OpCode=Info
Message=${message}`,
}
