import type { FormatParser } from '../contract/format.ts'
import { type ByteWindow, byteWindow } from './byte-window.ts'

/** Reads records off a window that grows between calls. */
export interface TextReader {
  /** Bytes were appended to the window: read and consume what is complete. */
  read(): void
  /** Nothing follows: read the rest. */
  end(): void
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

interface Detected {
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly mark: number
}

/** The sample as UTF-8 without its byte order mark, whichever of UTF-8 and UTF-16 it is in. */
export function utf8Sample(sample: Uint8Array): Buffer {
  const { encoding, mark } = detect(sample)
  const bytes = asBuffer(sample).subarray(mark)
  if (encoding === 'utf-8') return bytes
  const even = bytes.subarray(0, bytes.length & ~1)
  return Buffer.from(littleEndian(even, encoding).toString('utf16le'), 'utf8')
}

/** Where a text of UTF-8 begins, behind its byte order mark; `undefined` for one that `readText` translates. */
export function utf8Start(head: Uint8Array, charset: string | undefined): number | undefined {
  const { encoding, mark } = detect(head)
  return encoding === 'utf-8' && !isOther(charset, mark) ? mark : undefined
}

/** Whether the text is in a character set other than those that are recognized. */
const isOther = (charset: string | undefined, mark: number): charset is string =>
  charset !== undefined && !/^utf-(?:8|16)/.test(charset) && mark === 0

/**
 * Puts a reader of UTF-8 behind the byte order mark and, for UTF-16 (as `wevtutil` and PowerShell write it), behind a
 * translation. UTF-16 without a mark is known by its first two characters being ASCII.
 */
export function readText(open: (window: ByteWindow) => TextReader, charset?: string): FormatParser {
  let head: Buffer = Buffer.alloc(0)
  let inner: FormatParser | undefined

  const start = (): FormatParser => {
    const { encoding, mark } = detect(head)
    const translated = isOther(charset, mark) ? charset : undefined
    const unit = translated ? 'character' : encoding === 'utf-8' ? 'byte' : 'two bytes'
    const window = byteWindow({ mark, unit })
    const reader = open(window)
    const parser = translated
      ? decodingParser(window, reader, translated)
      : encoding === 'utf-8'
        ? utf8Parser(window, reader)
        : utf16Parser(window, reader, encoding)
    if (head.length > mark) parser.push(head.subarray(mark))
    head = Buffer.alloc(0)
    return parser
  }
  return {
    push(chunk) {
      if (inner !== undefined) {
        inner.push(chunk)
        return
      }
      head = head.length === 0 ? asBuffer(chunk) : Buffer.concat([head, chunk])
      if (head.length >= 4) inner = start()
    },
    end() {
      inner ??= start()
      inner.end()
    },
  }
}

function utf8Parser(window: ByteWindow, reader: TextReader): FormatParser {
  return {
    push(chunk) {
      if (chunk.length === 0) return
      window.append(chunk)
      reader.read()
    },
    end: () => reader.end(),
  }
}

const feedText =
  (window: ByteWindow, reader: TextReader) =>
  (text: string): void => {
    if (text === '') return
    window.append(Buffer.from(text, 'utf8'))
    reader.read()
  }

/** A text in another encoding; places in it are told as if every character were one byte. */
function decodingParser(window: ByteWindow, reader: TextReader, charset: string): FormatParser {
  const decoder = new TextDecoder(charset)
  const feed = feedText(window, reader)
  return {
    push: (chunk) => feed(decoder.decode(chunk, { stream: true })),
    end() {
      feed(decoder.decode())
      reader.end()
    },
  }
}

function utf16Parser(window: ByteWindow, reader: TextReader, encoding: Encoding): FormatParser {
  const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })
  let odd: Buffer = Buffer.alloc(0)
  const feed = feedText(window, reader)
  return {
    push(chunk) {
      const bytes = odd.length === 0 ? asBuffer(chunk) : Buffer.concat([odd, chunk])
      const even = bytes.subarray(0, bytes.length & ~1)
      odd = Buffer.from(bytes.subarray(even.length))
      feed(decoder.decode(littleEndian(even, encoding), { stream: true }))
    },
    end() {
      feed(decoder.decode(odd))
      reader.end()
    },
  }
}

const littleEndian = (even: Buffer, encoding: Encoding): Buffer =>
  encoding === 'utf-16be' ? Buffer.from(even).swap16() : even

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function detect(bytes: Uint8Array): Detected {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (isAscii(a) && b === 0 && isAscii(c) && d === 0) return { encoding: 'utf-16le', mark: 0 }
  if (a === 0 && isAscii(b) && c === 0 && isAscii(d)) return { encoding: 'utf-16be', mark: 0 }
  return { encoding: 'utf-8', mark: 0 }
}

const isAscii = (byte: number | undefined): boolean => byte !== undefined && byte > 0 && byte < 0x80
