import { describe, expect, test } from 'vitest'
import type { ParsedEvent, WindowsEvent } from '../contract/event.ts'
import type { FormatOptions, InputProblem } from '../contract/format.ts'
import { json } from './json.ts'

function read(input: string | readonly Uint8Array[], options?: Partial<FormatOptions>) {
  const events: ParsedEvent[] = []
  const problems: InputProblem[] = []
  const sink = {
    event: (event: ParsedEvent) => void events.push(event),
    problem: (problem: InputProblem) => void problems.push(problem),
  }
  const parser = json.open(sink, options)
  for (const piece of typeof input === 'string' ? [Buffer.from(input)] : input) parser.push(piece)
  parser.end()
  return { events, problems }
}

const windows = (object: unknown): WindowsEvent =>
  read(JSON.stringify(object)).events[0] as WindowsEvent

describe('framing', () => {
  const framed = (input: string) =>
    read(input).events.map((event) =>
      event.kind === 'json' ? event.raw() : `${event.kind}: ${event.raw()}`,
    )

  test.each([
    ['lines', '{"a":1}\n{"a":2}', ['{"a":1}', '{"a":2}']],
    ['lines ended by CR LF', '{"a":1}\r\n{"a":2}\r\n', ['{"a":1}', '{"a":2}']],
    ['an array on one line', '[{"a":1},{"a":2} , {"a":3}]', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ['an array of lines', '[\n{"a":1},\n{"a":2}\n]', ['{"a":1}', '{"a":2}']],
    [
      'a printed array',
      '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]',
      ['{\n    "a": 1\n  }', '{\n    "a": 2\n  }'],
    ],
    [
      'objects without indentation',
      '{\n"a":[\n{\n"b":1\n}\n]\n}\n{\n"a":2\n}',
      ['{\n"a":[\n{\n"b":1\n}\n]\n}', '{\n"a":2\n}'],
    ],
    ['objects on one line', '{"a":1}{"a":2} {"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
    [
      'braces and quotes in strings',
      '{"a":"}{\\"]\\\\"}{"a":2}',
      ['{"a":"}{\\"]\\\\"}', '{"a":2}'],
    ],
    ['an object within a line', '{"a":{"b":{}}}\n', ['{"a":{"b":{}}}']],
    ['empty objects', '{}\n{ }', ['{}', '{ }']],
    ['nothing but brackets', '[ ]\n', []],
  ])('%s', (_, input, expected) => {
    expect(framed(input)).toEqual(expected)
    expect(read(input).problems).toEqual([])
  })

  test.each([
    ['between elements', '[{"a":1},{"a":2},', 17],
    ['after an element', '[{"a":1}\n', 9],
    ['in arrays without end', '[{"a":1},[[[[', 13],
  ])('a file that ends %s', (_, input, offset) => {
    expect(read(input).problems).toEqual([
      { offset, message: 'the file ends within an array', kind: 'record' },
    ])
  })

  test.each([
    ['a number', '1\n{"a":1}', ['text: 1', '{"a":1}'], ['no JSON object']],
    ['a trailing comma', '{"a":1,}\n{"a":2}', ['text: {"a":1,}', '{"a":2}'], ['no valid JSON']],
    [
      'a bad element of an array',
      '[{"a":1},{a:2},{"a":3}]',
      ['{"a":1}', 'text: {a:2}', '{"a":3}'],
      ['no valid JSON'],
    ],
    ['a cut line', '{"a":1\n{"a":2}', ['text: {"a":1', '{"a":2}'], ['not closed']],
    [
      'the same cut twice',
      '{"a":"\n{"a":"\n{"a":2}',
      ['text: {"a":"', 'text: {"a":"', '{"a":2}'],
      ['not closed', 'not closed'],
    ],
    [
      'lines of noise',
      'x\ny\n{"a":1}\nz',
      ['text: x', 'text: y', '{"a":1}', 'text: z'],
      ['no JSON object', 'no JSON object'],
    ],
    ['not a number', '{"a":NaN}\n{"a":1}', ['text: {"a":NaN}', '{"a":1}'], ['no valid JSON']],
  ])('%s', (_, input, events, problems) => {
    expect(framed(input)).toEqual(events)
    expect(read(input).problems.map(({ message }) => message)).toEqual(
      problems.map((part) => expect.stringContaining(part)),
    )
  })
})

describe('hostile input', () => {
  test.each([
    ['a string of 100 MB', '{"a":"', 'x', 1600],
    ['brackets that never close', '{"a":', '[', 300],
    ['objects that never close', '', '{"a":', 300],
    ['open strings', '', '{"', 300],
    ['a line of text', '', 'x', 300],
    ['empty objects', '', '{}', 30],
  ])('%s in bounded memory and time', (_, start, piece, chunks) => {
    const chunk = piece.repeat(Math.ceil((1 << 16) / piece.length))
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    let last = ''
    const sink = {
      event: (event: ParsedEvent) => {
        last = event.raw().slice(0, 20)
      },
      problem: () => {},
    }
    const parser = json.open(sink, { maxEventBytes: 1 << 20 })
    parser.push(Buffer.from(start))
    for (let at = 0; at < chunks; at++) {
      parser.push(Buffer.from(chunk))
      if (at % 50 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    parser.push(Buffer.from('\n{"a":"end"}\n'))
    parser.end()
    expect(most).toBeLessThan(64 << 20)
    expect(last).toBe('{"a":"end"}')
  })

  test.each(['[', '{"a":'])('a million times %s is refused, not recursed into', (open) => {
    const close = open === '[' ? ']' : '}'
    const input = `{"b":${open.repeat(1e6)}1${close.repeat(1e6)}}\n{"a":1}`
    const { events, problems } = read(input, { maxEventBytes: 1 << 24 })
    expect(events.map(({ kind }) => kind)).toEqual(['text', 'json'])
    expect(problems).toMatchObject([{ message: expect.stringContaining('nested deeper than 64') }])
  })

  test('an object that is too long is cut and kept as text', () => {
    const { events, problems } = read(`{"a":"${'é'.repeat(100)}"}\n{"a":1}`, { maxEventBytes: 50 })
    expect(events.map((event) => event.raw())).toEqual([`{"a":"${'é'.repeat(22)}`, '{"a":1}'])
    expect(problems).toMatchObject([{ kind: 'record', offset: 0 }])
  })

  test('names that objects inherit are names like any other', () => {
    const { events } = read('{"__proto__":{"EventID":1},"constructor":2,"hasOwnProperty":3}')
    expect(events[0]).toMatchObject({ kind: 'json', time: null })
  })
})

describe('time', () => {
  const timeOf = (object: unknown): number | null => windows(object).time
  const base = { EventID: 1, Channel: 'Security' }
  test.each([
    [
      'TimeCreated',
      { TimeCreated: '2026-02-03T10:11:12.25Z', '@timestamp': '2026-02-03T11:00:00Z' },
      1770113472.25,
    ],
    ['TimeCreated without zone', { TimeCreated: '2026-02-03 10:11:12.250' }, 1770113472.25],
    [
      'EventTime in the zone that the receivers tell',
      {
        EventTime: '2026-02-03 06:11:12',
        EventReceivedTime: '2026-02-03 06:13:12',
        '@timestamp': '2026-02-03T10:13:13.5Z',
      },
      1770113472,
    ],
    [
      'EventTime in a zone of quarters',
      { EventTime: '2026-02-03 15:56:12', '@timestamp': '2026-02-03T10:11:13Z' },
      1770113472,
    ],
    [
      'EventTime sent long after',
      {
        EventTime: '2026-02-03 10:11:12',
        EventReceivedTime: '2026-02-03 10:11:13',
        '@timestamp': '2026-03-03T10:11:13Z',
      },
      1770113472,
    ],
    ['EventTime with zone', { EventTime: '2026-02-03T12:11:12.123456+02:00' }, 1770113472.123456],
    [
      'EventTime and the same moment of Sysmon',
      { EventTime: '2026-02-03 10:11:12', UtcTime: '2026-02-03 10:11:11.999' },
      1770113471.999,
    ],
    [
      'EventTime and another moment of Sysmon',
      { EventTime: '2026-02-03 10:11:12', UtcTime: '2026-02-03 10:10:11.999' },
      1770113472,
    ],
    ['only @timestamp', { '@timestamp': '2026-02-03T10:11:12.5Z' }, 1770113472.5],
    ['none', {}, null],
  ])('flat: %s', (_, members, expected) => {
    expect(timeOf({ ...base, ...members })).toBe(expected)
  })

  test.each([
    ['seconds', 1770113472.5, 1770113472.5],
    ['milliseconds', 1770113472500, 1770113472.5],
    ['microseconds', 1770113472500000, 1770113472.5],
    ['text of seconds', '1770113472.5', 1770113472.5],
    ['text', '2026-02-03T10:11:12', 1770113472],
    ['no time', 'noon', null],
    ['too large', 1e30, null],
  ])('any object: %s', (_, time, expected) => {
    expect(read(JSON.stringify({ time })).events[0]?.time).toBe(expected)
  })
})

describe('flat objects', () => {
  const names = (members: object): readonly string[] =>
    windows({ EventID: 1, Channel: 'x', ...members })
      .data()
      .map(({ name }) => name)

  test.each([
    ['service accounts are data', { AccountName: 'LocalSystem' }, ['AccountName']],
    [
      'resolved accounts are not',
      { AccountName: 'SYSTEM', AccountType: 'User', Domain: 'd', UserID: 'S-1-5-18' },
      [],
    ],
    ['text ProcessID is data', { ProcessID: '12', ExecutionProcessID: 4 }, ['ProcessID']],
    ['number ProcessID is not', { ProcessID: 12, ThreadID: 1, Version: 2 }, []],
    ['text Version is data', { Version: '13.0' }, ['Version']],
    [
      "NXLog's EventType is not data",
      { EventType: 'INFO', Severity: 'INFO', Category: 'c', SourceModuleType: 'x' },
      [],
    ],
    ["Sysmon's EventType is data", { EventType: 'SetValue', SourceModuleType: 'x' }, ['EventType']],
    [
      'without NXLog all three are data',
      { EventType: 'INFO', Severity: 'x', Category: 'c' },
      ['EventType', 'Severity', 'Category'],
    ],
    [
      "Logstash's names are not data",
      { '@version': '1', host: 'h', port: 1, tags: ['a'], type: 't' },
      [],
    ],
    ['without Logstash they are data', { host: 'h', port: 1 }, ['host', 'port']],
    ['lists give a datum for each value', { a: ['x', 'y'] }, ['a', 'a']],
    ['nested event data', { EventData: { a: 1 } }, ['a']],
  ])('%s', (_, members, expected) => {
    expect(names(members)).toEqual(expected)
  })

  describe('data that NXLog lost come from the message', () => {
    const nxlog = { SourceModuleType: 'im_msvistalog', EventID: 1 }
    const sysmon = { ...nxlog, SourceName: 'Microsoft-Windows-Sysmon' }
    const service = { ...nxlog, SourceName: 'Service Control Manager', EventID: 7045 }
    const account = { AccountName: 'eve', AccountType: 'User', Domain: 'd', UserID: 'S-1-5-18' }
    const Message = 'Process Create:\r\nRuleName: \r\nProcessId: 12\r\nImage: C:\\a.exe\r\n'
    const installed = 'A service was installed.\r\n\r\nService Account:  LocalSystem\r\n'
    const consumer = 'detected:\r\nOperation: Created\r\nUser: D\\eve\r\nName:  "n"\r\nType: Script'
    const deleted = 'Registry object deleted:\r\nEventType: DeleteValue\r\nProcessId: 12'
    test.each([
      ['the number of the process', { ...sysmon, ProcessID: 3144, Message }, { ProcessId: '12' }],
      ['not what is there', { ...sysmon, ProcessId: 7, Message }, { ProcessId: '7' }],
      [
        'not of events of two processes',
        { ...sysmon, EventID: 10, SourceProcessId: 5, Message },
        { SourceProcessId: '5' },
      ],
      ['nothing without a message', { ...sysmon, ProcessID: 3144 }, {}],
      ['not of other shippers', { ...sysmon, SourceModuleType: undefined, Message }, {}],
      [
        'data of WMI events',
        { ...sysmon, EventID: 20, Message: consumer },
        { Operation: 'Created', User: 'D\\eve', Name: '"n"', Type: 'Script' },
      ],
      [
        'what was done to the registry, whose place NXLog took',
        { ...sysmon, EventID: 12, EventType: 'INFO', ProcessId: '7', Message: deleted },
        { ProcessId: '7', EventType: 'DeleteValue' },
      ],
      [
        'the account of a service',
        { ...service, ...account, Message: installed },
        { AccountName: 'LocalSystem' },
      ],
    ])('%s', (_, members, expected) => {
      const data = windows({ Channel: 'x', ...members }).data()
      expect(Object.fromEntries(data.map(({ name, value }) => [name, value]))).toEqual(expected)
    })
  })

  test('GUIDs that evtx_dump writes bare are in braces, as everywhere else', () => {
    const guid = '0197231E-005A-6928-A50B-000000000D00'
    const EventData = { ProcessGuid: guid, LogonGuid: `{${guid}}`, ID: guid, RuleGuid: 'none' }
    const event = windows({ Event: { System: { EventID: 1, Channel: 'X' }, EventData } })
    expect(Object.fromEntries(event.data().map(({ name, value }) => [name, value]))).toEqual({
      ProcessGuid: `{${guid}}`,
      LogonGuid: `{${guid}}`,
      ID: guid,
      RuleGuid: 'none',
    })
  })

  test('numbers of 64 bits stay exact', () => {
    const line =
      '{"EventID":1,"Channel":"x","Keywords":-9223372036854775807,"RecordNumber":9223372036854775807,"a":18446744073709551615}'
    const event = read(line).events[0] as WindowsEvent
    expect(event.system.keywords).toBe('0x8000000000000001')
    expect(event.system.recordId).toBe('9223372036854775807')
    expect(event.data()).toEqual([{ name: 'a', value: '18446744073709551615' }])
  })

  test.each([
    [0, '0x0'],
    ['0x8020000000000000', '0x8020000000000000'],
    ['36028797018963968', '0x80000000000000'],
    ['-9223372036854775808', '0x8000000000000000'],
    ['-9214364837600034816', '0x8020000000000000'],
  ])('keywords %s', (keywords, expected) => {
    expect(windows({ EventID: 1, Channel: 'x', Keywords: keywords }).system.keywords).toBe(expected)
  })
})
