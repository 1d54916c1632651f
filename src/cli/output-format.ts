import { accessSync, closeSync, constants, openSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** @throws UsageError before any work is done, when a result could not be written to the file of the option */
export function checkOutput(file: string | undefined, option = 'output'): void {
  if (file === undefined || file === '-') return
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found?.isDirectory()) throw new Error('it is a folder')
    accessSync(found ? file : dirname(file), constants.W_OK)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ENOENT' ? 'its folder does not exist' : message
    throw new UsageError(`--${option} ${file} cannot be written: ${reason}`)
  }
}

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
