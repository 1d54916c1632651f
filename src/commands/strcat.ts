import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import type { Cursor } from '../language/cursor.ts'
import { quote, quoteIfNeeded } from '../language/quoting.ts'
import { field, flag, type Syntax, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

type Source =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string }

interface Joining {
  readonly sources: readonly Source[]
  readonly target: string
}

const text = word()
const name = field()

function readSources(cursor: Cursor): Source[] {
  const sources: Source[] = []
  while (!cursor.atEnd()) {
    const before = cursor.position
    if (cursor.at('"')) sources.push({ kind: 'text', text: text.parse(cursor) })
    else sources.push({ kind: 'field', name: name.parse(cursor) })
    if (cursor.position === before) break
  }
  return sources
}

/** In single quotes where it needs quotes: in double ones it would be a text. */
const printField = (fieldName: string): string =>
  quoteIfNeeded(fieldName).startsWith('"') ? `'${fieldName}'` : fieldName

/** Names are fields, texts in quotes stand for themselves; the last one is the target. */
const joining: Syntax<Joining> = {
  usage: '<field or "text">... <field>',
  arguments: [
    {
      name: 'sources',
      usage: '<field or "text">...',
      about: 'What is joined: fields, and texts in quotes.',
      required: true,
    },
    { name: 'target', usage: '<field>', about: 'The field that is made.', required: true },
  ],
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const all = readSources(cursor)
    const last = all.pop()
    if (!last || all.length === 0) {
      cursor.problem(
        'SPL0104',
        cursor.spanFrom(start),
        'what to join, and the field for it, are missing',
      )
    }
    const target = last?.kind === 'field' ? last.name : (last?.text ?? '')
    return { sources: all, target }
  },
  print: ({ sources, target }) =>
    [
      ...sources.map((each) => (each.kind === 'text' ? quote(each.text) : printField(each.name))),
      printField(target),
    ].join(' '),
}

const fieldsOf = ({ sources }: Joining): string[] =>
  sources.flatMap((each) => (each.kind === 'field' ? [each.name] : []))

/** Source: Splunk Search Reference, "strcat". */
export const strcat = defineCommand({
  name: 'strcat',
  kind: 'streaming',
  summary: 'Joins fields and texts into one field.',
  syntax: sequence({
    allrequired: flag('allrequired', {
      or: false,
      about: 'Makes the field only where all fields are there.',
    }),
    joining,
  }),
  flow: ({ joining: args }) => ({ needs: [...fieldsOf(args), args.target], adds: [args.target] }),
  operator: ({ allrequired, joining: { sources, target } }) => ({
    process(batch) {
      const parts = sources.map((each): ((row: number) => Value) => {
        if (each.kind === 'text') return () => each.text
        const column = batch.column(each.name)
        return (row) => column?.at(row) ?? null
      })
      const before = batch.column(target)
      const values = Array.from({ length: batch.length }, (_, row): Value => {
        const own = parts.map((part) => part(row))
        if (allrequired && own.includes(null)) return before?.at(row) ?? null
        return own.map(textOf).join('')
      })
      return withColumns(batch, new Map([[target, plainColumn(values)]]))
    },
  }),
  examples: [
    {
      title: 'Address and port',
      query: 'strcat ip ":" port socket',
      input: [{ ip: '10.0.0.1', port: 443 }],
      output: [{ ip: '10.0.0.1', port: 443, socket: '10.0.0.1:443' }],
    },
    {
      title: 'Nothing is made when a field is missing',
      query: 'strcat allrequired=true ip ":" port socket',
      input: [{ ip: '10.0.0.1' }],
      output: [{ ip: '10.0.0.1' }],
    },
  ],
})
