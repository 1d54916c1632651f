import type { TextEvent, WindowsDatum, WindowsEvent, WindowsSystem } from '../contract/event.ts'
import { parseIsoTime } from './event-time.ts'
import { plainLineEnds } from './windows-values.ts'
import { xmlSystem } from './windows-xml-system.ts'
import { attributeOf, readXml, type XmlReader } from './xml-reader.ts'

/** Where the parts of an event lie in its bytes; -1 for a missing part, and the end of a part that is cut off is the end of all. */
export interface EventParts {
  systemStart: number
  systemEnd: number
  dataStart: number
  dataEnd: number
  renderingStart: number
  renderingEnd: number
}

const wordWithoutUnderscore = /^[A-Za-z\d]+$/

/** A class, because one is made for each event of a file and its members are mostly never asked. */
export class XmlEvent implements WindowsEvent {
  readonly kind = 'windows'
  readonly shape = 'xml'
  readonly offset: number
  readonly #bytes: Buffer
  readonly #parts: EventParts
  #system: WindowsSystem | undefined
  #data: readonly WindowsDatum[] | undefined

  constructor(bytes: Buffer, offset: number, parts: EventParts) {
    this.offset = offset
    this.#bytes = bytes
    this.#parts = parts
  }

  get system(): WindowsSystem {
    const { systemStart, systemEnd } = this.#parts
    this.#system ??= xmlSystem(this.#bytes.toString('utf8', systemStart, systemEnd))
    return this.#system
  }

  get time(): number | null {
    const { systemTime } = this.system
    return systemTime === null ? null : parseIsoTime(systemTime, 'UTC')
  }

  raw(): string {
    return this.#bytes.toString('utf8')
  }

  data(): readonly WindowsDatum[] {
    const { dataStart, dataEnd } = this.#parts
    this.#data ??= dataStart < 0 ? [] : readData(this.#bytes.toString('utf8', dataStart, dataEnd))
    return this.#data
  }

  mayHave(name: string): boolean {
    const { dataStart, dataEnd } = this.#parts
    if (dataStart < 0) return false
    if (this.#data !== undefined || !wordWithoutUnderscore.test(name)) return true
    // A name may be written with references, which begin with an ampersand, as may any value.
    const found = this.#bytes.subarray(dataStart, dataEnd)
    return found.includes(name) || found.includes('&')
  }

  message(): string | null {
    const { renderingStart, renderingEnd } = this.#parts
    return renderingStart < 0
      ? null
      : readMessage(this.#bytes.toString('utf8', renderingStart, renderingEnd))
  }
}

/** An `<Event>` that is none of Windows, kept as text. */
export function foreignElement(bytes: Buffer, offset: number): TextEvent {
  return { kind: 'text', offset, time: null, raw: () => bytes.toString('utf8') }
}

/** The elements without children, in document order. `Data` goes by its `Name`, any other element by its own name. */
function readData(source: string): readonly WindowsDatum[] {
  const data: WindowsDatum[] = []
  const reader = readXml(source)
  const root = reader.next()
  if (root?.kind !== 'start' || root.empty) return data
  // UserData wraps its values once more; an empty wrapper is no value.
  let leaf: { name: string; text: string; isWrapper: boolean } | undefined
  let depth = 1
  const close = (): void => {
    if (leaf !== undefined && !(leaf.isWrapper && leaf.text.trim() === ''))
      data.push({ name: leaf.name, value: plainLineEnds(leaf.text) })
    leaf = undefined
  }
  for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
    if (piece.kind === 'text') {
      if (leaf !== undefined) leaf.text += piece.text
    } else if (piece.kind === 'start') {
      const name =
        piece.name === 'Data' ? (attributeOf(piece.attributes, 'Name') ?? '') : piece.name
      leaf = { name, text: '', isWrapper: depth === 1 && root.name === 'UserData' }
      if (piece.empty) close()
      else depth++
    } else {
      close()
      depth--
    }
  }
  close()
  return data
}

function readMessage(source: string): string | null {
  const reader = readXml(source)
  for (let piece = reader.next(); piece !== undefined; piece = reader.next())
    if (piece.kind === 'start' && piece.name === 'Message')
      return piece.empty ? null : textUpTo(reader)
  return null
}

function textUpTo(reader: XmlReader): string {
  let text = ''
  for (let piece = reader.next(); piece?.kind === 'text'; piece = reader.next()) text += piece.text
  return plainLineEnds(text)
}
