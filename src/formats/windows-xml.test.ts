import { describe, expect, test } from 'vitest'
import type { ParsedEvent, WindowsEvent } from '../contract/event.ts'
import type { FormatOptions, InputProblem } from '../contract/format.ts'
import { windowsXml } from './windows-xml.ts'

function read(
  input: string | Uint8Array | readonly Uint8Array[],
  options?: Partial<FormatOptions>,
) {
  const events: ParsedEvent[] = []
  const problems: InputProblem[] = []
  const sink = {
    event: (event: ParsedEvent) => void events.push(event),
    problem: (problem: InputProblem) => void problems.push(problem),
  }
  const parser = windowsXml.open(sink, options)
  const pieces =
    typeof input === 'string' || input instanceof Uint8Array ? [Buffer.from(input)] : input
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return { events: events as WindowsEvent[], problems }
}

const system = '<System><EventID>1</EventID></System>'
const event = (data: string): string => `<Event>${system}<EventData>${data}</EventData></Event>`
const value = (data: string): string | undefined => read(event(data)).events[0]?.data()[0]?.value

describe('values', () => {
  test.each([
    ['predefined entities', '<Data>&lt;&gt;&amp;&quot;&apos;</Data>', '<>&"\''],
    ['character references', '<Data>&#65;&#x42;&#x1F600;</Data>', 'AB\u{1F600}'],
    [
      'references to what is no character',
      '<Data>&#0;&#xD800;&#x110000;</Data>',
      '\uFFFD\uFFFD\uFFFD',
    ],
    ['unknown entities stay', '<Data>&nbsp;&a b;&</Data>', '&nbsp;&a b;&'],
    ['an entity is decoded once', '<Data>&amp;lt;</Data>', '&lt;'],
    ['CDATA is not decoded', '<Data>a<![CDATA[<b> &lt; ]]>c</Data>', 'a<b> &lt; c'],
    ['line ends', '<Data>a\r\nb\rc&#13;&#10;d</Data>', 'a\nb\nc\nd'],
    ['a brace of text', '<Data>1 < 2 and 3 <4</Data>', '1 < 2 and 3 <4'],
    ['comments are left out', '<Data>a<!-- </Data> -->b</Data>', 'ab'],
    ['no value', '<Data/>', ''],
  ])('%s', (_, data, expected) => {
    expect(value(data)).toBe(expected)
  })

  test.each([
    ['single quotes with > and double ones', `<Data Name='a>"b'>x</Data>`, 'a>"b'],
    ['blanks around =', `<Data a="1" Name = "b" >x</Data>`, 'b'],
    ['entities', `<Data Name="a&amp;b">x</Data>`, 'a&b'],
    ['a name that ends like it', `<Data xName="a" Name="b">x</Data>`, 'b'],
    ['no attribute', `<Data>x</Data>`, ''],
  ])('names with %s', (_, data, expected) => {
    const { events, problems } = read(event(data))
    expect(events[0]?.data()).toEqual([{ name: expected, value: 'x' }])
    expect(problems).toEqual([])
  })

  test('elements within elements give their leaves', () => {
    const { events } = read(event('<A><B>1</B><C><D>2</D></C></A><Data Name="e">3</Data>'))
    expect(events[0]?.data().map(({ name, value }) => `${name}=${value}`)).toEqual([
      'B=1',
      'D=2',
      'e=3',
    ])
  })
})

describe('encodings', () => {
  const text = `<?xml version="1.0" encoding="utf-16"?>\r\n${event('<Data Name="a">é\u{1F600}</Data>')}\r\n${event('<Data>b</Data>')}`
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  const starts = [text.indexOf('<Event>'), text.lastIndexOf('<Event>')]
  const utf8 = starts.map((start) => 3 + Buffer.byteLength(text.slice(0, start)))
  const utf16 = (mark: number): number[] => starts.map((start) => mark + 2 * start)
  const marked = (mark: string, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from(mark, 'latin1'), bytes])

  test.each([
    ['UTF-8 with mark', Buffer.from(`\uFEFF${text}`), utf8],
    ['UTF-16 little endian with mark', marked('\xff\xfe', little), utf16(2)],
    ['UTF-16 big endian with mark', marked('\xfe\xff', big), utf16(2)],
    ['UTF-16 without mark', little, utf16(0)],
  ])('%s', (_, bytes, offsets) => {
    expect(windowsXml.sniff(bytes)).toBeGreaterThan(0.5)
    for (const size of [bytes.length, 1, 3, 7]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      )
      const { events, problems } = read(pieces)
      expect(problems).toEqual([])
      expect(events.map(({ offset }) => offset)).toEqual(offsets)
      expect(events[0]?.data()).toEqual([{ name: 'a', value: 'é\u{1F600}' }])
    }
  })

  test('bytes that are no UTF-8 are noted once', () => {
    const bytes = Buffer.from(event('<Data>caf\xe9</Data>').repeat(2), 'latin1')
    const { events, problems } = read(bytes)
    expect(events.map((one) => one.data()[0]?.value)).toEqual(['caf\uFFFD', 'caf\uFFFD'])
    expect(problems).toEqual([
      { offset: 0, kind: 'note', ofFile: 'once', message: expect.stringContaining('not UTF-8') },
    ])
  })
})

test('a list of events that is not closed is told', () => {
  const list = `<Events>${event('<Data>a</Data>')}`
  expect(read(`${list}</Events>`).problems).toEqual([])
  const { events, problems } = read(`${list}\n`)
  expect(events).toHaveLength(1)
  expect(problems).toMatchObject([{ kind: 'record', offset: list.length + 1 }])
})

describe('hostile input', () => {
  const pieces = (piece: string, times: number): Uint8Array[] =>
    Array(times).fill(Buffer.from(piece))

  test('entities that expand to billions are not expanded', () => {
    const entities = Array.from(
      { length: 20 },
      (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
    )
    const bomb = `<!DOCTYPE Event [<!ENTITY l0 "lol">${entities.join('')}]>${event('<Data>&l20;</Data>')}`
    const { events, problems } = read(bomb)
    expect(events[0]?.data()[0]?.value).toBe('&l20;')
    expect(problems).toMatchObject([{ kind: 'file', offset: 0 }])
  })

  test.each([
    ['100 MB of text', 'x', 1600],
    ['comments that never close', '<!-- ', 300],
    ['open quotes', '<Data Name="', 300],
    ['open elements', '<a>', 300],
    ['no markup', '< ', 300],
    ['document types that never close', '<!DOCTYPE [', 300],
  ])('%s in bounded memory and time', (_, piece, chunks) => {
    const size = 1 << 16
    const chunk = piece.repeat(Math.ceil(size / piece.length))
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    let count = 0
    const sink = { event: () => {}, problem: () => void count++ }
    const parser = windowsXml.open(sink, { maxEventBytes: 1 << 20 })
    parser.push(Buffer.from(`<Event>${system}<EventData><Data>`))
    for (let at = 0; at < chunks; at++) {
      parser.push(Buffer.from(chunk))
      if (at % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    parser.push(Buffer.from(event('<Data>end</Data>')))
    parser.end()
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(300)
    expect(most).toBeLessThan(64 << 20)
  })

  test('a long event is cut, and the next one read', () => {
    const long = event(`<Data Name="a">${'é'.repeat(1000)}</Data>`)
    const { events, problems } = read(`${long}\n${event('<Data>b</Data>')}`, { maxEventBytes: 150 })
    expect(events).toHaveLength(2)
    expect(events[0]?.raw().length).toBeLessThan(150)
    expect(events[0]?.data()[0]?.value).toMatch(/^é+$/)
    expect(problems).toMatchObject([
      { kind: 'record', message: expect.stringContaining('longer than 150') },
    ])
  })

  test('elements nested too deep end the event', () => {
    const { events, problems } = read(`${event('<a>'.repeat(100))}${event('<Data>b</Data>')}`)
    expect(events).toHaveLength(2)
    expect(problems).toMatchObject([{ message: expect.stringContaining('deeper than 64') }])
  })

  test('a large chunk of pieces', () => {
    const { events, problems } = read(pieces(`${event('<Data>b</Data>')}\n`, 1000))
    expect([events.length, problems.length]).toEqual([1000, 0])
  })
})
