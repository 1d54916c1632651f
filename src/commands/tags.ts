import { type Batch, type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import { fieldList, flag, option, sequence, word } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { multivalueOf, valuesOf } from '../values/value.ts'
import { demandedFields } from './shared-held-rows.ts'

interface TagsArgs {
  readonly outputfield: string | undefined
  readonly inclname: boolean
  readonly inclvalue: boolean
  readonly names: readonly string[]
}

function tagsOf(
  batch: Batch,
  row: number,
  name: string,
  { inclname, inclvalue }: TagsArgs,
  tagged: NonNullable<Scope['tags']>,
): string[] {
  return valuesOf(batch.column(name)?.at(row) ?? null).flatMap((value) => {
    const text = textOfScalar(value)
    const before = `${inclname ? `${name}::` : ''}${inclvalue ? `${text}::` : ''}`
    return tagged(name, text).map((tag) => before + tag)
  })
}

/** Source: Splunk Search Reference, "tags". */
export const tags = defineCommand({
  name: 'tags',
  kind: 'streaming',
  summary: 'Adds the tags of field values.',
  syntax: sequence({
    outputfield: option('outputfield', word(), {
      about: 'One field for all tags; without it each field has its own, tag::field.',
    }),
    inclname: flag('inclname', { or: false, about: 'Puts the name of the field before each tag.' }),
    inclvalue: flag('inclvalue', { or: false, about: 'Puts the value before each tag.' }),
    names: fieldList({ optional: true, about: 'The fields; all without it.' }),
  }),
  flow: ({ names, outputfield }) =>
    names.length === 0
      ? { needsAll: true, addsUnknown: true }
      : {
          needs: names,
          adds: outputfield === undefined ? names.map((name) => `tag::${name}`) : [outputfield],
        },
  operator(args, scope) {
    const tagged = scope.tags
    if (!tagged) return { process: (batch) => batch }
    return {
      process(batch) {
        const names = args.names.length > 0 ? args.names : demandedFields(batch, 'all')
        const lists = new Map<string, string[][]>()
        for (const name of names) {
          const target = args.outputfield ?? `tag::${name}`
          const rows = lists.get(target) ?? Array.from({ length: batch.length }, () => [])
          rows.forEach((list, row) => {
            list.push(...tagsOf(batch, row, name, args, tagged))
          })
          lists.set(target, rows)
        }
        const columns = [...lists].flatMap(([name, rows]): [string, Column][] =>
          rows.every((list) => list.length === 0)
            ? []
            : [[name, plainColumn(rows.map((list) => multivalueOf([...new Set(list)])))]],
        )
        return withColumns(batch, new Map(columns))
      },
    }
  },
  examples: [
    {
      title: 'Values without tags get none',
      query: 'tags outputfield=tag host',
      input: [{ host: 'a1' }],
      output: [{ host: 'a1' }],
    },
    { title: 'No rows', query: 'tags', input: [], output: [] },
  ],
})
