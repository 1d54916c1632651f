import { describe, expect, it } from 'vitest'
import type { WindowsDatum, WindowsEvent, WindowsSystem } from '../../contract/event.ts'
import { windowsField, windowsFields } from './windows-fields.ts'

const nothing: WindowsSystem = {
  provider: null,
  guid: null,
  eventSourceName: null,
  eventId: null,
  qualifiers: null,
  version: null,
  level: null,
  task: null,
  opcode: null,
  keywords: null,
  systemTime: null,
  recordId: null,
  activityId: null,
  relatedActivityId: null,
  processId: null,
  threadId: null,
  channel: null,
  computer: null,
  userId: null,
  user: null,
}

interface Parts {
  readonly shape?: WindowsEvent['shape']
  readonly system?: Partial<WindowsSystem>
  readonly data?: readonly WindowsDatum[]
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

const event = ({
  shape = 'xml',
  system = {},
  data = [],
  message,
  headers,
}: Parts): WindowsEvent => ({
  kind: 'windows',
  shape,
  offset: 0,
  time: 0,
  system: { ...nothing, ...system },
  raw: () => '',
  data: () => data,
  mayHave: () => true,
  message: () => message ?? null,
  ...(headers && { headers: () => new Map(Object.entries(headers)) }),
})

const scriptBlock = {
  provider: 'Microsoft-Windows-PowerShell',
  eventId: '4104',
  computer: 'ws07.corp.example',
}
const scriptData = [
  { name: 'MessageNumber', value: '1' },
  { name: 'MessageTotal', value: '1' },
  { name: 'ScriptBlockText', value: 'Get-Date' },
  { name: 'ScriptBlockId', value: 'abc' },
  { name: 'Path', value: '' },
]
const scriptMessage = 'Creating Scriptblock text (1 of 1):\nGet-Date\n\nScriptBlock ID: abc\nPath:'

describe('windowsField', () => {
  const xml = event({ system: { ...scriptBlock, userId: 'S-1-5-18' }, data: scriptData })
  const text = event({
    shape: 'text',
    system: { ...scriptBlock, opcode: 'On create calls', keywords: 'None' },
    message: scriptMessage,
    headers: { Type: 'Verbose', TaskCategory: 'Execute a Remote Command' },
  })

  it.each([
    ['EventCode', '4104'],
    ['EventID', '4104'],
    ['dest', 'ws07.corp.example'],
    ['dvc_nt_host', 'ws07'],
    ['signature_id', '4104'],
    ['Message', scriptMessage],
    ['ScriptBlockText', 'Get-Date'],
    ['Path', ''],
    ['Name', 'Microsoft-Windows-PowerShell'],
    ['Guid', '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}'],
    ['vendor_product', 'Microsoft Windows'],
    ['NoSuchField', null],
  ])('%s is the same in XML and classic text', (name, value) => {
    expect(windowsField(xml, name)).toBe(value)
    expect(windowsField(text, name)).toBe(value)
  })

  it('turns the words of classic text into the numbers of XML', () => {
    expect(windowsField(text, 'Opcode')).toBe('15')
    expect(windowsField(text, 'Task')).toBe('2')
    expect(windowsField(text, 'Level')).toBe('5')
    expect(windowsField(text, 'Keywords')).toBe('0x0')
    expect(windowsField(text, 'TaskCategory')).toBe('Execute a Remote Command')
  })

  it('names accounts that have the same SID everywhere, else gives the SID', () => {
    expect(windowsField(xml, 'User')).toBe('NT AUTHORITY\\SYSTEM')
    expect(windowsField(event({ system: { userId: 'S-1-5-21-1-2-3-500' } }), 'User')).toBe(
      'S-1-5-21-1-2-3-500',
    )
    expect(windowsField(event({ system: { userId: 'S-1-5-18', user: 'CORP\\ann' } }), 'User')).toBe(
      'CORP\\ann',
    )
  })

  it('gives script block events every field that detections group by, empty when the log does not tell it', () => {
    const bare = event({ system: scriptBlock })
    for (const name of ['Path', 'ProcessID', 'user_id', 'User', 'Opcode', 'ScriptBlockId']) {
      expect(windowsField(bare, name), name).not.toBeNull()
    }
    expect(windowsField(event({ system: { ...scriptBlock, eventId: '1' } }), 'Path')).toBeNull()
  })

  it('keeps what the event says itself: System before data, data before what is derived', () => {
    const odd = event({
      system: scriptBlock,
      data: [
        { name: 'Computer', value: 'elsewhere' },
        { name: 'User', value: 'CORP\\bob' },
      ],
    })
    expect(windowsField(odd, 'Computer')).toBe('ws07.corp.example')
    expect(windowsField(odd, 'User')).toBe('CORP\\bob')
  })

  it('gathers data of one name, and data without a name', () => {
    const twice = event({
      data: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
        { name: '', value: 'x' },
      ],
    })
    expect(windowsField(twice, 'a')).toEqual(['1', '2'])
    expect(windowsField(twice, 'Data')).toBe('x')
  })

  it('renders messages from unnamed data', () => {
    const started = event({
      system: { provider: 'PowerShell', eventId: '400' },
      data: ['Available', 'None', '\tHostName=ConsoleHost'].map((value) => ({ name: '', value })),
    })
    expect(windowsField(started, 'Message')).toBe(
      'Engine state is changed from None to Available. \n\nDetails: \n\tHostName=ConsoleHost',
    )
  })

  it('lists exactly the fields that have a value', () => {
    const names = [
      ...windowsFields(xml).keys(),
      ...windowsFields(text).keys(),
      'NoSuchField',
      'Data',
    ]
    for (const each of [xml, text]) {
      const fields = windowsFields(each)
      for (const name of names)
        expect(fields.get(name) ?? null, name).toEqual(windowsField(each, name))
    }
    expect(windowsFields(text).get('ScriptBlockText')).toBe('Get-Date')
  })
})
