import { didYouMean } from '../../diagnostics/suggest.ts'
import { type Cursor, wordPattern } from '../cursor.ts'
import { quote, quoteIfNeeded, unquote } from '../quoting.ts'
import { type AboutWithDefault, documented, optionAhead, type Syntax } from './piece.ts'

/** Begins with a bare word or a string that no later piece waits for. */
export function wordAhead(cursor: Cursor): boolean {
  if (cursor.atEnd()) return false
  if (cursor.at('"')) return true
  const next = cursor.peekWord()
  return (
    next !== '' && !cursor.scope.stops.has(next.toLowerCase()) && optionAhead(cursor) === undefined
  )
}

/** Reads a bare word or a string in double quotes; `undefined` and nothing said when neither comes next. */
export function readWord(cursor: Cursor): string | undefined {
  if (cursor.at('"')) return unquote(cursor.rawQuoted())
  return cursor.match(wordPattern)
}

export function missing(cursor: Cursor, what: string): void {
  cursor.skipSpace()
  const { position } = cursor
  cursor.problem('SPL0104', { start: position, end: position }, `${what} is missing`, {
    label: `${what} is expected here`,
  })
}

interface ScalarForm<T> {
  readonly usage: string
  readonly what: string
  read(text: string): T | undefined
  print(value: T): string
  readonly missing: T
}

function scalar<T>(form: ScalarForm<T>) {
  return (about: AboutWithDefault<T> = {}): Syntax<T> => {
    const optional = 'or' in about
    return {
      usage: optional ? `[${form.usage}]` : form.usage,
      arguments: documented(form.usage, about),
      accepts: (cursor) =>
        !cursor.atEnd() && form.read(unquotedAhead(cursor)) !== undefined && !cursor.at('['),
      parse(cursor) {
        if (optional && form.read(unquotedAhead(cursor)) === undefined) return about.or as T
        cursor.skipSpace()
        const start = cursor.position
        const text = readWord(cursor)
        if (text === undefined) {
          missing(cursor, form.what)
          return form.missing
        }
        const value = form.read(text)
        if (value !== undefined) return value
        cursor.problem('SPL0107', cursor.spanFrom(start), `"${text}" is not ${form.what}`)
        return form.missing
      },
      print: (value) => form.print(value),
    }
  }
}

/** The next word; of a string in quotes its beginning, up to the first blank. */
function unquotedAhead(cursor: Cursor): string {
  const word = cursor.peekWord()
  return word !== '' ? word : (cursor.look(/"[^"\s]*"/y)?.slice(1, -1) ?? '')
}

/** A whole number. With `or` it may be left out: a word that is not a number is left to the next piece. */
export const integer = scalar<number>({
  usage: '<int>',
  what: 'a whole number',
  read: (text) => (/^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined),
  print: String,
  missing: 0,
})

/** A number, with decimals or not. */
export const decimal = scalar<number>({
  usage: '<num>',
  what: 'a number',
  read: (text) =>
    /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
      ? Number(text)
      : undefined,
  print: String,
  missing: 0,
})

/** A bare word or a string. With `or` it may be left out. */
export function word(
  about: AboutWithDefault<string> & { readonly usage?: string } = {},
): Syntax<string> {
  const usage = about.usage ?? '<string>'
  const optional = 'or' in about
  return {
    usage: optional ? `[${usage}]` : usage,
    arguments: documented(usage, about),
    accepts: wordAhead,
    parse(cursor) {
      if (optional && !wordAhead(cursor)) return about.or as string
      const value = readWord(cursor)
      if (value === undefined) missing(cursor, 'a word')
      return value ?? ''
    },
    print: quoteIfNeeded,
  }
}

/**
 * A string in double quotes. Without quotes all up to the next blank is taken, brackets too, as Splunk does:
 * `rex (?<name>[a-z]+)`.
 */
export function quoted(
  about: AboutWithDefault<string> & { readonly usage?: string } = {},
): Syntax<string> {
  const usage = about.usage ?? '"<string>"'
  const optional = 'or' in about
  const ahead = (cursor: Cursor) => !cursor.atEnd()
  return {
    usage: optional ? `[${usage}]` : usage,
    arguments: documented(usage, about),
    accepts: ahead,
    parse(cursor) {
      if (optional && !ahead(cursor)) return about.or as string
      if (cursor.at('"')) return unquote(cursor.rawQuoted())
      const value = cursor.match(/[^\s|"`]+/y)
      if (value === undefined) missing(cursor, 'a string')
      return value ?? ''
    },
    print: quote,
  }
}

/** One of some words or symbols; case does not count. With `or` it may be left out. */
export function oneOf<W extends string>(
  choices: readonly W[],
  about: AboutWithDefault<W> = {},
): Syntax<W> {
  const usage = `(${choices.join('|')})`
  const optional = 'or' in about
  const words = choices.filter((choice) => /^\w/.test(choice))
  const symbols = choices.filter((choice) => !/^\w/.test(choice))
  const find = (cursor: Cursor): W | undefined => {
    const next = unquotedAhead(cursor).toLowerCase()
    return (
      words.find((choice) => choice.toLowerCase() === next) ??
      symbols.find((symbol) => cursor.at(symbol))
    )
  }
  return {
    usage: optional ? `[${choices.join('|')}]` : usage,
    arguments: documented(usage, about),
    starts: words.map((choice) => choice.toLowerCase()),
    accepts: (cursor) => !cursor.atEnd() && find(cursor) !== undefined,
    parse(cursor) {
      cursor.skipSpace()
      const found = find(cursor)
      if (found !== undefined) {
        if (cursor.at('"')) cursor.rawQuoted()
        else cursor.seek(cursor.position + found.length)
        return found
      }
      if (optional) return about.or as W
      const start = cursor.position
      const text = readWord(cursor)
      if (text === undefined) missing(cursor, choices.join(' or '))
      else
        cursor.problem('SPL0107', cursor.spanFrom(start), `"${text}" is not allowed here`, {
          label: `${choices.join(' or ')} is expected here`,
          ...didYouMean(text, choices),
        })
      return choices[0]!
    },
    print: (value) => value,
  }
}
