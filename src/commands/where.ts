import { selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { expression } from '../language/syntax.ts'
import { fieldsOfExpression } from './shared-references.ts'

/** Source: Splunk Search Reference, "where". */
export const where = defineCommand({
  name: 'where',
  kind: 'streaming',
  summary:
    'Keeps rows for which an expression is true; case counts, names without quotes are fields.',
  syntax: expression({
    about: 'A comparison, a function that is true or false, or several joined.',
  }),
  flow: (condition) => ({ needs: fieldsOfExpression(condition) }),
  parts: (condition) => ({ expressions: [condition] }),
  conditions: (condition) => [{ kind: 'expression', expression: condition }],
  operator(condition, scope) {
    const predicate = scope.predicate(condition)
    return {
      process(batch) {
        const rows = predicate.rows(batch)
        return rows.length === batch.length ? batch : selectRows(batch, rows)
      },
    }
  },
  examples: [
    {
      title: 'Two fields compared',
      query: 'where src=dest',
      input: [
        { src: 'a1', dest: 'a1' },
        { src: 'a1', dest: 'b2' },
      ],
      output: [{ src: 'a1', dest: 'a1' }],
    },
    {
      title: 'A missing field makes a comparison neither true nor false',
      query: 'where user!="ann"',
      input: [{ user: 'ann' }, { user: 'Ann' }, { n: 1 }],
      output: [{ user: 'Ann' }],
    },
  ],
})
