import { yamlLines } from './yaml-lines.ts'
import type { YamlList, YamlMap, YamlNode, YamlPair, YamlScalar } from './yaml-node.ts'

/**
 * Reads the YAML that people write by hand: mappings and lists in block form of plain, quoted and literal texts, with comments. `null` for
 * anything else (anchors, tags, flow collections, escapes, tabs, several documents …) and for all that is wrong: the library reads that, and says
 * what. What is read here is exactly what the library reads, in a fraction of the time. Source of the rules: YAML 1.2.2, chapters 6 to 10.
 */
export function readBlockYaml(text: string): YamlMap | null {
  if (unusual.test(text)) return null
  try {
    return readFile(text)
  } catch (error) {
    if (error === refused) return null
    throw error
  }
}

/** Tabs, line breaks other than a line feed, and a byte order mark. */
const unusual = /[\t\r\u2028\u2029\ufeff]/

const refused = new Error('not of the simple form')

function refuse(): never {
  throw refused
}

const maxDepth = 50
/** The library refuses keys of more than 1024 characters. */
const key = /[A-Za-z_][\w.-]{0,999}(?=:(?:[ \n]|$))/y
/** What begins anything but a plain text. */
const indicators = '&*!%@`#,]}>'

function readFile(text: string): YamlMap {
  const { lineAfter, lineEndAt, isLineEnd, isBlank, skipBlanks, trimmedEnd } = yamlLines(text)
  /** Between two nodes it is at the first character of a line that is neither empty nor a comment; the column is -1 at the end. */
  let at = 0
  let column = 0
  let depth = 0

  goOn(-1)
  const root = column === 0 ? readMap() : refuse()
  return at < text.length ? refuse() : root

  /** @param limit what comes next must not stand right of this column */
  function goOn(lineEnd: number, limit = Number.POSITIVE_INFINITY): void {
    let line = lineAfter(lineEnd)
    while (text[line.at] === '#') line = lineAfter(lineEndAt(line.at))
    at = line.at
    column = line.column
    if (column > limit) refuse()
  }

  function isItem(): boolean {
    return text[at] === '-' && isBlank(at + 1)
  }

  /** Where the key that begins there ends, before its colon; -1 when there is none. */
  function keyEndAt(offset: number): number {
    key.lastIndex = offset
    return key.test(text) ? key.lastIndex : -1
  }

  /** The node that begins here. Its lines must stand right of `parent`. */
  function readNode(parent: number): YamlNode {
    if (++depth > maxDepth) refuse()
    const node = isItem() ? readList() : keyEndAt(at) === -1 ? readValue(at, parent) : readMap()
    depth--
    return node
  }

  function readMap(): YamlMap {
    const start = at
    const own = column
    const pairs: YamlPair[] = []
    while (column === own) {
      const keyOffset = at
      const keyEnd = keyEndAt(keyOffset)
      if (keyEnd === -1) refuse()
      const value = readAfter(keyEnd + 1, own, true)
      pairs.push({ key: text.slice(keyOffset, keyEnd), keyOffset, value })
    }
    return { kind: 'map', pairs, start }
  }

  function readList(): YamlList {
    const start = at
    const own = column
    const items: YamlNode[] = []
    while (column === own && isItem()) {
      const after = at + 1
      const first = skipBlanks(after)
      if (keyEndAt(first) === -1) items.push(readAfter(after, own, false))
      else {
        column += first - at
        at = first
        items.push(readNode(own))
      }
    }
    return { kind: 'list', items, start }
  }

  /** What follows `key:` or `-`, in its line or below. A list may stand in the column of its key. */
  function readAfter(offset: number, own: number, listBeside: boolean): YamlNode {
    const start = skipBlanks(offset)
    if (!isLineEnd(start)) return readValue(start, own)
    // The library reads a text otherwise whose place is below a comment.
    if (text[lineAfter(start).at] === '#') refuse()
    goOn(start)
    if (column > own) return readNode(own)
    if (listBeside && column === own && isItem()) return readList()
    return { kind: 'scalar', value: null, source: '', style: 'plain', start, end: start }
  }

  function readValue(start: number, parent: number): YamlNode {
    const first = text[start] as string
    if (first === "'" || first === '"') return readQuoted(start, first, parent)
    if (first === '|') return readLiteral(start, parent)
    if (first === '[' || first === '{') return readEmpty(start, parent)
    if (indicators.includes(first) || ('-?:'.includes(first) && isBlank(start + 1))) refuse()
    return readPlain(start, parent)
  }

  function readPlain(start: number, parent: number): YamlScalar {
    let stop = plainStop(start)
    let end = trimmedEnd(stop)
    const parts = [text.slice(start, end)]
    // A comment ends the text, in its line or in one of its own.
    while (isLineEnd(stop)) {
      const line = lineAfter(stop)
      if (line.column <= parent || text[line.at] === '#') break
      stop = plainStop(line.at)
      end = trimmedEnd(stop)
      parts.push(fold(line.breaks), text.slice(line.at, end))
    }
    const source = parts.length === 1 ? (parts[0] as string) : parts.join('')
    goOn(lineEndAt(stop), parent)
    return { kind: 'scalar', value: plainValue(source), source, style: 'plain', start, end }
  }

  /** Where a plain text stops in its line: at the end, or at a comment. */
  function plainStop(offset: number): number {
    let next = offset
    while (!isLineEnd(next)) {
      const character = text[next]
      if (character === '#' && text[next - 1] === ' ') break
      if (character === ':' && isBlank(next + 1)) refuse()
      next++
    }
    return next
  }

  function readQuoted(start: number, quote: string, parent: number): YamlScalar {
    const single = quote === "'"
    let close = text.indexOf(quote, start + 1)
    while (single && close !== -1 && text[close + 1] === quote)
      close = text.indexOf(quote, close + 2)
    if (close === -1 || (!single && text.slice(start, close).includes('\\'))) refuse()
    const folded = foldQuoted(start + 1, close, parent)
    const source = single ? folded.replaceAll("''", "'") : folded
    const end = close + 1
    endLine(end, parent)
    return {
      kind: 'scalar',
      value: source,
      source,
      style: single ? 'single' : 'double',
      start,
      end,
    }
  }

  function foldQuoted(start: number, close: number, parent: number): string {
    let lineEnd = lineEndAt(start)
    if (lineEnd > close) return text.slice(start, close)
    let result = text.slice(start, Math.max(start, trimmedEnd(lineEnd)))
    while (lineEnd < close) {
      const line = lineAfter(lineEnd)
      if (line.column <= parent) refuse()
      lineEnd = lineEndAt(line.at)
      const end = lineEnd < close ? trimmedEnd(lineEnd) : close
      result += fold(line.breaks) + text.slice(line.at, end)
    }
    return result
  }

  function readLiteral(start: number, parent: number): YamlScalar {
    let end = lineEndAt(start)
    const header = text.slice(start, trimmedEnd(end))
    let line = lineAfter(end)
    const own = line.column
    if ((header !== '|' && header !== '|-') || own <= parent) refuse()
    let source = '\n'.repeat(line.breaks - 1)
    while (line.column >= own) {
      // An empty line of more blanks belongs to the text.
      if (line.widest > own) refuse()
      source += text.slice(line.at - line.column + own, lineEndAt(line.at))
      end = lineEndAt(line.at)
      line = lineAfter(end)
      if (line.column >= own) source += '\n'.repeat(line.breaks)
    }
    if (line.widest > own) refuse()
    if (header === '|') source += '\n'
    goOn(end, parent)
    end = Math.min(end + 1, text.length)
    return { kind: 'scalar', value: source, source, style: 'literal', start, end }
  }

  function readEmpty(start: number, parent: number): YamlNode {
    const written = text.slice(start, start + 2)
    if (written !== '[]' && written !== '{}') refuse()
    endLine(start + 2, parent)
    return written === '[]' ? { kind: 'list', items: [], start } : { kind: 'map', pairs: [], start }
  }

  /** Nothing but a comment may follow in the line. */
  function endLine(offset: number, parent: number): void {
    const next = skipBlanks(offset)
    if (!isLineEnd(next) && !(text[next] === '#' && next > offset)) refuse()
    goOn(lineEndAt(next), parent)
  }
}

/** Lines are joined by a space, and by line breaks where empty ones stand between. */
const fold = (breaks: number): string => (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1))

const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])

const longestWord = 5
const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/
const otherNumber = /^(?:0[ox]|[-+]?\.(?:inf|nan))/i

function plainValue(source: string): string | number | boolean | null {
  if (source.length <= longestWord) {
    const word = words.get(source)
    if (word !== undefined) return word
  }
  if (!/^[-+.\d]/.test(source)) return source
  if (otherNumber.test(source)) refuse()
  if (!number.test(source)) return source
  // Digits beyond these are not exact.
  if (source.length > 15) refuse()
  return Number(source)
}
