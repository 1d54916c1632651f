/** Offset of the quote that closes the quoted text that begins at `start` with the same quote; -1 when none does. */
export function closingQuote(text: string, start: number): number {
  const quote = text[start]
  let position = start + 1
  while (position < text.length) {
    const next = text[position]
    if (next === quote) return position
    position += next === '\\' ? 2 : 1
  }
  return -1
}

/** Offset behind the string in double quotes that begins at `start`; the end of the text when it is not closed. */
export function skipQuoted(text: string, start: number): number {
  const close = closingQuote(text, start)
  return close < 0 ? text.length : close + 1
}

/**
 * Offset behind what stands at `start` outside of quotes: a whole string in double quotes, an escaped quote, backtick or backslash of a bare word, or
 * one character.
 */
export function skipOne(text: string, start: number): number {
  const next = text[start]
  if (next === '"') return skipQuoted(text, start)
  if (next !== '\\') return start + 1
  const escaped = text[start + 1]
  return escaped === '"' || escaped === '\\' || escaped === '`' ? start + 2 : start + 1
}

const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')' }

/**
 * Offset behind the bracket that closes the one at `start`; the end of the text when none does. Only brackets of the same kind are
 * counted, strings are respected.
 */
export function skipBracketed(text: string, start: number): number {
  const open = text[start]!
  const close = closers[open]
  let depth = 0
  let position = start
  while (position < text.length) {
    const next = text[position]
    position = skipOne(text, position)
    if (next === open) depth += 1
    else if (next === close) {
      depth -= 1
      if (depth === 0) return position
    }
  }
  return text.length
}

/**
 * Comments between triple backticks become blanks, so that every other offset stays what it is; one that is not closed reaches to the
 * end. Three backticks within a string are not a comment.
 */
export function maskComments(text: string): string {
  if (!text.includes('```')) return text
  const parts: string[] = []
  let kept = 0
  let position = 0
  while (position < text.length) {
    if (text[position] === '`' && text.startsWith('```', position)) {
      const close = text.indexOf('```', position + 3)
      const end = close < 0 ? text.length : close + 3
      parts.push(text.slice(kept, position), ' '.repeat(end - position))
      kept = end
      position = end
    } else position = skipOne(text, position)
  }
  parts.push(text.slice(kept))
  return parts.join('')
}
