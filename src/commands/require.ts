import { defineCommand } from '../contract/command.ts'
import { sequence } from '../language/syntax.ts'

/** Source: Splunk Search Reference, "require". */
export const requireCommand = defineCommand({
  name: 'require',
  kind: 'streaming',
  summary: 'Makes a search without results an error.',
  syntax: sequence({}),
  flow: () => ({ addsUnknown: true }),
  operator(_, scope) {
    let some = false
    return {
      process(batch) {
        some = true
        return batch
      },
      finish() {
        if (!some) {
          scope.report({
            code: 'SPL0601',
            severity: 'error',
            message: 'require: the search before it has no results',
          })
        }
        return []
      },
    }
  },
  examples: [
    { title: 'Results pass', query: 'require', input: [{ n: 1 }], output: [{ n: 1 }] },
    { title: 'No results', query: 'require', input: [], output: [], problem: 'SPL0601' },
  ],
})
