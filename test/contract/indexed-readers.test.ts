import { describe, expect, it } from 'vitest'
import {
  defaultOptions,
  type FormatExample,
  type FormatOptions,
} from '../../src/contract/format.ts'
import type { LineSettings } from '../../src/contract/indexing.ts'
import { openBrokenText } from '../../src/formats/broken-text.ts'
import { openTable } from '../../src/formats/delimited-text.ts'
import { mergeByDate as merge } from '../../src/formats/line-merger.ts'
import { plainTable } from '../../src/formats/table-layout.ts'
import { lines, pattern } from './line-settings.ts'
import { readerSuite } from './reader-suite.ts'

interface Case extends FormatExample {
  readonly settings: LineSettings
  readonly options?: Partial<FormatOptions>
}

const cases: readonly Case[] = [
  {
    title: 'lines that are put together, of all kinds of line breaks',
    settings: lines({ merge }),
    input: '2026-02-03 10:11:12 a\r\n\tat b\n\n\rat c\r2026-02-03 10:11:13 d\n',
    events: [
      { time: 1770113472, raw: '2026-02-03 10:11:12 a\n\tat b\nat c' },
      { time: 1770113473, raw: '2026-02-03 10:11:13 d' },
    ],
  },
  {
    title: 'lines that a pattern parts',
    settings: lines({ breaker: pattern('([\\r\\n]+)(?=<)') }),
    input: '<a>\n x\n<b>\r\n\r\n<c> é\n',
    events: [{ raw: '<a>\n x' }, { raw: '<b>', offset: 7 }, { raw: '<c> é', offset: 14 }],
  },
  {
    title: 'lines far longer than a pattern is first searched in',
    settings: lines({ breaker: pattern('(;)next') }),
    input: `${'a'.repeat(20_000)};next ${'b'.repeat(8190)};next`,
    events: [{ offset: 0 }, { offset: 20_001 }, { offset: 28_197, raw: 'next' }],
  },
  {
    title: 'objects and text, whatever their lines',
    settings: lines({ breaker: pattern('(\\s*---\\s*)') }),
    input: '{\n"time":"2026-02-03T10:11:12Z"}\n---\n{"a":\n---\nplain',
    events: [{ kind: 'json', time: 1770113472 }, { kind: 'text', raw: '{"a":' }, { raw: 'plain' }],
  },
  {
    title: 'begin and end that hold events together',
    settings: lines({
      merge: {
        ...merge,
        breakBeforeDate: false,
        breakBefore: pattern('^\\S'),
        noBreakAfter: pattern('^begin'),
        breakAfter: pattern('end$'),
        noBreakBefore: pattern('^\\+'),
        maxLines: 4,
      },
    }),
    input: 'a\n b\nbegin\nc\nend\nd\n+e\n+f\n+g\n+h\n',
    events: [{ raw: 'a\n b' }, { raw: 'begin\nc\nend' }, { raw: 'd\n+e\n+f\n+g' }, { raw: '+h' }],
  },
  {
    title: 'characters of another encoding',
    settings: lines({ merge }),
    options: { charset: 'windows-1252' },
    input: Buffer.from('2026-02-03 10:11:12 caf\xe9\n2026-02-03 10:11:13 \x80\n', 'latin1'),
    events: [{ raw: '2026-02-03 10:11:12 café' }, { raw: '2026-02-03 10:11:13 €', offset: 25 }],
  },
]

describe.each(cases)('$title', ({ settings, options, ...example }) => {
  readerSuite((sink) => openBrokenText(sink, { ...defaultOptions, ...options }, settings), example)
})

describe('a table whose names stand on a later line', () => {
  readerSuite(
    (sink) =>
      openTable(sink, defaultOptions, { ...plainTable, headerLine: 3, comments: pattern('^#') }),
    {
      title: '',
      input: 'report\n\na,b\n#1,2\n3,"4\n5"\n',
      events: [{ 'columns.a': '3', 'columns.b': '4\n5', offset: 17 }],
    },
  )
})

describe('what is too long', () => {
  const maxEventBytes = 100
  function read(input: string, settings: LineSettings, cut: number) {
    const events: string[] = []
    const problems: string[] = []
    const parser = openBrokenText(
      {
        event: (event) => events.push(event.raw()),
        problem: ({ message }) => problems.push(message),
      },
      { ...defaultOptions, maxEventBytes },
      settings,
    )
    for (let at = 0; at < input.length; at += cut)
      parser.push(Buffer.from(input.slice(at, at + cut)))
    parser.end()
    return { events, problems }
  }

  it.each([
    ['by line breaks', lines({}), '\n'],
    ['by a pattern', lines({ breaker: pattern('(;)') }), ';'],
    ['after merging', lines({ merge }), '\n'],
  ])('is cut and told, %s, and reading goes on', (_, settings, sign) => {
    const long = `${'x'.repeat(50)}2026-02-03 10:11:12${'y'.repeat(50_000)}`
    const input = `2026-02-03 10:11:11 a${sign}${long}${sign}2026-02-03 10:11:13 b`
    const whole = read(input, settings, input.length)
    expect(whole.events).toEqual([
      '2026-02-03 10:11:11 a',
      long.slice(0, 100),
      '2026-02-03 10:11:13 b',
    ])
    expect(whole.problems).toEqual(['the line is longer than 100 bytes and is cut'])
    for (const cut of [1, 99, 100, 101, 8192]) expect(read(input, settings, cut)).toEqual(whole)
  })

  it('is parted where merging never ends', () => {
    const input = 'a\n'.repeat(10_000)
    const { events } = read(input, lines({ merge: { ...merge, maxLines: 1_000_000 } }), 1000)
    expect(events.every((raw) => raw.length <= maxEventBytes)).toBe(true)
    expect(events.join('').length).toBeGreaterThan(10_000)
  })
})
