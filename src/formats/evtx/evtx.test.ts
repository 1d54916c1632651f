import { describe, expect, test } from 'vitest'
import { oneRecord, parse } from '../../../test/evtx-outcome.ts'
import type { WindowsEvent } from '../../contract/event.ts'
import { crc32, crc32Portable } from './crc32.ts'
import { evtx } from './evtx.ts'
import { exampleRecords } from './example-log.ts'
import {
  type BuiltContent,
  type BuiltElement,
  type BuiltValue,
  buildLog,
  integer,
  nothing,
  text,
} from './log-builder.ts'
import { valueTypes } from './value-types.ts'

/** The event whose EventData has this content, with these values. */
function eventOf(content: readonly BuiltContent[], values: readonly BuiltValue[]): WindowsEvent {
  const data = { template: { name: 'EventData', content }, values }
  const { events, problems } = parse([buildLog([[oneRecord(data)]])])
  expect(problems).toEqual([])
  return events[0] as WindowsEvent
}

const eventDataXml = (event: WindowsEvent): string =>
  event.raw().replace(/^.*<EventData>|<\/EventData>.*$/gs, '')

const data = (substitution: number): BuiltElement => ({
  name: 'Data',
  content: [{ substitution }],
})

const hex = (type: number, bytes: string): BuiltValue => ({
  type,
  bytes: Buffer.from(bytes, 'hex'),
})
const arrayOf = (type: number, bytes: string): BuiltValue => hex(type | 0x80, bytes)

const example = buildLog([exampleRecords])

describe('values', () => {
  const shows = (value: BuiltValue, expected: string): void => {
    expect(eventOf([data(0)], [value]).data()).toEqual([{ name: '', value: expected }])
  }
  test('are rendered as Windows does', () => {
    shows(nothing, '')
    shows(text('añ😀'), 'añ😀')
    shows(text('a\r\nb\rc\nd'), 'a\nb\nc\nd')
    shows(text('kept\0garbage'), 'kept')
    shows(hex(valueTypes.ansiString, '6180e900'), 'a€é')
    shows(integer(valueTypes.int8, 1, -2), '-2')
    shows(integer(valueTypes.uint8, 1, 254), '254')
    shows(integer(valueTypes.int16, 2, -300), '-300')
    shows(integer(valueTypes.uint16, 2, 65000), '65000')
    shows(integer(valueTypes.int32, 4, -70000), '-70000')
    shows(integer(valueTypes.uint32, 4, 4294967295), '4294967295')
    shows(integer(valueTypes.int64, 8, -9007199254740993n), '-9007199254740993')
    shows(integer(valueTypes.uint64, 8, 9007199254740991n), '9007199254740991')
    shows(integer(valueTypes.uint64, 8, 18446744073709551615n), '18446744073709551615')
    shows(hex(valueTypes.float, 'cdcccc3d'), '0.1')
    shows(hex(valueTypes.float, '0000807f'), 'INF')
    shows(hex(valueTypes.double, '182d4454fb210940'), '3.141592653589793')
    shows(hex(valueTypes.double, '000000000000f0ff'), '-INF')
    shows(integer(valueTypes.boolean, 4, 0), 'false')
    shows(integer(valueTypes.boolean, 4, 1), 'true')
    shows(integer(valueTypes.boolean, 4, 6), '6')
    shows(hex(valueTypes.binary, '00ff1a'), '00FF1A')
    shows(
      hex(valueTypes.guid, '00112233445566778899aabbccddeeff'),
      '{33221100-5544-7766-8899-AABBCCDDEEFF}',
    )
    shows(integer(valueTypes.size, 4, 0x1f4), '0x1f4')
    shows(integer(valueTypes.size, 8, 0x7ff012345678n), '0x7ff012345678')
    shows(integer(valueTypes.filetime, 8, 132_500_000_001_234_567n), '2020-11-16T11:33:20.1234567Z')
    shows(integer(valueTypes.filetime, 8, 0), '1601-01-01T00:00:00.0000000Z')
    shows(integer(valueTypes.filetime, 8, -1n), '0000-00-00T00:00:00.0000000Z')
    shows(
      hex(valueTypes.systemtime, 'e4070200060003001100220033000904'),
      '1601-01-01T00:00:00.0000000Z',
    )
    shows(
      hex(valueTypes.systemtime, 'e4070200060003001100220033000903'),
      '2020-02-03T17:34:51.7770000Z',
    )
    shows(
      hex(valueTypes.sid, '0105000000000005150000000100000002000000030000000a000000'),
      'S-1-5-21-1-2-3-10',
    )
    shows(hex(valueTypes.sid, '0100ffffffffffff'), 'S-1-0xffffffffffff')
    shows(integer(valueTypes.hexInt32, 4, 0xabc), '0xabc')
    shows(integer(valueTypes.hexInt64, 8, 0x8000000000000001n), '0x8000000000000001')
  })

  const lists = (value: BuiltValue, expected: string[]): void => {
    const event = eventOf([data(0)], [value])
    expect(event.data().map((datum) => datum.value)).toEqual(expected)
    const xml = expected.map((item) => `<Data>${item}</Data>`).join('')
    expect(eventDataXml(event)).toBe(xml)
  }
  test('of arrays repeat their element', () => {
    lists(arrayOf(valueTypes.string, '61000000620063000000'), ['a', 'bc'])
    lists(arrayOf(valueTypes.string, '610000000000620000'), ['a', '', 'b'])
    lists(arrayOf(valueTypes.string, '6100'), ['a'])
    lists(arrayOf(valueTypes.ansiString, '61006200'), ['a', 'b'])
    lists(arrayOf(valueTypes.uint8, '0102ff'), ['1', '2', '255'])
    lists(arrayOf(valueTypes.int16, 'ffff0100'), ['-1', '1'])
    lists(arrayOf(valueTypes.uint32, '0100000002000000'), ['1', '2'])
    lists(arrayOf(valueTypes.boolean, '0100000000000000'), ['true', 'false'])
    lists(arrayOf(valueTypes.hexInt64, '0a000000000000000b00000000000000'), ['0xa', '0xb'])
    lists(arrayOf(valueTypes.sid, '010100000000000512000000010100000000000513000000'), [
      'S-1-5-18',
      'S-1-5-19',
    ])
    lists(arrayOf(valueTypes.guid, '00112233445566778899aabbccddeeff'), [
      '{33221100-5544-7766-8899-AABBCCDDEEFF}',
    ])
    lists(arrayOf(valueTypes.uint32, ''), [''])
  })
})

describe('content', () => {
  const renders = (content: BuiltContent[], values: BuiltValue[], expected: string): void => {
    expect(eventDataXml(eventOf(content, values))).toBe(expected)
  }
  test('of every kind is rendered', () => {
    renders([{ name: 'Data' }], [], '<Data/>')
    renders([{ name: 'Data', content: [] }], [], '<Data></Data>')
    renders([{ name: 'Data', content: ['a', { character: 66 }, 'c'] }], [], '<Data>aBc</Data>')
    renders([{ name: 'D', content: [{ entity: 'lt' }, { entity: 'x' }] }], [], '<D>&lt;&x;</D>')
    renders(
      [{ name: 'D', content: [{ cdata: '<]]>' }] }],
      [],
      '<D><![CDATA[<]]]]><![CDATA[>]]></D>',
    )
    renders([{ name: 'D', content: [{ instruction: ['t', 'd'] }] }], [], '<D><?t d?></D>')
    renders([data(0)], [text('<a> & "b" \'c\'\x01')], '<Data>&lt;a&gt; &amp; "b" \'c\'_</Data>')
    const attribute: BuiltElement = { name: 'D', attributes: [['n', { substitution: 0 }]] }
    renders(
      [attribute],
      [text('<a> & "b" \'c\'')],
      "<D n='&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;'/>",
    )
    renders([{ name: 'D', content: ['a=', { substitution: 0 }, ';'] }], [text('1')], '<D>a=1;</D>')
    renders([data(7)], [], '<Data></Data>')
  })
  test('that depends on a null value is left out', () => {
    const element: BuiltElement = { ...data(0), dependency: 0 }
    renders([element, data(1)], [nothing, text('b')], '<Data>b</Data>')
    renders([element], [text('')], '<Data></Data>')
    const optional = { substitution: 0, optional: true }
    renders([{ name: 'D', attributes: [['n', optional]] }], [nothing], '<D/>')
    renders([{ name: 'D', attributes: [['n', { substitution: 0 }]] }], [nothing], "<D n=''/>")
  })
  test('may be nested', () => {
    const inner: BuiltElement = { name: 'Inner', content: [data(0)] }
    const instance = { template: inner, values: [text('x')] }
    renders([data(0)], [instance], '<Data><Inner><Data>x</Data></Inner></Data>')
    renders(
      [data(0)],
      [{ element: { name: 'Plain', content: ['y'] } }],
      '<Data><Plain>y</Plain></Data>',
    )
    renders([{ instance }, { instance }], [], '<Inner><Data>x</Data></Inner>'.repeat(2))
  })
  test('may be nested with more values than a chunk usually has', () => {
    const last = 10_000
    const values = [...new Array<BuiltValue>(last).fill(nothing), text('x')]
    const instance = { template: { name: 'Inner', content: [data(last)] }, values }
    renders(
      [data(0), data(1)],
      [instance, text('y')],
      '<Data><Inner><Data>x</Data></Inner></Data><Data>y</Data>',
    )
  })
})

describe('data', () => {
  const yields = (content: BuiltContent[], values: BuiltValue[], expected: string[][]): void => {
    const found = eventOf(content, values).data()
    expect(found.map(({ name, value }) => [name, value])).toEqual(expected)
  }
  test('is named by its element', () => {
    yields([{ ...data(0), attributes: [['Name', 'a']] }], [text('1')], [['a', '1']])
    const named: BuiltElement = { ...data(0), attributes: [['Name', { substitution: 1 }]] }
    yields([named], [text('1'), text('b')], [['b', '1']])
    const binary = { name: 'Binary', content: [{ substitution: 1 }] }
    yields(
      [data(0), binary],
      [text('1'), hex(valueTypes.binary, '0a')],
      [
        ['', '1'],
        ['Binary', '0A'],
      ],
    )
    yields(
      [{ name: 'x:Outer', content: [{ name: 'x:Leaf', content: ['1'] }] }],
      [],
      [['Leaf', '1']],
    )
    yields(
      [{ name: 'Outer', content: [{ name: 'Leaf' }, 'text'] }],
      [],
      [
        ['Leaf', ''],
        ['Outer', 'text'],
      ],
    )
  })
  test('comes from UserData too', () => {
    const [first, second] = parse([example]).events as [WindowsEvent, WindowsEvent]
    expect(first.data()).toContainEqual({
      name: 'ScriptBlockText',
      value: "Get-Item 'C:\\a & b'\n",
    })
    expect(second.data()).toEqual([{ name: 'SubjectUserName', value: 'ann' }])
  })
  test('leaves the message of a forwarded event to message()', () => {
    const template: BuiltElement = {
      name: 'RenderingInfo',
      content: [{ name: 'Message', content: [{ substitution: 0 }] }],
    }
    const log = buildLog([[oneRecord({ template, values: [text('a\r\nb')] })]])
    const [event] = parse([log]).events
    expect(event?.message()).toBe('a\nb')
    expect(event?.data()).toEqual([])
    expect(parse([example]).events[0]?.message()).toBe(null)
  })
})

describe('records', () => {
  test('tell System', () => {
    const [event] = parse([example]).events as [WindowsEvent]
    const { system } = event
    const told = Object.fromEntries(
      Object.getOwnPropertyNames(Object.getPrototypeOf(system))
        .filter((name) => name !== 'constructor')
        .map((name) => [name, Reflect.get(system, name)]),
    )
    expect(told).toEqual({
      provider: 'Microsoft-Windows-PowerShell',
      guid: '{6E12951C-EE7E-48A9-A3FE-A378B03DDB4D}',
      eventSourceName: null,
      eventId: '4104',
      qualifiers: null,
      version: '1',
      level: '4',
      task: '2',
      opcode: '15',
      keywords: '0x8000000000000000',
      systemTime: '2026-02-03T10:11:12.2500000Z',
      recordId: '9',
      activityId: null,
      relatedActivityId: null,
      processId: '4321',
      threadId: '77',
      channel: 'Microsoft-Windows-PowerShell/Operational',
      computer: 'ws-17.example.com',
      userId: 'S-1-5-18',
      user: null,
    })
    expect(event.time).toBe(1_770_113_472.25)
    expect(event.offset).toBe(4608)
  })
  test('without a template or with another root are events too', () => {
    const element: BuiltElement = {
      name: 'Event',
      content: [
        { name: 'System', content: [{ name: 'EventID', content: ['5'] }] },
        { name: 'EventData', content: [{ name: 'Data', content: ['x'] }] },
      ],
    }
    const other: BuiltElement = { name: 'Other', content: ['y'] }
    const { events, problems } = parse([
      buildLog([
        [
          { id: 3, time: 7, event: { element } },
          { id: 4, time: 8, event: { element: other } },
        ],
      ]),
    ])
    expect(problems).toEqual([])
    expect(events.map((event) => event.raw())).toEqual([
      '<Event><System><EventID>5</EventID></System><EventData><Data>x</Data></EventData></Event>',
      '<Other>y</Other>',
    ])
    expect(
      events.map((event) => [event.system.eventId, event.system.recordId, event.time]),
    ).toEqual([
      ['5', '3', 7],
      [null, '4', 8],
    ])
    expect(events[0]?.data()).toEqual([{ name: '', value: 'x' }])
  })
})

test('other files are not taken for logs', () => {
  expect(evtx.sniff(example)).toBe(1)
  expect(evtx.sniff(example.subarray(4096))).toBe(0.9)
  expect(evtx.sniff(Buffer.from('<Event>'))).toBe(0)
  expect(evtx.sniff(new Uint8Array(0))).toBe(0)
})

test('both checksums are CRC-32', () => {
  const bytes = Buffer.from('123456789')
  expect(crc32(bytes, 0)).toBe(0xcbf43926)
  expect(crc32Portable(bytes.subarray(4), crc32Portable(bytes.subarray(0, 4), 0))).toBe(0xcbf43926)
})
