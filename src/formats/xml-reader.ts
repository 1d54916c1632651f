/**
 * A reader for small pieces of XML: elements, attributes, text, CDATA, the five predefined entities and character references.
 * Nothing is expanded beyond that, so text never grows; an unknown entity stays as it is written. Cut or broken markup ends the
 * reading, never throws, and takes linear time.
 */
export interface XmlReader {
  /** Moves to the next piece; `undefined` at the end. */
  next(): XmlPiece | undefined
}

export type XmlPiece =
  | {
      readonly kind: 'start'
      readonly name: string
      readonly attributes: string
      readonly empty: boolean
    }
  | { readonly kind: 'end'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

export function readXml(source: string): XmlReader {
  let at = 0

  const text = (): XmlPiece => {
    let end = source.indexOf('<', at)
    while (end >= 0 && !opensMarkup(source, end)) end = source.indexOf('<', end + 1)
    if (end < 0) end = source.length
    const piece = source.slice(at, end)
    at = end
    return { kind: 'text', text: decodeEntities(piece) }
  }
  const cdata = (): XmlPiece => {
    const from = at + 9
    const close = source.indexOf(']]>', from)
    at = close < 0 ? source.length : close + 3
    return { kind: 'text', text: source.slice(from, close < 0 ? source.length : close) }
  }
  const skip = (close: string): void => {
    const end = source.indexOf(close, at)
    at = end < 0 ? source.length : end + close.length
  }
  const tag = (): XmlPiece | undefined => {
    const isEnd = source[at + 1] === '/'
    const end = tagEnd(source, at + 1)
    if (end < 0) {
      at = source.length
      return undefined
    }
    const inner = source.slice(at + (isEnd ? 2 : 1), end)
    at = end + 1
    const name = /^[^\s/]*/.exec(inner)?.[0] ?? ''
    if (isEnd) return { kind: 'end', name: localName(name) }
    return {
      kind: 'start',
      name: localName(name),
      attributes: inner.slice(name.length),
      empty: inner.endsWith('/'),
    }
  }
  const next = (): XmlPiece | undefined => {
    while (at < source.length) {
      if (source[at] !== '<' || !opensMarkup(source, at)) return text()
      if (source.startsWith('<![CDATA[', at)) return cdata()
      if (source.startsWith('<!--', at)) skip('-->')
      else if (source[at + 1] === '?') skip('?>')
      else if (source[at + 1] === '!') skip('>')
      else return tag()
    }
    return undefined
  }
  return { next }
}

/** The value of an attribute in the text after a tag's name; `null` when there is none. */
export function attributeOf(attributes: string, name: string): string | null {
  let at = 0
  while (at < attributes.length) {
    const equals = attributes.indexOf('=', at)
    if (equals < 0) return null
    const open = skipBlanks(attributes, equals + 1)
    const quote = attributes[open]
    const isQuoted = quote === '"' || quote === "'"
    const close = isQuoted ? attributes.indexOf(quote, open + 1) : -1
    if (close < 0) return null
    if (attributes.slice(at, equals).trim() === name)
      return decodeEntities(attributes.slice(open + 1, close).replace(/[\t\r\n]/g, ' '))
    at = close + 1
  }
  return null
}

function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++
  return at
}

const predefined: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,8})|#(\d{1,8})|([a-z]{2,4}));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return predefined[name] ?? whole
      return characterOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
    },
  )
}

function characterOf(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : '\uFFFD'
}

/** Whether a `<` begins markup; other ones are text that someone forgot to escape. */
const opensMarkup = (source: string, at: number): boolean =>
  /[A-Za-z_:/!?\u0080-\uFFFF]/.test(source[at + 1] ?? '')

/** Index of the `>` that ends a tag, quotes regarded; -1 when there is none. */
export function tagEnd(source: string, from: number): number {
  for (let at = from; at < source.length; at++) {
    const char = source[at]
    if (char === '>') return at
    if (char === '"' || char === "'") {
      at = source.indexOf(char, at + 1)
      if (at < 0) return -1
    }
  }
  return -1
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
