import { describe, expect, it, test } from 'vitest'
import { environmentOf, runSpl } from '../../test/run-spl.ts'
import { commands } from '../commands/index.ts'
import { rowsOf } from '../contract/batch.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { lookupReader } from '../knowledge/lookup-table.ts'
import type { MacroDefinition } from '../language/source.ts'
import { spillSpace } from '../runtime/spill-space.ts'
import type { Environment } from './environment.ts'
import { memorySource } from './memory-source.ts'
import { openOutlined } from './open-outlined.ts'
import { type OutlinedSearch, type OutlineStore, outlineSearch } from './outlined-search.ts'
import { batchOfObjects } from './rows-in.ts'
import type { SearchOutline } from './search-outline.ts'

const options = { now: 1_700_000_000, timeZone: 'UTC' }
const never = () => false
const macro = (name: string, definition: string, iseval = false): [string, MacroDefinition] => [
  name,
  { name, arguments: [], definition, iseval },
]
const broken = {
  get fields(): string[] {
    throw new Error('it cannot be read')
  },
  find: () => [],
}
const environment: Environment = {
  ...environmentOf({
    macros: new Map([macro('calm', 'bytes>1'), macro('computed', '"bytes>1"', true)]),
    lookups: new Map([
      ['users', lookupReader({ rows: [{ user: 'ann', team: 'red' }] })],
      ['broken', broken],
    ]),
  }),
}

describe('before there are events', () => {
  test.each([
    ['deferred', 'search user=ann | stats count by user'],
    ['deferred', '`calm` | eval a=1 | sort a | dedup a | table a'],
    ['deferred', 'search user=ann | lookup users user | fillnull'],
    ['refused', 'search user=ann | nonsense'],
    ['refused', 'search user=ann | lookup none user'],
    ['whole', 'search user=ann | stats count'],
    ['whole', '| makeresults'],
    ['whole', 'search earliest=-1h user=ann'],
    ['whole', 'search [search bytes=1 | fields user]'],
    ['whole', 'search user=ann | append [search bytes=1]'],
    ['whole', 'search user=ann | lookup broken user'],
    ['whole', 'search user=ann | outputlookup users'],
    ['whole', 'search user=ann | inputlookup append=true users'],
    ['whole', 'search user=ann | iplocation src'],
  ])('%s: %s', (kind, spl) => {
    expect(outlineSearch(spl, environment, options, never).kind).toBe(kind)
  })

  it('is prepared where someone needs it whole', () => {
    expect(outlineSearch('search user=ann', environment, options, () => true).kind).toBe('whole')
  })
})

/** Runs what is not refused; `undefined` for what is. */
async function run(
  search: OutlinedSearch,
  used: Environment,
  input: readonly Readonly<Record<string, unknown>>[],
) {
  if (search.kind === 'refused') return undefined
  const signal = new AbortController().signal
  const source = memorySource(input.length > 0 ? [batchOfObjects(input)] : [], used)
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
  const spill = spillSpace()
  const context = { environment: used, options, source, signal, spill, report }
  const open = await openOutlined(search, context)
  if (!open.generates) {
    const taker = {
      rows: (_: number, rows: Parameters<typeof open.push>[0]) => open.push(rows),
      failed(_: number, error: Error) {
        throw error
      },
    }
    await source.scan([open.task], taker, signal)
  }
  return { rows: (await open.finish()).flatMap(rowsOf), diagnostics }
}

const examples = commands.flatMap(({ examples: all }) => all)

test('examples of commands find the same when they wait for events', async () => {
  let deferred = 0
  for (const { query, input = [], lookups = {} } of examples) {
    const tables = Object.entries(lookups).map(
      ([name, rows]) => [name, lookupReader({ rows })] as const,
    )
    const given = { lookups: new Map(tables) }
    const used = environmentOf(given)
    const search = outlineSearch(query, used, options, never)
    if (search.kind !== 'deferred') continue
    deferred++
    const { rows, diagnostics } = await runSpl(query, input, given)
    expect(await run(search, used, input), query).toEqual({ rows, diagnostics })
    const empty = await runSpl(query, [], given)
    expect({ rows: empty.rows, diagnostics: empty.diagnostics }, query).toEqual({
      rows: [],
      diagnostics: [],
    })
  }
  expect(deferred).toBeGreaterThan(examples.length / 2)
})

it('keeps no rows for a search that could not be opened', async () => {
  let fails = false
  const users = lookupReader({ rows: [{ user: 'ann', team: 'red' }] })
  const reader = {
    ...users,
    get fields() {
      if (fails) throw new Error('it is gone')
      return users.fields
    },
  }
  const used = environmentOf({ lookups: new Map([['users', reader]]) })
  const search = outlineSearch('search user=ann | lookup users user', used, options, never)
  expect(search.kind).toBe('deferred')
  if (search.kind === 'refused') return
  const spill = spillSpace()
  const { signal } = new AbortController()
  const source = memorySource([], used)
  const context = { environment: used, options, source, signal, spill, report: () => {} }
  const open = await openOutlined(search, context)
  fails = true
  expect(open.push(batchOfObjects([{ user: 'ann' }]))).toBe(true)
  await new Promise(setImmediate)
  expect(open.push(batchOfObjects([{ user: 'ann' }]))).toBe(false)
  await expect(open.finish()).rejects.toThrow('it is gone')
  spill.close()
})

describe('a store', () => {
  const storeOf = (kept = new Map<string, SearchOutline>()) => {
    const store: OutlineStore = {
      find: (text) => kept.get(text),
      // As a file keeps it.
      add: (text, outline) => void kept.set(text, JSON.parse(JSON.stringify(outline))),
    }
    return { kept, store }
  }

  test.each([
    'search user=ann | stats count by user',
    'search user=ann | nonsense',
    'search user=ann | stats count',
    'search user=ann | lookup users user | table user team',
  ])('tells what is found without it: %s', async (spl) => {
    const { kept, store } = storeOf()
    const input = [{ user: 'ann' }, { user: 'bob' }]
    const cold = outlineSearch(spl, environment, options, never, store)
    expect(kept.size).toBe(1)
    const warm = outlineSearch(spl, environment, options, never, store)
    expect(warm.kind).toBe(cold.kind)
    if (warm.kind === 'refused') expect(warm).toEqual(cold)
    expect(await run(warm, environment, input)).toEqual(await run(cold, environment, input))
  })

  it('keeps nothing that a macro computed', () => {
    const { kept, store } = storeOf()
    outlineSearch('search `computed`', environment, options, never, store)
    expect(kept.size).toBe(0)
  })

  it('is not asked where the time is wrong: each search is refused for it', () => {
    const { store } = storeOf()
    outlineSearch('search user=ann', environment, options, never, store)
    const wrong = { ...options, earliest: 'yesterday' }
    expect(outlineSearch('search user=ann', environment, wrong, never, store)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'SPL0307' },
    })
  })

  it('does not take times that a search names for those of one hunt', () => {
    const { store } = storeOf()
    const spl = 'search earliest=-24h user=ann'
    outlineSearch(spl, environment, { ...options, earliest: '-24h' }, never, store)
    expect(outlineSearch(spl, environment, options, never, store).kind).toBe('whole')
  })

  it('does not hide that a lookup can no longer be read', () => {
    const { store } = storeOf()
    const spl = 'search user=ann | lookup users user'
    outlineSearch(spl, environment, options, never, store)
    const later = { ...environment, lookups: new Map([['users', broken]]) }
    expect(outlineSearch(spl, later, options, never, store).kind).toBe('whole')
  })
})
