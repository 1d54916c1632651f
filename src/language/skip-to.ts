import type { Cursor } from './cursor.ts'
import { skipBracketed, skipOne } from './skip.ts'

/**
 * Moves on to the next of these characters outside of strings and inner brackets, or to the end of the command: how reading goes on after
 * text that was not understood.
 */
export function skipTo(cursor: Cursor, symbols: string): void {
  const { text } = cursor
  let { position } = cursor
  while (position < text.length) {
    const next = text[position]!
    if (symbols.includes(next) || next === '|' || next === ']') break
    const bracket = next === '(' || next === '['
    position = bracket ? skipBracketed(text, position) : skipOne(text, position)
  }
  cursor.seek(position)
}

/** The next word or symbol, for a message. */
export const nextText = (cursor: Cursor): string =>
  cursor.look(/[\w.*$@-]{1,40}|"[^"\n]{0,40}"?|./y) ?? ''

/** Reports SPL0103 at the next word. */
export function reportUnexpected(cursor: Cursor, label?: string): void {
  cursor.skipSpace()
  const start = cursor.position
  const text = nextText(cursor)
  const bracket = text === ')' || text === ']'
  cursor.problem(
    bracket ? 'SPL0102' : 'SPL0103',
    { start, end: start + text.length },
    bracket
      ? `this ${text} closes nothing`
      : `unexpected ${text.startsWith('"') ? text : `"${text}"`}`,
    label === undefined ? {} : { label },
  )
}
