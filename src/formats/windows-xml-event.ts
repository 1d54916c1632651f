import type { TextEvent, WindowsDatum, WindowsEvent, WindowsSystem } from '../contract/event.ts'
import { parseIsoTime } from './event-time.ts'
import { guidOf, plainLineEnds, unknownSystem } from './windows-values.ts'
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

/** A class, because one is made for each event of a file and its members are mostly never asked. */
export class XmlEvent implements WindowsEvent {
  readonly kind = 'windows'
  readonly shape = 'xml'
  readonly offset: number
  readonly #bytes: Buffer
  readonly #parts: EventParts
  #system: WindowsSystem | undefined

  constructor(bytes: Buffer, offset: number, parts: EventParts) {
    this.offset = offset
    this.#bytes = bytes
    this.#parts = parts
  }

  get system(): WindowsSystem {
    this.#system ??= readSystem(
      this.#bytes.toString('utf8', this.#parts.systemStart, this.#parts.systemEnd),
    )
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
    return dataStart < 0 ? [] : readData(this.#bytes.toString('utf8', dataStart, dataEnd))
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

type Writable<T> = { -readonly [K in keyof T]: T[K] }

function readSystem(source: string): WindowsSystem {
  const system: Writable<WindowsSystem> = { ...unknownSystem }
  const reader = readXml(source)
  let name = ''
  let text = ''
  for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
    if (piece.kind === 'text') text += piece.text
    else if (piece.kind === 'start') {
      name = piece.name
      text = ''
      readAttributes(system, name, piece.attributes)
    } else {
      if (piece.name === name) readElement(system, name, plainLineEnds(text).trim())
      name = ''
    }
  }
  return system
}

function readAttributes(system: Writable<WindowsSystem>, name: string, attributes: string): void {
  if (attributes === '') return
  const attribute = (key: string): string | null => attributeOf(attributes, key) || null
  switch (name) {
    case 'Provider':
      system.provider = attribute('Name')
      system.guid = guidOf(attribute('Guid'))
      system.eventSourceName = attribute('EventSourceName')
      return
    case 'EventID':
      system.qualifiers = attribute('Qualifiers')
      return
    case 'TimeCreated':
      system.systemTime = attribute('SystemTime')
      return
    case 'Correlation':
      system.activityId = guidOf(attribute('ActivityID'))
      system.relatedActivityId = guidOf(attribute('RelatedActivityID'))
      return
    case 'Execution':
      system.processId = attribute('ProcessID')
      system.threadId = attribute('ThreadID')
      return
    case 'Security':
      system.userId = attribute('UserID')
  }
}

const elementMembers: Readonly<Record<string, keyof WindowsSystem>> = {
  EventID: 'eventId',
  Version: 'version',
  Level: 'level',
  Task: 'task',
  Opcode: 'opcode',
  Keywords: 'keywords',
  EventRecordID: 'recordId',
  Channel: 'channel',
  Computer: 'computer',
}

function readElement(system: Writable<WindowsSystem>, name: string, text: string): void {
  const member = Object.hasOwn(elementMembers, name) ? elementMembers[name] : undefined
  if (member !== undefined && text !== '') system[member] = text
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
