import { type Batch, selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { oneOf, sequence, subsearch } from '../language/syntax.ts'

/** Rows as texts: equal when all their fields are. */
function keysOf(batch: Batch): readonly string[] {
  const columns = [...batch.fields()].sort().map((name) => [name, batch.column(name)] as const)
  return Array.from({ length: batch.length }, (_, row) =>
    JSON.stringify(
      columns.flatMap(([name, column]) => {
        const value = column?.at(row) ?? null
        return value === null ? [] : [[name, value]]
      }),
    ),
  )
}

/** Rows, each different one once, that are (or are not) among those of another search. */
function pick(batch: Batch, keep: (key: string) => boolean, seen: Set<string>): Batch {
  const rows: number[] = []
  keysOf(batch).forEach((key, row) => {
    if (seen.has(key) || !keep(key)) return
    seen.add(key)
    rows.push(row)
  })
  return selectRows(batch, rows)
}

/** Source: Splunk Search Reference, "set". */
export const set = defineCommand({
  name: 'set',
  kind: 'generating',
  summary: 'Compares the rows of two searches: all, those of only one, or those of both.',
  syntax: sequence({
    operation: oneOf(['union', 'diff', 'intersect'], {
      about: 'union: each row once; diff: rows that only one search has; intersect: rows of both.',
    }),
    first: subsearch({ about: 'A search.' }),
    second: subsearch({ about: 'Another search.' }),
  }),
  flow: () => ({ passes: 'none', addsUnknown: true }),
  parts: ({ first, second }) => ({ subsearches: [first, second] }),
  async *generate({ operation, first, second }, scope, signal) {
    const left = await scope.subsearch(first, signal)
    const right = await scope.subsearch(second, signal)
    const lefts = new Set(keysOf(left))
    const rights = new Set(keysOf(right))
    const seen = new Set<string>()
    switch (operation) {
      case 'union':
        yield pick(left, () => true, seen)
        yield pick(right, () => true, seen)
        return
      case 'intersect':
        yield pick(left, (key) => rights.has(key), seen)
        return
      case 'diff':
        yield pick(left, (key) => !rights.has(key), seen)
        yield pick(right, (key) => !lefts.has(key), seen)
    }
  },
  examples: [
    {
      title: 'Users of both days',
      query: 'set intersect [search day=1 | table user] [search day=2 | table user]',
      input: [
        { day: 1, user: 'ann' },
        { day: 1, user: 'bob' },
        { day: 2, user: 'ann' },
      ],
      output: [{ user: 'ann' }],
    },
    {
      title: 'Users of one day only',
      query: 'set diff [search day=1 | table user] [search day=2 | table user]',
      input: [
        { day: 1, user: 'ann' },
        { day: 2, user: 'ann' },
        { day: 2, user: 'cy' },
      ],
      output: [{ user: 'cy' }],
    },
  ],
})
