import {
  defaultOptions,
  type EventSink,
  type Format,
  type FormatOptions,
} from '../contract/format.ts'
import type { ByteWindow } from './byte-window.ts'
import { readText, utf8Sample } from './text-encoding.ts'
import { textEvent } from './text-event.ts'
import { behindLine, type TextPartReader, textParting } from './text-parting.ts'
import { timeFinder } from './time-finder.ts'
import { characterStart, utf8Watch } from './utf8-watch.ts'

export const plainText: Format = {
  name: 'plain-text',
  summary: 'The last resort: each line that is not blank is an event.',
  sniff(sample) {
    const bytes = utf8Sample(sample)
    let printable = 0
    for (const byte of bytes) {
      if (byte === 0) return 0
      if (byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b) printable++
    }
    // Characters above ASCII are printable, but a file of many that are no UTF-8 is none of text.
    const broken = [...bytes.toString('utf8')].filter((character) => character === '\uFFFD').length
    return printable > bytes.length * 0.95 && broken < bytes.length * 0.1 && bytes.length > 0
      ? 0.05
      : 0
  },
  open(sink, options) {
    const settings = { ...defaultOptions, ...options }
    return readText((window) => lineReader(window, sink, settings), settings.charset)
  },
  parting(head, options) {
    const settings = { ...defaultOptions, ...options }
    return textParting(head, settings.charset, {
      open: (window, sink) => lineReader(window, sink, settings),
      seams: () => behindLine,
    })
  },
  examples: [
    {
      title: 'Lines with times of several notations',
      input:
        'type=CWD msg=audit(1604994496.155:92733): cwd="/"\n\n2026-02-03T10:11:12.5+01:00 started\r\n127.0.0.1 - - [03/Feb/2026:10:11:12 +0000] "GET /"\nFeb  3 10:11:12 ws1 a: b',
      events: [
        {
          kind: 'text',
          time: 1604994496.155,
          raw: 'type=CWD msg=audit(1604994496.155:92733): cwd="/"',
          offset: 0,
        },
        { time: 1770109872.5, raw: '2026-02-03T10:11:12.5+01:00 started', offset: 51 },
        { time: 1770113472 },
        { time: null, raw: 'Feb  3 10:11:12 ws1 a: b' },
      ],
    },
    {
      title: 'Bytes that are no UTF-8',
      input: Buffer.from('caf\xe9\nna\xefve\n', 'latin1'),
      events: [{ raw: 'caf\uFFFD' }, { raw: 'na\uFFFDve' }],
      problems: ['not UTF-8 here'],
    },
  ],
}

function lineReader(window: ByteWindow, sink: EventSink, options: FormatOptions): TextPartReader {
  const { maxEventBytes } = options
  const times = timeFinder(options)
  const watch = utf8Watch(sink)
  let searched = 0
  let isRest = false

  /** Takes the line that ends at `end`; `next` is where the following one begins. */
  const take = (end: number, next: number): void => {
    let contentEnd = end
    while (contentEnd > 0 && (window.bytes[contentEnd - 1] as number) <= 0x20) contentEnd--
    if (contentEnd > 0 && !isRest) {
      const bytes = window.bytes.subarray(0, contentEnd)
      const offset = window.origin(0)
      watch(bytes, offset)
      sink.event(textEvent(bytes, offset, times))
    }
    window.consume(next)
    searched = 0
  }
  const cut = (): void => {
    if (!isRest) {
      const message = `the line is longer than ${maxEventBytes} bytes and is cut`
      sink.problem({ offset: window.origin(0), message, kind: 'record' })
    }
    const end = characterStart(window.bytes, maxEventBytes)
    take(end, end)
    isRest = true
  }
  return {
    read() {
      while (searched < window.bytes.length) {
        const found = window.bytes.indexOf(0x0a, searched)
        searched = found < 0 ? window.bytes.length : found
        if (searched > maxEventBytes) cut()
        else if (found >= 0) {
          take(found, found + 1)
          isRest = false
        }
      }
    },
    end() {
      take(window.bytes.length, window.bytes.length)
    },
    memory: () => (window.bytes.length === 0 && !isRest ? '' : undefined),
  }
}
