import { writeFileSync } from 'node:fs'
import type { Terminal } from './terminal.ts'

/** Writes a result to the file of `-o`, else to stdout. @throws when the file cannot be written */
export function writeResult(text: string, file: string | undefined, terminal: Terminal): void {
  if (file === undefined || file === '-') terminal.out(text)
  else writeFileSync(file, text)
}

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('')
