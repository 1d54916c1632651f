import { type Batch, emptyBatch } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import type { Expression } from '../language/ast.ts'
import { expression, flag, integer, maybe, option, sequence } from '../language/syntax.ts'
import { fieldsOfExpression } from './shared-references.ts'
import { firstRows } from './shared-row-ranges.ts'

const defaultCount = 10

interface HeadArgs {
  readonly count: number | undefined
  readonly limit: number | undefined
  readonly condition: Expression | undefined
  readonly null: boolean
  readonly keeplast: boolean
}

const most = ({ count, limit, condition }: HeadArgs): number =>
  count ?? limit ?? (condition ? Number.POSITIVE_INFINITY : defaultCount)

/** How many rows from the first on fulfil the condition, and whether one did not. */
function runLength(
  batch: Batch,
  { condition, null: keepNull, keeplast }: HeadArgs,
  scope: Scope,
): { readonly rows: number; readonly ended: boolean } {
  if (!condition) return { rows: batch.length, ended: false }
  const evaluate = scope.expression(condition).bind(batch)
  for (let row = 0; row < batch.length; row++) {
    const value = evaluate(row)
    if (value === true || (value === null && keepNull)) continue
    return { rows: keeplast ? row + 1 : row, ended: true }
  }
  return { rows: batch.length, ended: false }
}

function headOperator(args: HeadArgs, scope: Scope): Operator {
  let left = most(args)
  return {
    get done() {
      return left <= 0
    },
    process(batch) {
      if (left <= 0) return emptyBatch
      const candidates = firstRows(batch, left)
      const { rows, ended } = runLength(candidates, args, scope)
      left = ended ? 0 : left - rows
      return firstRows(candidates, rows)
    },
  }
}

/** Source: Splunk Search Reference, "head". */
export const head = defineCommand({
  name: 'head',
  kind: 'stateful',
  summary: 'Keeps the first rows, or those up to the first that does not fulfil a condition.',
  syntax: sequence({
    limit: option('limit', integer(), { about: 'How many rows to keep.' }),
    null: flag('null', {
      or: false,
      about: 'A condition that comes out null counts as fulfilled.',
    }),
    keeplast: flag('keeplast', { or: false, about: 'The row that ends the run is kept too.' }),
    count: maybe(integer({ about: 'How many rows to keep; 10 without a condition.' })),
    condition: maybe(expression({ about: 'Rows are kept until this is no longer true.' })),
  }),
  flow: ({ condition }) => ({ needs: condition ? fieldsOfExpression(condition) : [] }),
  parts: ({ condition }) => (condition ? { expressions: [condition] } : {}),
  operator: headOperator,
  examples: [
    {
      title: 'The first two',
      query: 'head 2',
      input: [{ n: 1 }, { n: 2 }, { n: 3 }],
      output: [{ n: 1 }, { n: 2 }],
    },
    {
      title: 'Up to and with the first failure',
      query: 'head (status<400) keeplast=true',
      input: [{ status: 200 }, { status: 500 }, { status: 200 }],
      output: [{ status: 200 }, { status: 500 }],
    },
    {
      title: 'A missing field ends the run, unless null=true',
      query: 'head limit=5 (status<400) null=true',
      input: [{ status: 200 }, { n: 1 }, { status: 404 }, { status: 200 }],
      output: [{ status: 200 }, { n: 1 }],
    },
  ],
})
