import type { Batch } from '../contract/batch.ts'
import { emptyBatch, rowsOf } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import type { Span } from '../diagnostics/span.ts'
import type { Pipeline } from '../language/ast.ts'
import { integer, maybe, option, quoted, sequence } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { parseTemplate, template } from './shared-template.ts'

const nowhere: Span = { start: 0, end: 0 }

/** `$name$` is the value of that field; a field that the row lacks leaves what was written. */
function filledIn(text: string, row: Readonly<Record<string, Value>>, number: number): string {
  return text.replace(/\$(\$|[^$\s]+\$)/g, (written, inner: string) => {
    if (inner === '$') return '$'
    const name = inner.slice(0, -1)
    if (name === '_serial_id') return String(number)
    const value = row[name]
    return value === undefined ? written : textOf(value).replace(/["\\]/g, '\\$&')
  })
}

async function runEach(
  rows: readonly Readonly<Record<string, Value>>[],
  text: string,
  span: Span,
  scope: Scope,
  signal: AbortSignal,
): Promise<readonly Batch[]> {
  const pipelines: Pipeline[] = []
  for (const [index, row] of rows.entries()) {
    const pipeline = parseTemplate(filledIn(text, row, index + 1), span, scope)
    if (!pipeline) break
    pipelines.push(pipeline)
  }
  // They share a reading of the events, unless one writes what others read.
  return await Promise.all(pipelines.map((pipeline) => scope.subsearch(pipeline, signal)))
}

/** Source: Splunk Search Reference, "map". */
export const map = defineCommand({
  name: 'map',
  kind: 'dataset',
  summary: 'Runs a search for each row, with values of the row filled in.',
  syntax: checked(
    sequence({
      search: option('search', quoted(), {
        about: 'The search; $name$ stands for the value of a field of the row.',
      }),
      maxsearches: option('maxsearches', integer(), {
        or: 10,
        about: 'How many rows are used at most.',
      }),
      body: maybe(template('The search, in brackets instead of quotes.')),
    }),
    ({ search, body }) =>
      (search === undefined) === (body === undefined)
        ? { code: 'SPL0104', message: 'map needs a search: search="…" or [ … ]' }
        : undefined,
  ),
  flow: () => ({ needsAll: true, passes: 'none', addsUnknown: true }),
  parts: ({ search, body }) => ({ templates: [search ?? body?.text ?? ''] }),
  operator({ search, maxsearches, body }, scope) {
    const held = holdRows('map', scope)
    const span = body?.span ?? nowhere
    const text = search ?? body?.text ?? ''
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      async finish(signal) {
        const rows = rowsOf(held.all())
        if (rows.length > maxsearches) {
          scope.report({
            code: 'SPL0601',
            severity: 'warning',
            message: `map ran for ${maxsearches} of ${rows.length} rows (maxsearches)`,
          })
        }
        return await runEach(rows.slice(0, maxsearches), text, span, scope, signal)
      },
    }
  },
  examples: [
    {
      title: 'A search for each row',
      query: 'map search="| makeresults | eval greeting=\\"hello $user$\\" | table greeting"',
      input: [{ user: 'ann' }, { user: 'bob' }],
      output: [{ greeting: 'hello ann' }, { greeting: 'hello bob' }],
    },
    {
      title: 'Only so many rows',
      query: 'map maxsearches=1 [| makeresults | eval n=$n$ | table n]',
      input: [{ n: 1 }, { n: 2 }],
      output: [{ n: 1 }],
    },
  ],
})
