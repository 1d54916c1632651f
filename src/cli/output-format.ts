import { closeSync, openSync, writeFileSync } from 'node:fs'
import type { Terminal } from './terminal.ts'

/** Pieces are gathered up to this many characters before they are written. */
const atOnce = 1 << 16

/** Writes a result, piece by piece, to the file of `-o`, else to stdout. @throws when the file cannot be written */
export function writeResult(
  text: string | Iterable<string>,
  file: string | undefined,
  terminal: Terminal,
): void {
  const pieces = typeof text === 'string' ? [text] : text
  if (file === undefined || file === '-') {
    writePieces(pieces, terminal.out)
    return
  }
  const target = openSync(file, 'w')
  try {
    writePieces(pieces, (text) => writeFileSync(target, text))
  } finally {
    closeSync(target)
  }
}

function writePieces(pieces: Iterable<string>, write: (text: string) => void): void {
  let held = ''
  for (const piece of pieces) {
    held += piece
    if (held.length < atOnce) continue
    write(held)
    held = ''
  }
  if (held !== '') write(held)
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export function* jsonLines(values: Iterable<unknown>): Iterable<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`
}
