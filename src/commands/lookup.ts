import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import type { LookupReader } from '../contract/function.ts'
import {
  clause,
  field,
  flag,
  maybe,
  oneOf,
  repeat,
  type SyntaxValue,
  sequence,
  word,
} from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { multivalueOf, type Scalar, type Value, valuesOf } from '../values/value.ts'
import { type FoundFields, withFound } from './shared-extraction.ts'

const pair = (about: string) =>
  sequence({
    lookupField: field({ about }),
    eventField: maybe(clause('AS', field({ about: 'Its name in the events.' }))),
  })

const syntax = sequence({
  local: flag('local', { or: false, about: 'Accepted; lookups are always here.' }),
  update: flag('update', {
    or: false,
    about: 'Accepted; a lookup does not change while it is read.',
  }),
  table: word({ usage: '<lookup>', about: 'The lookup.' }),
  matches: repeat(pair('A field of the lookup that must equal a field of the event.'), {
    atLeast: 1,
  }),
  output: maybe(
    sequence({
      mode: oneOf<'OUTPUT' | 'OUTPUTNEW'>(['OUTPUT', 'OUTPUTNEW'], {
        about: 'OUTPUT goes before what is there, OUTPUTNEW only fills what is missing.',
      }),
      fields: repeat(pair('A field of the lookup to add.'), { atLeast: 1 }),
    }),
  ),
})

type LookupArgs = SyntaxValue<typeof syntax>

interface FieldPair {
  readonly lookupField: string
  readonly eventField: string
}

const pairsOf = (
  list: readonly { readonly lookupField: string; readonly eventField: string | undefined }[],
): FieldPair[] =>
  list.map(({ lookupField, eventField = lookupField }) => ({ lookupField, eventField }))

/** Without OUTPUT all fields of the lookup are added that are not matched. */
function outputsOf(args: LookupArgs, reader: LookupReader): readonly FieldPair[] {
  if (args.output) return pairsOf(args.output.fields)
  const matched = new Set(args.matches.map(({ lookupField }) => lookupField))
  return reader.fields
    .filter((name) => !matched.has(name))
    .map((name) => ({ lookupField: name, eventField: name }))
}

const mostRemembered = 10_000
const mostCombinations = 1000

/** Every combination of one value of each field: an event with several values matches by any of them. */
function combinations(values: readonly (readonly Scalar[])[]): readonly (readonly string[])[] {
  let lists: string[][] = [[]]
  for (const options of values) {
    lists = lists.flatMap((list) => options.map((one) => [...list, textOfScalar(one)]))
    if (lists.length > mostCombinations) lists.length = mostCombinations
  }
  return lists
}

/** What the lookup gives for a key; answers are remembered, since keys repeat. */
function finder(
  reader: LookupReader,
  matches: readonly FieldPair[],
  outputs: readonly FieldPair[],
): (key: readonly string[], time: Value | undefined) => ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, ReadonlyMap<string, readonly string[]>>()
  return (key, time) => {
    const isPlain = key.length === 1 && !reader.isTimed
    const text = isPlain ? (key[0] as string) : JSON.stringify([time, ...key])
    const before = known.get(text)
    if (before) return before
    const rows = reader.find(
      Object.fromEntries(
        matches.map(({ lookupField }, index) => [lookupField, key[index] as string]),
      ),
      time,
    )
    const found = new Map(
      outputs.map(({ lookupField, eventField }) => [
        eventField,
        // Empty cells are no values.
        rows.map((row) => row[lookupField] ?? '').filter((value) => value !== ''),
      ]),
    )
    if (known.size >= mostRemembered) known.clear()
    known.set(text, found)
    return found
  }
}

function lookupOperator(args: LookupArgs, scope: Scope): Operator {
  const reader = scope.lookup(args.table)
  if (!reader) return { process: (batch) => batch }
  const matches = pairsOf(args.matches)
  const outputs = outputsOf(args, reader)
  const find = finder(reader, matches, outputs)
  const onlyMissing = args.output?.mode === 'OUTPUTNEW'
  return {
    process(batch) {
      const keys = matches.map(({ eventField }) => batch.column(eventField))
      const times = reader.isTimed ? batch.column('_time') : undefined
      const before = outputs.map(({ eventField }) => batch.column(eventField))
      const foundAt = (row: number): FoundFields => {
        const values = keys.map((column) => valuesOf(column?.at(row) ?? null))
        const found = new Map<string, Value>()
        if (values.some((list) => list.length === 0)) return found
        const answers = combinations(values).map((key) => find(key, times?.at(row)))
        outputs.forEach(({ eventField }, index) => {
          if (onlyMissing && (before[index]?.at(row) ?? null) !== null) return
          const all = answers.flatMap((answer) => answer.get(eventField) ?? [])
          if (all.length > 0) found.set(eventField, multivalueOf(all))
        })
        return found
      }
      return withFound(batch, foundAt)
    },
  }
}

/** How values are compared (case, wildcards, subnets) is the lookup's own business. Source: Splunk Search Reference, "lookup". */
export const lookup = defineCommand({
  name: 'lookup',
  kind: 'streaming',
  summary: 'Adds fields of a lookup whose rows match fields of the event.',
  syntax,
  flow: ({ matches, output }) => {
    const keys = pairsOf(matches).map(({ eventField }) => eventField)
    if (!output) return { needs: keys, addsUnknown: true }
    const added = pairsOf(output.fields).map(({ eventField }) => eventField)
    // Where nothing matches a field keeps what it had.
    return { needs: [...keys, ...added], adds: added }
  },
  parts: ({ table }) => ({ lookups: [table] }),
  operator: lookupOperator,
  examples: [
    {
      title: 'An owner for an address',
      query: 'lookup assets ip AS src OUTPUT owner AS src_owner',
      lookups: { assets: [{ ip: '10.0.0.1', owner: 'ann' }] },
      input: [{ src: '10.0.0.1' }, { src: '10.0.0.2' }],
      output: [{ src: '10.0.0.1', src_owner: 'ann' }, { src: '10.0.0.2' }],
    },
    {
      title: 'All fields of the lookup, and several values to match',
      query: 'lookup assets ip',
      lookups: {
        assets: [
          { ip: '10.0.0.1', owner: 'ann' },
          { ip: '10.0.0.2', owner: 'bob' },
        ],
      },
      input: [{ ip: ['10.0.0.1', '10.0.0.2'] }],
      output: [{ ip: ['10.0.0.1', '10.0.0.2'], owner: ['ann', 'bob'] }],
    },
    {
      title: 'Only what is missing is filled',
      query: 'lookup assets ip OUTPUTNEW owner',
      lookups: { assets: [{ ip: '10.0.0.1', owner: 'ann' }] },
      input: [{ ip: '10.0.0.1', owner: 'cy' }, { ip: '10.0.0.1' }],
      output: [
        { ip: '10.0.0.1', owner: 'cy' },
        { ip: '10.0.0.1', owner: 'ann' },
      ],
    },
  ],
})
