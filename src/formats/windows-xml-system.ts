import type { WindowsSystem } from '../contract/event.ts'
import { guidOf } from './windows-values.ts'
import { attributeOf, decodeEntities, readXml, tagEnd } from './xml-reader.ts'

/** The System part of an event, from the text of its element. */
export const xmlSystem = (source: string): WindowsSystem =>
  // Where an element begins is found by its name alone, which comments and CDATA could quote.
  new XmlSystem(source.includes('<!') || source.includes('<?') ? plainElements(source) : source)

/** A class with getters: of most events only the channel and the id are asked, and everything else would be read in vain. */
class XmlSystem implements WindowsSystem {
  readonly user = null
  readonly #source: string

  constructor(source: string) {
    this.#source = source
  }

  get provider(): string | null {
    return this.#attribute('Provider', 'Name')
  }
  get guid(): string | null {
    return guidOf(this.#attribute('Provider', 'Guid'))
  }
  get eventSourceName(): string | null {
    return this.#attribute('Provider', 'EventSourceName')
  }
  get eventId(): string | null {
    return this.#text('EventID')
  }
  get qualifiers(): string | null {
    return this.#attribute('EventID', 'Qualifiers')
  }
  get version(): string | null {
    return this.#text('Version')
  }
  get level(): string | null {
    return this.#text('Level')
  }
  get task(): string | null {
    return this.#text('Task')
  }
  get opcode(): string | null {
    return this.#text('Opcode')
  }
  get keywords(): string | null {
    return this.#text('Keywords')
  }
  get systemTime(): string | null {
    return this.#attribute('TimeCreated', 'SystemTime')
  }
  get recordId(): string | null {
    return this.#text('EventRecordID')
  }
  get activityId(): string | null {
    return guidOf(this.#attribute('Correlation', 'ActivityID'))
  }
  get relatedActivityId(): string | null {
    return guidOf(this.#attribute('Correlation', 'RelatedActivityID'))
  }
  get processId(): string | null {
    return this.#attribute('Execution', 'ProcessID')
  }
  get threadId(): string | null {
    return this.#attribute('Execution', 'ThreadID')
  }
  get channel(): string | null {
    return this.#text('Channel')
  }
  get computer(): string | null {
    return this.#text('Computer')
  }
  get userId(): string | null {
    // Sysmon for Linux spells it differently.
    return this.#attribute('Security', 'UserID') ?? this.#attribute('Security', 'UserId')
  }

  #text(name: string): string | null {
    const start = elementAfter(this.#source, name)
    const open = start < 0 ? -1 : tagEnd(this.#source, start)
    if (open < 0 || this.#source[open - 1] === '/') return null
    const close = this.#source.indexOf('<', open)
    const text = this.#source.slice(open + 1, close < 0 ? this.#source.length : close)
    return decodeEntities(text).trim() || null
  }

  #attribute(name: string, key: string): string | null {
    const start = elementAfter(this.#source, name)
    const end = start < 0 ? -1 : tagEnd(this.#source, start)
    return end < 0 ? null : attributeOf(this.#source.slice(start, end), key) || null
  }
}

/** Index behind the name of the first element that is called so; -1 when there is none. */
function elementAfter(source: string, name: string): number {
  const opening = `<${name}`
  let at = source.indexOf(opening)
  while (at >= 0) {
    const end = at + opening.length
    if (/[\s/>]/.test(source[end] ?? '')) return end
    at = source.indexOf(opening, end)
  }
  return -1
}

/** The same elements, attributes and texts without comments, instructions and CDATA. */
function plainElements(source: string): string {
  const reader = readXml(source)
  let plain = ''
  for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
    if (piece.kind === 'start') plain += `<${piece.name}${piece.attributes}>`
    else if (piece.kind === 'end') plain += `</${piece.name}>`
    else plain += escapeText(piece.text)
  }
  return plain
}

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
