import { emptyScope } from '../../language/cursor.ts'
import { quoteIfNeeded } from '../../language/quoting.ts'
import { clause, fieldList, maybe, repeat, type Syntax, word } from '../../language/syntax.ts'
import { type ConversionName, conversionNames } from './values.ts'

export interface Conversion {
  /** `undefined` for one that is not known, which was reported. */
  readonly name: ConversionName | undefined
  /** May hold `*`. */
  readonly fields: readonly string[]
  readonly as: string | undefined
}

const call = /[A-Za-z]\w*\s*\(/y
const fieldsWithin = fieldList({ wildcards: true })
const asClause = maybe(clause('AS', word()))

/** `ctime(first) AS day`. */
const conversion: Syntax<Conversion> = {
  usage: '<function>(<wc-field>) [AS <field>]',
  arguments: [
    {
      name: 'conversions',
      usage: '<function>(<wc-field>) [AS <field>]',
      about: `A conversion and what it applies to: ${conversionNames.join(', ')}. none() spares fields from wildcards.`,
      required: true,
    },
  ],
  accepts(cursor) {
    cursor.skipSpace()
    return cursor.look(call) !== undefined
  },
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const opening = cursor.match(call)
    if (opening === undefined) {
      cursor.problem('SPL0104', { start, end: start }, 'a conversion is missing', {
        advice: 'for example: convert ctime(_time)',
      })
      return { name: undefined, fields: [], as: undefined }
    }
    const written = opening.slice(0, -1).trimEnd()
    const name = conversionNames.find((each) => each === written.toLowerCase())
    if (!name) {
      cursor.problem(
        'SPL0107',
        { start, end: start + written.length },
        `"${written}" is no conversion`,
        { advice: `conversions: ${conversionNames.join(', ')}` },
      )
    }
    const fields = cursor.within(emptyScope, () => fieldsWithin.parse(cursor))
    cursor.expect(')', 'SPL0102', 'this bracket is not closed')
    return { name, fields, as: asClause.parse(cursor) }
  },
  print: ({ name, fields, as }) =>
    `${name}(${fieldsWithin.print(fields)})${as === undefined ? '' : ` AS ${quoteIfNeeded(as)}`}`,
}

/** `ctime(first) AS day num(*)`. */
export const conversions = (): Syntax<readonly Conversion[]> => repeat(conversion, { atLeast: 1 })
