import { type Document, isMap, isScalar, parseDocument, Scalar } from 'yaml'
import { formatSpl } from '../language/format-spl.ts'
import { indentQuotedLines } from './quoted-lines.ts'

export type FormatResult =
  | { readonly kind: 'formatted'; readonly text: string }
  /** It is no YAML, or something that cannot be written down again the same. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Longer texts are folded. */
const width = 120

/**
 * A content file as we write it: indented by two, lists under their keys, the search as a block with a command in each line, other texts folded
 * at 120 characters. Comments, blank lines, the order of keys and the style of quotes stay. All values stay what they were, but for blanks
 * between the words of searches; where that cannot be kept the file is refused. Formatting what is formatted changes nothing.
 */
export function formatContent(text: string): FormatResult {
  const source = indentQuotedLines(text)?.text ?? text
  const document = parse(source)
  if (typeof document === 'string') return { kind: 'refused', reason: document }
  const root = document.contents
  if (!isMap(root))
    return { kind: 'refused', reason: 'the file is not a mapping of keys to values' }
  const before = valuesOf(document)
  const search = root.get('search', true)
  if (isScalar(search) && typeof search.value === 'string') {
    search.value = formatSpl(search.value)
    search.type = Scalar.BLOCK_LITERAL
  }
  const result = `${document
    .toString({ lineWidth: width, indent: 2, indentSeq: true, flowCollectionPadding: false })
    .replaceAll(/[ \t]+$/gm, '')
    .trimEnd()}\n`
  const after = parse(result)
  if (typeof after === 'string' || valuesOf(after) !== before)
    return { kind: 'refused', reason: 'its values could not be kept; format it by hand' }
  return { kind: 'formatted', text: result }
}

function parse(text: string): Document | string {
  try {
    const document = parseDocument(text, {
      // Numbers and words such as `yes` stay texts here, and so are written as they were.
      schema: 'failsafe',
      prettyErrors: false,
      logLevel: 'silent',
    })
    return document.errors[0]?.message ?? (document as Document)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** All values, that of the search without its blanks. */
function valuesOf(document: Document): string {
  const copy = document.clone() as Document
  const root = copy.contents
  if (isMap(root)) {
    const search = root.get('search', true)
    if (isScalar(search)) search.value = String(search.value).replaceAll(/\s+/g, '')
  }
  return JSON.stringify(copy.toJS({ maxAliasCount: 100 }))
}
