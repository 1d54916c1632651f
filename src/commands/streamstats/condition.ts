import type { Expression } from '../../language/ast.ts'
import { type Cursor, createCursor } from '../../language/cursor.ts'
import { parseExpression } from '../../language/expression.ts'
import { unquote } from '../../language/quoting.ts'
import { expression, type Syntax } from '../../language/syntax.ts'

/**
 * The condition of `reset_before` and `reset_after`: in parentheses, in quotes, or in the `"("…")"` that the reference's syntax line shows.
 */
export function condition(): Syntax<Expression> {
  const inner = expression()
  return {
    usage: '(<expression>)',
    arguments: [],
    parse(cursor) {
      cursor.skipSpace()
      if (cursor.take('"("')) {
        const value = parseExpression(cursor)
        cursor.expect('")"', 'SPL0102', 'this "(" is not closed')
        return value
      }
      return cursor.at('"') ? parseQuoted(cursor) : parseExpression(cursor)
    },
    print: (value, printPipeline) => `(${inner.print(value, printPipeline)})`,
  }
}

function parseQuoted(cursor: Cursor): Expression {
  const start = cursor.position
  const text = unquote(cursor.rawQuoted())
  const span = cursor.spanFrom(start)
  const quoted = createCursor(text, {
    readPipeline: () => ({ kind: 'pipeline', commands: [], span }),
    // Escapes shift offsets within the string: the whole of it is shown.
    report: (diagnostic) => cursor.report({ ...diagnostic, span }),
  })
  const value = parseExpression(quoted)
  if (!quoted.atEnd()) cursor.problem('SPL0103', span, 'there is text behind the condition')
  return value
}
