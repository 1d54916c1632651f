import type { Batch } from '../contract/batch.ts'
import type { Operator, Scope } from '../contract/command.ts'
import type { Pipeline } from '../language/ast.ts'
import { flag, integer, option, word } from '../language/syntax.ts'

/** Options that commands with subsearches share; only `maxout` changes a result here. */
export const subsearchOptions = {
  extendtimerange: flag('extendtimerange', {
    about: 'Accepted; the time range of the search is not changed.',
  }),
  maxtime: option('maxtime', integer(), { about: 'Accepted; a subsearch may take its time.' }),
  maxout: option('maxout', integer(), { about: 'Most rows that are taken from the subsearch.' }),
  timeout: option('timeout', integer(), { about: 'Accepted; a subsearch may take its time.' }),
  runInPreview: option('run_in_preview', word(), { about: 'Accepted; there is no preview.' }),
}

/** An operator that needs the rows of a subsearch before it can do anything. */
export function withSubsearch(
  pipeline: Pipeline,
  scope: Scope,
  make: (rows: Batch) => Omit<Operator, 'prepare'>,
): Operator {
  let inner: Omit<Operator, 'prepare'> | undefined
  return {
    async prepare(signal) {
      inner = make(await scope.subsearch(pipeline, signal))
    },
    get done() {
      return inner?.done ?? false
    },
    process(batch) {
      if (!inner) throw new Error('not prepared')
      return inner.process(batch)
    },
    finish: (signal) => inner?.finish?.(signal) ?? [],
  }
}
