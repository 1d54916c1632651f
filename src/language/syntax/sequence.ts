import type { ArgumentScope, Cursor, OptionTable } from '../cursor.ts'
import {
  type ArgumentDoc,
  accepts,
  isOptional,
  optionAhead,
  type PipelinePrinter,
  type Syntax,
  type SyntaxValue,
  takeOptions,
} from './piece.ts'

type Pieces = Readonly<Record<string, Syntax<unknown>>>
type SequenceValue<P extends Pieces> = { readonly [K in keyof P]: SyntaxValue<P[K]> }

/**
 * Pieces one after the other; the value has their keys. Options (`name=value`) may stand anywhere, the others in the order written here.
 * A list ends at a word with which a later piece begins.
 */
export function sequence<P extends Pieces>(pieces: P): Syntax<SequenceValue<P>> {
  // Each piece is only ever given what it made itself.
  const entries = Object.entries(pieces) as [string, Syntax<unknown>][]
  const optional = entries.map(([, piece]) => isOptional(piece as Syntax<unknown>))
  const positional = entries.filter(([, piece]) => piece.option === undefined)
  const optionEntries = entries.filter(([, piece]) => piece.option !== undefined)
  const optionNames = optionEntries.flatMap(([, piece]) => piece.option!.names)
  // Those with which it may begin: up to the first that cannot be left out.
  const firstRequired = positional.findIndex(([, piece]) => !isOptional(piece as Syntax<unknown>))
  const leading = firstRequired < 0 ? positional : positional.slice(0, firstRequired + 1)

  // Before it and in it a name that no piece knows may be its own `name=value`.
  const lastClaim = positional.map(([, piece]) => piece.claimsEquals === true).lastIndexOf(true)
  // For each piece the words with which later ones begin.
  const stopsBehind = [...positional, undefined].map(
    (_, index) =>
      new Set(
        positional.slice(index + 1).flatMap(([, piece]) => piece.starts ?? []),
      ) as ReadonlySet<string>,
  )

  const scopeOf = (outer: ArgumentScope, index: number, table: OptionTable): ArgumentScope => ({
    stops:
      outer.stops.size === 0
        ? stopsBehind[index]!
        : new Set([...outer.stops, ...stopsBehind[index]!]),
    options: optionEntries.length > 0 ? [table, ...outer.options] : outer.options,
  })

  function parse(cursor: Cursor): SequenceValue<P> {
    const values: Record<string, unknown> = {}
    for (const [key, piece] of optionEntries) values[key] = piece.option!.missing
    const table = optionTable(optionEntries, optionNames, values)
    const outer = cursor.scope
    positional.forEach(([key, piece], index) => {
      values[key] = cursor.within(scopeOf(outer, index, table), () => {
        takeOptions(cursor, index > lastClaim)
        return piece.parse(cursor)
      })
    })
    cursor.within(scopeOf(outer, positional.length, table), () =>
      takeOptions(cursor, lastClaim < 0),
    )
    return values as SequenceValue<P>
  }

  return {
    usage: entries
      .map(([key, piece], index) => {
        const usage = named(piece.usage, key)
        return optional[index] && !usage.startsWith('[') ? `[${usage}]` : usage
      })
      .join(' '),
    arguments: entries.flatMap(([key, piece]) => nameArguments(piece.arguments, key)),
    parse,
    print: (value, printPipeline) =>
      entries
        .map(([key, piece]) => printPiece(piece, value[key], printPipeline))
        .filter((text) => text !== '')
        .join(' '),
    accepts(cursor) {
      if (cursor.atEnd()) return false
      const ahead = optionAhead(cursor)?.toLowerCase()
      if (ahead !== undefined && optionNames.includes(ahead)) return true
      return leading.some(([, piece]) => accepts(piece as Syntax<unknown>, cursor))
    },
    starts: leading.flatMap(([, piece]) => piece.starts ?? []),
    ...(positional.some(([, piece]) => piece.claimsEquals) && { claimsEquals: true }),
  }
}

const named = (usage: string, key: string): string => usage.replace(/^<>|(?<=^\[)<>/, `<${key}>`)

const nameArguments = (docs: readonly ArgumentDoc[], key: string): ArgumentDoc[] =>
  docs.map((doc) => ({ ...doc, name: doc.name === '' ? key : doc.name }))

function printPiece(
  piece: Syntax<unknown>,
  value: unknown,
  printPipeline: PipelinePrinter | undefined,
): string {
  if (value === undefined) return ''
  const { option } = piece
  const text = piece.print(value, printPipeline)
  // What was left out is left out again.
  if (option && option.missing !== undefined && piece.print(option.missing, printPipeline) === text)
    return ''
  return text
}

function optionTable(
  entries: readonly [string, Syntax<unknown>][],
  names: readonly string[],
  values: Record<string, unknown>,
): OptionTable {
  return {
    names,
    read(name, _nameSpan, cursor) {
      const wanted = name.toLowerCase()
      const entry = entries.find(([, piece]) => piece.option!.names.includes(wanted))
      if (entry === undefined) return false
      values[entry[0]] = entry[1].option!.parseValue(cursor)
      return true
    },
  }
}
