import { didYouMean } from '../../diagnostics/suggest.ts'
import type { Pipeline } from '../ast.ts'
import type { Cursor } from '../cursor.ts'

/** Prints the pipeline of a subsearch: only someone who knows the commands can. */
export type PipelinePrinter = (pipeline: Pipeline) => string

/**
 * A piece of a command's argument syntax: how it is read, how it is printed, and what people are told about it.
 * `parse(print(value))` gives the value again, spans aside.
 */
export interface Syntax<T> {
  /** The form shown to people: `maxspan=<time>`, `<field-list>`. */
  readonly usage: string
  /** A piece alone does not know its name: it leaves it empty, and `sequence` fills in the key. */
  readonly arguments: readonly ArgumentDoc[]
  /** Reports to the cursor what is wrong and returns the best it can: reading goes on so that more can be said. */
  parse(cursor: Cursor): T
  /** Without a printer of pipelines subsearches are printed with the names of their commands alone. */
  print(value: T, printPipeline?: PipelinePrinter): string
  /** Could it begin here? Without this, anywhere but at the end. Looks at the next word only. */
  accepts?(cursor: Cursor): boolean
  /** Words it may begin with: a list before it ends there. */
  readonly starts?: readonly string[]
  /** It reads `name=value` itself (`eval`, `search`): only names of known options are taken away from it. */
  readonly claimsEquals?: boolean
  /** It is `name=value`, and may stand anywhere in its sequence. */
  readonly option?: OptionPart<T>
}

export interface ArgumentDoc {
  readonly name: string
  readonly usage: string
  readonly about: string
  readonly required: boolean
  readonly default?: string | number | boolean
}

export interface OptionPart<T> {
  /** Its name, then its aliases. */
  readonly names: readonly string[]
  /** Reads the value, behind the `=`. */
  parseValue(cursor: Cursor): T
  /** What it is when it is not written. */
  readonly missing: T
}

export type SyntaxValue<S> = S extends Syntax<infer T> ? T : never

export interface About {
  readonly about?: string
}

/** The piece may be left out, and is `or` then. */
export interface AboutWithDefault<T> extends About {
  readonly or?: T
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** The documentation of a piece that is one argument. */
export function documented(usage: string, about: AboutWithDefault<unknown> = {}): ArgumentDoc[] {
  const { or } = about
  return [
    {
      name: '',
      usage,
      about: about.about ?? '',
      required: !('or' in about),
      ...(isPlain(or) && { default: or }),
    },
  ]
}

/** All of its arguments may be left out. */
export const isOptional = (piece: Syntax<unknown>): boolean =>
  piece.option !== undefined ||
  (piece.arguments.length > 0 && piece.arguments.every((argument) => !argument.required))

export const accepts = (piece: Syntax<unknown>, cursor: Cursor): boolean =>
  !cursor.atEnd() && (piece.accepts?.(cursor) ?? true)

const equalsPattern = /[A-Za-z_][\w.:-]*\s*=(?!=)/y

/** The name in `name=`, when that comes next. */
export function optionAhead(cursor: Cursor): string | undefined {
  cursor.skipSpace()
  return cursor.look(equalsPattern)?.slice(0, -1).trimEnd()
}

/** The next word begins a later piece or an option: a list ends here. */
export function listEndsAt(cursor: Cursor): boolean {
  if (cursor.atEnd()) return true
  if (optionAhead(cursor) !== undefined) return true
  return cursor.scope.stops.has(cursor.peekWord().toLowerCase())
}

/**
 * Reads all options of the enclosing pieces that stand here. With `unknownToo` a `name=` that no piece knows is reported and skipped.
 */
export function takeOptions(cursor: Cursor, unknownToo: boolean): void {
  const { options } = cursor.scope
  if (options.length === 0 && !unknownToo) return
  while (takeOption(cursor, unknownToo)) cursor.take(',')
}

function takeOption(cursor: Cursor, unknownToo: boolean): boolean {
  const name = optionAhead(cursor)
  if (name === undefined) return false
  const { options } = cursor.scope
  const start = cursor.position
  const nameSpan = { start, end: start + name.length }
  const known = options.some((table) => {
    cursor.seek(start)
    cursor.match(equalsPattern)
    return table.read(name, nameSpan, cursor)
  })
  if (known) return true
  cursor.seek(start)
  return unknownToo && skipUnknownOption(cursor, name)
}

function skipUnknownOption(cursor: Cursor, name: string): boolean {
  const start = cursor.position
  const { options } = cursor.scope
  const names = options.flatMap((table) => table.names)
  cursor.problem(
    'SPL0106',
    { start, end: start + name.length },
    `unknown option "${name}"`,
    unknownOptionAdvice(name, names),
  )
  cursor.match(equalsPattern)
  if (cursor.at('"')) cursor.rawQuoted()
  else cursor.match(/[^\s|[\]",`]+/y)
  return true
}

function unknownOptionAdvice(name: string, names: readonly string[]) {
  const near = didYouMean(name, names)
  if (near.advice !== undefined || names.length === 0) return near
  return { advice: `options here: ${names.join(', ')}` }
}
