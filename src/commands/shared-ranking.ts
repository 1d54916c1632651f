import { type Batch, batchOf, type Column, emptyBatch, plainColumn } from '../contract/batch.ts'
import type { CommandExample, Operator, Scope } from '../contract/command.ts'
import { type Command, defineCommand } from '../contract/command.ts'
import type { GroupField } from '../language/ast.ts'
import { by, fieldList, flag, integer, option, sequence, word } from '../language/syntax.ts'
import type { Scalar, Value } from '../values/value.ts'
import { createGroupIndex } from './shared-groups.ts'
import { reportRowLimit } from './shared-held-rows.ts'

interface RankingArgs {
  readonly limit: number | undefined
  readonly countfield: string
  readonly percentfield: string
  readonly showcount: boolean
  readonly showperc: boolean
  readonly useother: boolean
  readonly otherstr: string
  readonly most: number
  readonly fields: readonly string[]
  readonly groups: readonly GroupField[]
}

interface Ranked {
  readonly key: readonly Scalar[]
  readonly count: number
}

/** Percentages have six decimals. */
const percentOf = (count: number, total: number): number =>
  Number(((count / total) * 100).toFixed(6))

/** `top` and `rare`: how often each combination of values occurs, the most or the least frequent first. */
export function rankingCommand(
  name: string,
  summary: string,
  direction: 1 | -1,
  examples: readonly CommandExample[],
): Command {
  function operator(args: RankingArgs, scope: Scope): Operator {
    const groups = args.groups.map((group) => group.name)
    const names = [...groups, ...args.fields]
    const index = createGroupIndex(names, {
      maxGroups: scope.limits.maxRows,
      overflow: () => reportRowLimit(name, scope),
    })
    const counts: number[] = []
    return {
      process(batch) {
        const { count, groups: groupOf } = index.assign(batch)
        for (let i = 0; i < count; i++) {
          const group = groupOf[i] as number
          counts[group] = (counts[group] ?? 0) + 1
        }
        return emptyBatch
      },
      repeatable: true,
      finish() {
        const parts = partsOf(index.sorted(), (group) => index.keyOf(group), counts, groups.length)
        const rows = parts.flatMap((part) => rankedRows(part, args, direction))
        return rows.length === 0 ? [] : [tableOf(rows, names, args)]
      },
    }
  }

  return defineCommand<RankingArgs>({
    name,
    kind: 'transforming',
    summary,
    syntax: sequence({
      limit: option('limit', integer(), { about: 'How many combinations to show; 0 shows all.' }),
      countfield: option('countfield', word(), { or: 'count', about: 'The name of the count.' }),
      percentfield: option('percentfield', word(), {
        or: 'percent',
        about: 'The name of the percentage.',
      }),
      showcount: flag('showcount', { or: true, about: 'Shows the count.' }),
      showperc: flag('showperc', { or: true, about: 'Shows the percentage.' }),
      useother: flag('useother', {
        or: false,
        about: 'Adds a row for all combinations beyond the limit.',
      }),
      otherstr: option('otherstr', word(), { or: 'OTHER', about: 'What that row is called.' }),
      most: integer({ or: 10, about: 'How many combinations to show; 0 shows all.' }),
      fields: fieldList({ about: 'The fields whose values are counted.' }),
      groups: by({ about: 'Counts apart for each combination of these fields.' }),
    }),
    flow: ({ fields, groups, showcount, showperc, countfield, percentfield }) => {
      const names = [...new Set([...groups.map((group) => group.name), ...fields])]
      return {
        needs: names,
        adds: [...names, ...(showcount ? [countfield] : []), ...(showperc ? [percentfield] : [])],
        passes: 'none',
      }
    },
    readsOrder: false,
    operator,
    examples,
  })
}

interface Part {
  readonly entries: readonly Ranked[]
  readonly total: number
}

/** Entries of one BY group after the other, as they are sorted. */
function partsOf(
  sorted: readonly number[],
  keyOf: (group: number) => readonly Scalar[],
  counts: readonly number[],
  width: number,
): readonly Part[] {
  const parts: { entries: Ranked[]; total: number }[] = []
  for (const group of sorted) {
    const key = keyOf(group)
    const count = counts[group] ?? 0
    const last = parts.at(-1)
    const first = last?.entries[0]
    const same = first && key.slice(0, width).every((value, i) => value === first.key[i])
    if (last && same) {
      last.entries.push({ key, count })
      last.total += count
    } else parts.push({ entries: [{ key, count }], total: count })
  }
  return parts
}

interface Row extends Ranked {
  readonly percent: number
}

/** Equally frequent ones stay in the order of their values. */
function rankedRows(
  { entries, total }: Part,
  args: RankingArgs,
  direction: 1 | -1,
): readonly Row[] {
  const limit = args.limit ?? args.most
  const ranked = [...entries].sort((left, right) => (right.count - left.count) * direction)
  const shown = limit > 0 ? ranked.slice(0, limit) : ranked
  const rows = shown.map((entry) => ({ ...entry, percent: percentOf(entry.count, total) }))
  const first = ranked[0]
  if (!args.useother || shown.length === ranked.length || !first) return rows
  const count = ranked.slice(shown.length).reduce((sum, entry) => sum + entry.count, 0)
  const key = first.key.map((value, i) => (i < args.groups.length ? value : args.otherstr))
  return [...rows, { key, count, percent: percentOf(count, total) }]
}

function tableOf(rows: readonly Row[], names: readonly string[], args: RankingArgs): Batch {
  const columns = new Map<string, Column>()
  const add = (name: string, cellOf: (row: Row) => Value): void => {
    columns.set(name, plainColumn(rows.map(cellOf)))
  }
  for (const [index, name] of names.entries()) add(name, (row) => row.key[index] as Scalar)
  if (args.showcount) add(args.countfield, (row) => row.count)
  if (args.showperc) add(args.percentfield, (row) => row.percent)
  return batchOf(columns, rows.length)
}
