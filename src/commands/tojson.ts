import { type Batch, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { emptyScope } from '../language/cursor.ts'
import { quoteIfNeeded } from '../language/quoting.ts'
import {
  fieldList,
  flag,
  oneOf,
  option,
  repeat,
  type Syntax,
  sequence,
  word,
} from '../language/syntax.ts'
import { numberOf, textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Scalar, type Value } from '../values/value.ts'
import { capturesOf, isInternal } from './shared-field-names.ts'

type JsonType = 'auto' | 'bool' | 'json' | 'none' | 'num' | 'str'

interface TypedFields {
  readonly type: JsonType | undefined
  readonly names: readonly string[]
}

const types: readonly JsonType[] = ['auto', 'bool', 'json', 'none', 'num', 'str']
const call = /(auto|bool|json|none|num|str)\s*\(/iy

const wildField = fieldList({ wildcards: true })
const name = word()

/** `user`, `num(size)`. */
const typedField: Syntax<TypedFields> = {
  usage: '<type>(<wc-field>) or <wc-field>',
  arguments: [
    {
      name: 'fields',
      usage: '<type>(<wc-field>)',
      about: `The members and their types: ${types.join(', ')}; all fields without it.`,
      required: false,
    },
  ],
  accepts: (cursor) => name.accepts?.(cursor) ?? true,
  parse(cursor) {
    cursor.skipSpace()
    const typed = cursor.match(call)
    if (typed === undefined) return { type: undefined, names: [name.parse(cursor)] }
    const type = types.find((each) => typed.toLowerCase().startsWith(each))
    const names = cursor.within(emptyScope, () => wildField.parse(cursor))
    cursor.expect(')', 'SPL0102', 'this bracket is not closed')
    return { type, names }
  },
  print: ({ type, names }) => {
    const list = names.map(quoteIfNeeded).join(' ')
    return type ? `${type}(${list})` : list
  },
}

const truths = new Map<string, boolean>([
  ...['t', 'true', '1', 'y', 'yes'].map((word_) => [word_, true] as const),
  ...['f', 'false', '0', 'n', 'no'].map((word_) => [word_, false] as const),
])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The value as JSON of a type; `undefined` where it cannot be. */
function typedJson(value: Scalar, type: JsonType): unknown {
  const text = textOfScalar(value)
  switch (type) {
    case 'none':
      return undefined
    case 'str':
      return text
    case 'num':
      return numberOf(value) ?? undefined
    case 'bool':
      return truths.get(text.toLowerCase())
    case 'json':
      return parsed(text)
    case 'auto': {
      const number = numberOf(value)
      if (number !== null) return number
      if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true'
      return /^\s*[{[]/.test(text) ? (parsed(text) ?? text) : text
    }
  }
}

function jsonOf(value: Value, type: JsonType): unknown {
  if (value === null) return undefined
  if (!isMultivalue(value)) return typedJson(value as Scalar, type)
  return type === 'none' ? undefined : value.map((one) => typedJson(one, type) ?? null)
}

interface Member {
  readonly name: string
  readonly type: JsonType
}

function membersOf(
  batch: Batch,
  list: readonly TypedFields[],
  usual: JsonType,
  internal: boolean,
): readonly Member[] {
  const names = batch.fields().filter((name) => internal || !isInternal(name))
  if (list.length === 0) return names.map((name) => ({ name, type: usual }))
  const members = new Map<string, JsonType>()
  for (const { type = usual, names: patterns } of list) {
    for (const pattern of patterns) {
      for (const each of pattern.includes('*') ? names : [pattern]) {
        if (capturesOf(pattern, each) !== null) members.set(each, type)
      }
    }
  }
  return [...members].map(([name, type]) => ({ name, type }))
}

/** Source: Splunk Search Reference, "tojson". */
export const tojson = defineCommand({
  name: 'tojson',
  kind: 'streaming',
  summary: 'Makes a JSON object of the fields of each row.',
  syntax: sequence({
    defaultType: option('default_type', oneOf<JsonType>(types), {
      or: 'none' as JsonType,
      about: 'The type of fields that name none.',
    }),
    fillNull: flag('fill_null', {
      or: false,
      about: 'Writes null where a value has not its type.',
    }),
    includeInternal: flag('include_internal', {
      or: false,
      about: 'Takes fields that begin with _ too.',
    }),
    outputField: option('output_field', word(), { or: '_raw', about: 'The field for the object.' }),
    list: repeat(typedField),
  }),
  flow: ({ outputField }) => ({ needsAll: true, adds: [outputField] }),
  operator({ defaultType, fillNull, includeInternal, outputField, list }) {
    // Without any type named, each value is taken for what it looks like.
    const usual = defaultType === 'none' ? 'auto' : defaultType
    return {
      process(batch) {
        const members = membersOf(batch, list, usual, includeInternal)
        const columns = members.map(({ name }) => batch.column(name))
        const values = Array.from({ length: batch.length }, (_, row): Value => {
          const object: Record<string, unknown> = {}
          members.forEach(({ name, type }, index) => {
            const json = jsonOf(columns[index]?.at(row) ?? null, type)
            if (json !== undefined) object[name] = json
            else if (fillNull) object[name] = null
          })
          return JSON.stringify(object)
        })
        return withColumns(batch, new Map([[outputField, plainColumn(values)]]))
      },
    }
  },
  examples: [
    {
      title: 'All fields',
      query: 'tojson output_field=json',
      input: [{ user: 'ann', n: '2', tags: ['a', 'b'] }],
      output: [
        { user: 'ann', n: '2', tags: ['a', 'b'], json: '{"user":"ann","n":2,"tags":["a","b"]}' },
      ],
    },
    {
      title: 'Types, and a value that has not its type',
      query: 'tojson fill_null=true output_field=json str(n) num(user)',
      input: [{ user: 'ann', n: 2 }],
      output: [{ user: 'ann', n: 2, json: '{"n":"2","user":null}' }],
    },
  ],
})
