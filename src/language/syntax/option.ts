import type { Cursor } from '../cursor.ts'
import { type AboutWithDefault, type ArgumentDoc, optionAhead, type Syntax } from './piece.ts'

export interface OptionAbout<T> extends AboutWithDefault<T> {
  /** Other names under which it is read; it is printed under its own. */
  readonly aliases?: readonly string[]
}

/**
 * `name=value`, anywhere among the arguments of its sequence. Case of the name does not count. When it is not written the value is `or`,
 * and `undefined` without that.
 */
export function option<T>(
  name: string,
  value: Syntax<T>,
  about: OptionAbout<T> & { readonly or: T },
): Syntax<T>
export function option<T>(
  name: string,
  value: Syntax<T>,
  about?: OptionAbout<T>,
): Syntax<T | undefined>
export function option<T>(
  name: string,
  value: Syntax<T>,
  about: OptionAbout<T> = {},
): Syntax<T | undefined> {
  const { or: missing, aliases = [] } = about
  const names = [name, ...aliases].map((each) => each.toLowerCase())
  const usage = `${name}=${value.usage.replace('<>', '<value>')}`
  const parseValue = (cursor: Cursor): T => {
    cursor.skipSpace()
    return value.parse(cursor)
  }
  const plain =
    typeof missing === 'string' || typeof missing === 'number' || typeof missing === 'boolean'
  const doc: ArgumentDoc = {
    name,
    usage,
    about: about.about ?? value.arguments[0]?.about ?? '',
    required: false,
    ...(plain && { default: missing }),
  }
  return {
    usage,
    arguments: [doc],
    accepts: (cursor) => names.includes(optionAhead(cursor)?.toLowerCase() ?? ''),
    // On its own, outside of a sequence: it must come next.
    parse(cursor) {
      const ahead = optionAhead(cursor)
      if (ahead === undefined || !names.includes(ahead.toLowerCase())) {
        const { position } = cursor
        cursor.problem('SPL0104', { start: position, end: position }, `${name}= is missing`, {
          label: `${usage} is expected here`,
        })
        return missing
      }
      cursor.seek(cursor.position + ahead.length)
      cursor.take('=')
      return parseValue(cursor)
    },
    print: (given, printPipeline) =>
      given === undefined ? '' : `${name}=${value.print(given, printPipeline)}`,
    option: { names, parseValue, missing },
  }
}

const truths = new Set(['t', 'true', '1', 'yes', 'y'])
const falsehoods = new Set(['f', 'false', '0', 'no', 'n'])

/** `t`, `true`, `1` or `f`, `false`, `0`; any case, quoted or not. */
const truth: Syntax<boolean> = {
  usage: '<bool>',
  arguments: [{ name: '', usage: '<bool>', about: '', required: true }],
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const word = cursor.at('"') ? cursor.rawQuoted() : cursor.peekWord()
    if (cursor.position === start) cursor.seek(start + word.length)
    const lower = word.toLowerCase()
    if (!truths.has(lower) && !falsehoods.has(lower)) {
      cursor.problem('SPL0107', cursor.spanFrom(start), `"${word}" is not a truth value`, {
        label: 'true or false is expected here',
      })
    }
    return truths.has(lower)
  },
  print: (value) => (value ? 'true' : 'false'),
}

/** An option that is true or false. */
export function flag(
  name: string,
  about: OptionAbout<boolean> & { readonly or: boolean },
): Syntax<boolean>
export function flag(name: string, about?: OptionAbout<boolean>): Syntax<boolean | undefined>
export function flag(name: string, about: OptionAbout<boolean> = {}): Syntax<boolean | undefined> {
  return option(name, truth, about)
}
