import type { Cursor } from '../../language/cursor.ts'
import { quoteIfNeeded } from '../../language/quoting.ts'
import { clause, field, fieldList, maybe, type Syntax } from '../../language/syntax.ts'
import { type ConversionName, conversionNames } from './values.ts'

export interface Conversion {
  readonly name: ConversionName
  /** May hold `*`. */
  readonly field: string
  readonly as?: string
}

const call = /[A-Za-z]\w*\s*\(/y
const asClause = maybe(clause('AS', fieldName()))

/** A name that may hold wildcards. */
function fieldName(): Syntax<string> {
  const plain = field()
  return {
    ...plain,
    parse: (cursor) => {
      cursor.skipSpace()
      return cursor.at('"') || cursor.at("'")
        ? plain.parse(cursor)
        : (cursor.match(/[^\s|[\](),="`]+/y) ?? plain.parse(cursor))
    },
  }
}

function readConversion(cursor: Cursor): Conversion[] {
  const start = cursor.position
  const written = (cursor.match(call) ?? '').slice(0, -1).trimEnd()
  const name = conversionNames.find((each) => each === written.toLowerCase())
  if (!name) {
    cursor.problem(
      'SPL0107',
      { start, end: start + written.length },
      `"${written}" is no conversion`,
      {
        advice: `conversions: ${conversionNames.join(', ')}`,
      },
    )
  }
  const fields = fieldList({ wildcards: true }).parse(cursor)
  cursor.expect(')', 'SPL0102', 'this bracket is not closed')
  const as = asClause.parse(cursor)
  return name ? fields.map((each) => ({ name, field: each, ...(as !== undefined && { as }) })) : []
}

/** `ctime(first) AS day num(*)`. */
export const conversions = (): Syntax<readonly Conversion[]> => ({
  usage: '<function>(<wc-field>) [AS <field>]...',
  arguments: [
    {
      name: 'conversions',
      usage: '<function>(<wc-field>) [AS <field>]',
      about: `A conversion and what it applies to: ${conversionNames.join(', ')}. none() spares fields from wildcards.`,
      required: true,
    },
  ],
  accepts: (cursor) => !cursor.atEnd(),
  parse(cursor) {
    const list: Conversion[] = []
    cursor.skipSpace()
    while (cursor.look(call) !== undefined) {
      list.push(...readConversion(cursor))
      cursor.take(',')
      cursor.skipSpace()
    }
    if (list.length === 0) {
      const { position } = cursor
      cursor.problem('SPL0104', { start: position, end: position }, 'a conversion is missing', {
        advice: 'for example: convert ctime(_time)',
      })
    }
    return list
  },
  print: (list) =>
    list
      .map(
        ({ name, field: each, as }) =>
          `${name}(${quoteIfNeeded(each)})${as === undefined ? '' : ` AS ${quoteIfNeeded(as)}`}`,
      )
      .join(' '),
})
