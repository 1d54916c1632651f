import { type Batch, emptyBatch, selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { integer, option, type SortKey, sequence, sortKeys } from '../language/syntax.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { sortedRows } from './shared-sorting.ts'

const defaultLimit = 10_000
/** More rows than this beyond the limit are not held: they are sorted, and cut. */
const slack = 50_000

interface Order {
  readonly keys: readonly SortKey[]
  /** `desc` at the end turns the whole order around. */
  readonly turned: boolean
}

/** `sort a b desc`: the last word may be a direction. A single word is a field, whatever it says. */
function orderOf(written: readonly SortKey[]): Order {
  const last = written[written.length - 1]
  if (!last || written.length < 2 || last.descending || last.type)
    return { keys: written, turned: false }
  switch (last.field.toLowerCase()) {
    case 'd':
    case 'desc':
      return { keys: written.slice(0, -1), turned: true }
    case 'a':
    case 'asc':
      return { keys: written.slice(0, -1), turned: false }
    default:
      return { keys: written, turned: false }
  }
}

const fieldsOf = (keys: readonly SortKey[]): string[] => [
  ...new Set(orderOf(keys).keys.map((key) => key.field)),
]

/**
 * Rows without a key come last, whatever its direction. Equal rows keep their order.
 * Source: Splunk Search Reference, "sort", Usage.
 */
export const sort = defineCommand({
  name: 'sort',
  kind: 'dataset',
  summary: 'Orders rows by fields.',
  syntax: sequence({
    limit: option('limit', integer(), { about: 'How many rows to keep; 0 keeps all.' }),
    count: integer({ or: defaultLimit, about: 'How many rows to keep; 0 keeps all.' }),
    keys: sortKeys({
      about:
        'Fields, the most important first; - turns the order of one around, desc at the end that of all. auto(), ip(), num() and str() say how values compare.',
    }),
  }),
  flow: ({ keys }) => ({ needs: fieldsOf(keys) }),
  readsOrder: true,
  operator({ limit, count, keys: written }, scope) {
    const { keys, turned } = orderOf(written)
    const wanted = limit ?? count
    const most = wanted <= 0 ? Number.POSITIVE_INFINITY : wanted
    const directed = turned ? keys.map((key) => ({ ...key, descending: !key.descending })) : keys
    const held = holdRows('sort', scope)
    const sorted = (): Batch => {
      const all = held.all()
      const order = sortedRows(all, directed)
      return selectRows(all, order.length > most ? order.subarray(0, most) : order)
    }
    return {
      process(batch) {
        held.add(onlyDemanded(batch, scope.demand, fieldsOf(written)))
        if (held.count > most + slack) held.replace(onlyDemanded(sorted(), 'all'))
        return emptyBatch
      },
      repeatable: true,
      finish: () => (held.count === 0 ? [] : [sorted()]),
    }
  },
  examples: [
    {
      title: 'Numbers in text are numbers; rows without the field come last',
      query: 'sort -size name',
      input: [
        { name: 'b', size: '9' },
        { name: 'c' },
        { name: 'd', size: '100' },
        { name: 'a', size: '9' },
      ],
      output: [
        { name: 'd', size: '100' },
        { name: 'a', size: '9' },
        { name: 'b', size: '9' },
        { name: 'c' },
      ],
    },
    {
      title: 'Addresses, and at most two rows',
      query: 'sort 2 ip(src)',
      input: [{ src: '10.0.0.20' }, { src: '10.0.0.3' }, { src: '9.1.1.1' }],
      output: [{ src: '9.1.1.1' }, { src: '10.0.0.3' }],
    },
    {
      title: 'As text',
      query: 'sort 0 str(code) desc',
      input: [{ code: 100 }, { code: 20 }, { code: 3 }],
      output: [{ code: 3 }, { code: 20 }, { code: 100 }],
    },
  ],
})
