/** An element of an XML text. Names are as written, prefixes too. */
export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Character data directly inside, references resolved, without the white space around it. */
  readonly text: string
}

interface OpenElement {
  readonly name: string
  readonly attributes: Map<string, string>
  readonly children: XmlElement[]
  text: string
}

/** One piece of markup that begins here, or text up to the next one. */
const PIECE =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!(?:[^<>[]|\[[^\]]*\])*>|<\/([^\s>]+)\s*>|<([^\s<>/!?]+)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/y
/** The blank before it keeps a long word from being tried at each of its letters. */
const ATTRIBUTE = /(?:^|\s)([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * The elements at the top of an XML text, or `null` when it is not well-formed. Entities of a DTD are not expanded, and depth is no limit.
 */
export function parseXml(text: string): readonly XmlElement[] | null {
  const root: OpenElement = { name: '', attributes: new Map(), children: [], text: '' }
  const open: OpenElement[] = [root]
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < text.length) {
    const piece = PIECE.exec(text)
    if (!piece || !take(piece, open)) return null
  }
  return open.length === 1 && root.children.length > 0 && root.text.trim() === ''
    ? root.children
    : null
}

/** @returns whether the piece may stand there */
function take(piece: RegExpExecArray, open: OpenElement[]): boolean {
  const [, cdata, closed, opened, attributes, empty, characters] = piece
  const current = open[open.length - 1] as OpenElement
  if (characters !== undefined) current.text += resolveReferences(characters)
  else if (cdata !== undefined) current.text += cdata
  else if (opened !== undefined) {
    const element: OpenElement = {
      name: opened,
      attributes: attributesOf(attributes ?? ''),
      children: [],
      text: '',
    }
    current.children.push(element)
    if (empty === '') open.push(element)
  } else if (closed !== undefined) {
    if (open.length === 1 || current.name !== closed) return false
    current.text = current.text.trim()
    open.pop()
  }
  return true
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    attributes.set(name as string, resolveReferences(double ?? single ?? ''))
  }
  return attributes
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
}

/** Unknown references stay as they are written. */
function resolveReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi,
    (written, decimal, hex, name) => {
      if (name !== undefined) return entities[name] ?? written
      const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
      return point <= 0x10ffff ? String.fromCodePoint(point) : written
    },
  )
}
