import { selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { searchTerms } from '../language/syntax.ts'
import { fieldsOfSearch, hasSubsearch } from './shared-references.ts'

/**
 * Where a search begins it stands for the events that a source gives, of which it keeps those that match.
 * Source: Splunk Search Reference, "search".
 */
export const search = defineCommand({
  name: 'search',
  kind: 'streaming',
  summary: 'Keeps rows whose fields and text match; case does not count, * stands for anything.',
  syntax: searchTerms({
    about:
      'Words, phrases and comparisons, joined by AND (implied), OR and NOT; OR binds tighter than AND.',
  }),
  flow: (terms) => ({
    needs: fieldsOfSearch(terms),
    // What a subsearch returns is known only when it has run.
    ...(hasSubsearch(terms) && { needsAll: true }),
  }),
  parts: (terms) => ({ searches: [terms] }),
  conditions: (terms) => [{ kind: 'search', terms }],
  operator(terms, scope) {
    const predicate = scope.search(terms)
    return {
      process(batch) {
        const rows = predicate.rows(batch)
        return rows.length === batch.length ? batch : selectRows(batch, rows)
      },
    }
  },
  examples: [
    {
      title: 'OR binds tighter than the implied AND',
      query: 'search user=ANN status=404 OR status=5*',
      input: [
        { user: 'ann', status: 404 },
        { user: 'ann', status: 503 },
        { user: 'bob', status: 503 },
      ],
      output: [
        { user: 'ann', status: 404 },
        { user: 'ann', status: 503 },
      ],
    },
    {
      title: 'A different value needs the field, NOT does not',
      query: 'search NOT user=ann zone!=lab',
      input: [{ user: 'bob', zone: 'prod' }, { user: 'bob' }, { zone: 'prod' }, { zone: 'lab' }],
      output: [{ user: 'bob', zone: 'prod' }, { zone: 'prod' }],
    },
    {
      title: 'Words are whole words of the text',
      query: 'search "failed login" admin*',
      input: [
        { _raw: 'Failed login of administrator' },
        { _raw: 'failed logins of admin' },
        { _raw: 'login failed: admin' },
      ],
      output: [{ _raw: 'Failed login of administrator' }],
    },
  ],
})
