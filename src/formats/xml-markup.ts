export type MarkupKind = 'start' | 'end' | 'declaration' | 'skipped'

export type Markup =
  /** A whole piece of markup, `end` past its last byte; `skipped` is a comment, CDATA or processing instruction. */
  | { readonly kind: MarkupKind; readonly end: number }
  /** The `<` begins no markup. */
  | { readonly kind: 'text' }
  /** A tag in which another `<` stands, at `end`. */
  | { readonly kind: 'broken'; readonly end: number }
  /** Not whole yet; hand this in again with more bytes, and nothing is looked at twice. */
  | UnfinishedMarkup

export interface UnfinishedMarkup {
  readonly kind: 'more'
  /** How many bytes from the `<` on were looked at. */
  readonly searched: number
  /** The quote that is open there, else 0. */
  readonly quote: number
  /** How many brackets are open there (in a document type declaration). */
  readonly brackets: number
}

const untouched: UnfinishedMarkup = { kind: 'more', searched: 0, quote: 0, brackets: 0 }

/** What the `<` at `at` begins. `isFinal` when no more bytes come. */
export function markupAt(
  bytes: Buffer,
  at: number,
  earlier: UnfinishedMarkup | undefined,
  isFinal: boolean,
): Markup {
  const next = bytes[at + 1]
  if (next === undefined) return isFinal ? { kind: 'text' } : untouched
  const resume = earlier ?? untouched
  if (next === 0x2f || isNameStart(next)) return tag(bytes, at, resume)
  if (next === 0x3f) return closedBy(bytes, at, '?>', 2, resume)
  if (next === 0x21) return exclamation(bytes, at, resume, isFinal)
  return { kind: 'text' }
}

function exclamation(
  bytes: Buffer,
  at: number,
  resume: UnfinishedMarkup,
  isFinal: boolean,
): Markup {
  const opening = bytes.toString('latin1', at + 2, at + 9)
  if (opening.startsWith('--')) return closedBy(bytes, at, '-->', 4, resume)
  if (opening === '[CDATA[') return closedBy(bytes, at, ']]>', 9, resume)
  if (opening.length < 7 && !isFinal) return untouched
  return opening === 'DOCTYPE'
    ? documentType(bytes, at, resume)
    : closedBy(bytes, at, '>', 2, resume)
}

function closedBy(
  bytes: Buffer,
  at: number,
  close: string,
  opening: number,
  resume: UnfinishedMarkup,
): Markup {
  const from = Math.max(opening, resume.searched)
  const found = bytes.indexOf(close, at + from, 'latin1')
  if (found >= 0) return { kind: 'skipped', end: found + close.length }
  const searched = Math.max(from, bytes.length - at - close.length + 1)
  return { kind: 'more', searched, quote: 0, brackets: 0 }
}

/** A start or end tag up to its `>`, which may also stand in an attribute's quotes. */
function tag(bytes: Buffer, at: number, resume: UnfinishedMarkup): Markup {
  let { quote } = resume
  for (let index = at + Math.max(resume.searched, 1); index < bytes.length; index++) {
    const byte = bytes[index] as number
    if (byte === 0x3c) return { kind: 'broken', end: index }
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === 0x3e)
      return { kind: bytes[at + 1] === 0x2f ? 'end' : 'start', end: index + 1 }
    else if (byte === 0x22 || byte === 0x27) quote = byte
  }
  return { kind: 'more', searched: bytes.length - at, quote, brackets: 0 }
}

/** A document type declaration with its internal subset, which may quote anything. */
function documentType(bytes: Buffer, at: number, resume: UnfinishedMarkup): Markup {
  let { quote, brackets } = resume
  for (let index = at + Math.max(resume.searched, 9); index < bytes.length; index++) {
    const byte = bytes[index] as number
    if (quote !== 0) {
      if (byte === quote) quote = 0
    } else if (byte === 0x22 || byte === 0x27) quote = byte
    else if (byte === 0x5b) brackets++
    else if (byte === 0x5d) brackets--
    else if (byte === 0x3e && brackets <= 0) return { kind: 'declaration', end: index + 1 }
  }
  return { kind: 'more', searched: bytes.length - at, quote, brackets }
}

const isNameStart = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  byte === 0x5f ||
  byte === 0x3a ||
  byte >= 0x80
