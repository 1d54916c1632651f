import { type Batch, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { pairs, type RenamePair } from '../language/syntax.ts'
import { checked } from './shared-checked.ts'
import { capturesOf, hasStar, withCaptures } from './shared-field-names.ts'
import { projected } from './shared-projection.ts'

const starsIn = (name: string): number => name.split('*').length - 1

const renameOne = (batch: Batch, { from, to }: RenamePair): Batch => {
  if (from === to) return batch
  const source = batch.column(from)
  return projected(batch, {
    fields: () => {
      const names = batch.fields()
      return source && names.includes(from)
        ? names.filter((name) => name !== to).map((name) => (name === from ? to : name))
        : names.filter((name) => name !== to)
    },
    column: (name) => (name === to ? source : name === from ? undefined : batch.column(name)),
  })
}

/** Renames every field that the pattern means; the names are known only by asking for all of them. */
function renameMany(batch: Batch, { from, to }: RenamePair): Batch {
  let sources: ReadonlyMap<string, string> | undefined
  const resolve = (): ReadonlyMap<string, string> => {
    if (sources) return sources
    const found = new Map<string, string>()
    const moved = new Map<string, string>()
    for (const name of batch.fields()) {
      const captured = capturesOf(from, name)
      if (captured) moved.set(name, withCaptures(to, captured))
      else found.set(name, name)
    }
    for (const [name, target] of moved) found.set(target, name)
    sources = found
    return found
  }
  return projected(batch, {
    fields: () => {
      const targets = new Map([...resolve()].map(([target, name]) => [name, target]))
      return batch.fields().flatMap((name) => targets.get(name) ?? [])
    },
    column: (name) => {
      const source = resolve().get(name)
      return source === undefined ? undefined : batch.column(source)
    },
  })
}

const renamedNames = (names: ReadonlySet<string>, { from, to }: RenamePair): ReadonlySet<string> =>
  new Set(
    [...names].map((name) => {
      const captured = capturesOf(from, name)
      return captured ? withCaptures(to, captured) : name
    }),
  )

/**
 * Renaming a field that is missing onto one that exists takes the latter away.
 * Source: Splunk Search Reference, "rename", Usage.
 */
export const rename = defineCommand({
  name: 'rename',
  kind: 'streaming',
  summary: 'Gives fields other names.',
  syntax: checked(
    pairs({ about: 'Old and new name, both with as many * wildcards.' }),
    (renames) => {
      const uneven = renames.find(({ from, to }) => starsIn(from) !== starsIn(to))
      return (
        uneven && {
          message: `"${uneven.from}" and "${uneven.to}" have different numbers of wildcards`,
        }
      )
    },
  ),
  flow: (renames) => ({
    needs: renames.map(({ from }) => from),
    removes: renames.map(({ from }) => from),
    adds: renames.flatMap(({ to }) => (hasStar(to) ? [] : [to])),
    ...(renames.some(({ to }) => hasStar(to)) && {
      addsUnknown: true,
      renames: (names: ReadonlySet<string>) => renames.reduce(renamedNames, names),
    }),
  }),
  operator: (renames) => ({
    process: (batch) =>
      renames.reduce(
        (renamed, pair) =>
          hasStar(pair.from) ? renameMany(renamed, pair) : renameOne(renamed, pair),
        withColumns(batch, new Map()),
      ),
  }),
  examples: [
    {
      title: 'A name with a blank, and a wildcard',
      query: 'rename user AS "Signed-in user", Web.* AS *',
      input: [{ user: 'ann', 'Web.url': '/a', 'Web.status': 200 }],
      output: [{ 'Signed-in user': 'ann', url: '/a', status: 200 }],
    },
    {
      title: 'A missing field leaves nothing under the new name',
      query: 'rename account AS user',
      input: [{ user: 'ann', n: 1 }],
      output: [{ n: 1 }],
    },
  ],
})
