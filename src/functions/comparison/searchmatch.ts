import { defineSpecialFunction, text } from '../../contract/define-function.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", searchmatch(). */
export const searchmatch = defineSpecialFunction({
  name: 'searchmatch',
  category: 'comparison',
  summary: 'Whether the event matches a search expression, as the search command would.',
  parameters: { search: text('The search expression as a string literal.') },
  returns: 'boolean',
  compile([search], scope) {
    const value = search!.constant?.value
    if (typeof value !== 'string') {
      return { code: 'SPL0502', problem: 'searchmatch() needs a string literal', argument: 0 }
    }
    const predicate = scope.searchPredicate(value)
    if ('problem' in predicate) return { ...predicate, argument: 0 }
    return Object.assign(predicate.bind, { needs: predicate.needs })
  },
  examples: [
    { expression: 'searchmatch("user=a* host=*")', row: { user: 'Ann', host: 'h1' }, result: true },
    { expression: 'searchmatch("user=b*")', row: { user: 'Ann' }, result: false },
  ],
})
