import type { Cursor } from '../cursor.ts'
import { type ArgumentDoc, accepts, isOptional, type Syntax, takeOptions } from './piece.ts'

const optionalDocs = (docs: readonly ArgumentDoc[]): ArgumentDoc[] =>
  docs.map((doc) => ({ ...doc, required: false }))

const bracketed = (usage: string): string => (/^\[.*\]$/.test(usage) ? usage : `[${usage}]`)

/** May be left out: `undefined` then. It is left out when it cannot begin with the next word. */
export function maybe<T>(piece: Syntax<T>): Syntax<T | undefined> {
  return {
    usage: bracketed(piece.usage),
    arguments: optionalDocs(piece.arguments),
    accepts: (cursor) => accepts(piece as Syntax<unknown>, cursor),
    ...(piece.starts && { starts: piece.starts }),
    ...(piece.claimsEquals && { claimsEquals: true }),
    parse: (cursor) =>
      accepts(piece as Syntax<unknown>, cursor) ? piece.parse(cursor) : undefined,
    print: (value, printPipeline) => (value === undefined ? '' : piece.print(value, printPipeline)),
  }
}

/** A keyword and what it introduces: `AS <field>`. The value is that of the piece alone. */
export function clause<T>(name: string, piece: Syntax<T>): Syntax<T> {
  return {
    usage: `${name} ${piece.usage}`,
    arguments: piece.arguments,
    starts: [name.toLowerCase()],
    accepts: (cursor) => cursor.peekWord().toLowerCase() === name.toLowerCase(),
    ...(piece.claimsEquals && { claimsEquals: true }),
    parse(cursor) {
      if (!cursor.takeKeyword(name)) {
        cursor.skipSpace()
        const { position } = cursor
        cursor.problem('SPL0104', { start: position, end: position }, `${name} is missing`, {
          label: `${name} is expected here`,
        })
      }
      return piece.parse(cursor)
    },
    print: (value, printPipeline) => `${name} ${piece.print(value, printPipeline)}`.trimEnd(),
  }
}

/** As often as it can begin with the next word; commas between them are allowed. */
export function repeat<T>(
  piece: Syntax<T>,
  about: { readonly atLeast?: number; readonly separator?: string } = {},
): Syntax<readonly T[]> {
  const { atLeast = 0, separator = ' ' } = about
  const required = atLeast > 0 && !isOptional(piece as Syntax<unknown>)
  return {
    usage: required ? `${piece.usage}...` : `[${piece.usage}...]`,
    arguments: required ? piece.arguments : optionalDocs(piece.arguments),
    accepts: (cursor) => accepts(piece as Syntax<unknown>, cursor),
    ...(piece.starts && { starts: piece.starts }),
    ...(piece.claimsEquals && { claimsEquals: true }),
    parse(cursor) {
      const values: T[] = []
      let before = -1
      while (cursor.position > before && (values.length < atLeast || isNext(piece, cursor))) {
        before = cursor.position
        values.push(piece.parse(cursor))
        cursor.take(',')
        takeOptions(cursor, false)
      }
      return values
    },
    print: (values, printPipeline) =>
      values.map((value) => piece.print(value, printPipeline)).join(separator),
  }
}

const isNext = <T>(piece: Syntax<T>, cursor: Cursor): boolean =>
  accepts(piece as Syntax<unknown>, cursor)
