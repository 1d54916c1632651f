import { type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { clause, field, maybe, option, type Syntax, sequence, word } from '../language/syntax.ts'
import type { Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'

/** How many rows back: from the nearest to the farthest. */
interface Lags {
  readonly from: number
  readonly to: number
}

interface AutoregressArgs {
  readonly lags: Lags
  readonly field: string
  readonly as: string | undefined
}

const lagsPattern = /^(\d{1,5})(?:-(\d{1,5}))?$/
const most = 10_000

const lagsWord = checked(word({ usage: '<int>[-<int>]' }), (text) => {
  const { from, to } = lagsOf(text)
  return from >= 1 && from <= to && to <= most
    ? undefined
    : { message: `"${text}" is not a number of rows, or two with a hyphen, up to ${most}` }
})

function lagsOf(text: string): Lags {
  const match = lagsPattern.exec(text)
  const from = Number(match?.[1] ?? 0)
  return { from, to: Number(match?.[2] ?? from) }
}

const lagsPiece: Syntax<Lags> = {
  usage: lagsWord.usage,
  arguments: lagsWord.arguments,
  parse: (cursor) => lagsOf(lagsWord.parse(cursor)),
  print: ({ from, to }) => (from === to ? String(from) : `${from}-${to}`),
}

const namesOf = ({ lags, field: name, as }: AutoregressArgs): string[] =>
  Array.from({ length: Math.max(0, lags.to - lags.from + 1) }, (_, i) =>
    as !== undefined && lags.from === lags.to ? as : `${as ?? name}_p${lags.from + i}`,
  )

/** Source: Splunk Search Reference, "autoregress". */
export const autoregress = defineCommand<AutoregressArgs>({
  name: 'autoregress',
  kind: 'stateful',
  summary: 'Copies the values of earlier rows into each row.',
  syntax: sequence({
    lags: option('p', lagsPiece, {
      or: { from: 1, to: 1 },
      about: 'How many rows earlier: a number, or the first and the last of several.',
    }),
    field: field({ about: 'The field to copy.' }),
    as: maybe(clause('AS', field({ about: 'Where one value goes; field_pN without it.' }))),
  }),
  flow: (args) => ({ needs: [args.field], adds: namesOf(args) }),
  operator(args) {
    const { lags, field: name } = args
    const names = namesOf(args)
    let earlier: Value[] = []
    return {
      process(batch) {
        const column = batch.column(name)
        const values = Array.from({ length: batch.length }, (_, row) => column?.at(row) ?? null)
        const all = [...earlier, ...values]
        const changes = new Map<string, Column>()
        for (const [i, title] of names.entries()) {
          const from = earlier.length - lags.from - i
          changes.set(title, plainColumn(values.map((_, row) => all[from + row] ?? null)))
        }
        earlier = all.slice(-lags.to)
        return withColumns(batch, changes)
      },
    }
  },
  examples: [
    {
      title: 'The row before',
      query: 'autoregress state AS before',
      input: [{ state: 'up' }, { state: 'down' }],
      output: [{ state: 'up' }, { state: 'down', before: 'up' }],
    },
    {
      title: 'One and two rows before',
      query: 'autoregress n p=1-2',
      input: [{ n: 1 }, { n: 2 }, { host: 'a' }, { n: 4 }],
      output: [{ n: 1 }, { n: 2, n_p1: 1 }, { host: 'a', n_p1: 2, n_p2: 1 }, { n: 4, n_p2: 2 }],
    },
  ],
})
