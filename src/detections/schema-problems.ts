import type { z } from 'zod'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Fix } from './fixes.ts'
import type { ContentKind } from './load.ts'
import type { ContentCode, ContentProblem } from './problem.ts'
import { schemaNameOf, schemas } from './schemas/schema-of.ts'
import type { YamlMapping } from './yaml-file.ts'
import { plainOf } from './yaml-plain.ts'
import { placeOf } from './yaml-values.ts'

type Issue = z.core.$ZodIssue
type Path = readonly (string | number)[]

interface Told {
  readonly code: ContentCode
  readonly message: string
  readonly severity?: ContentProblem['severity']
  /** Below the path of the issue. */
  readonly key?: string
  readonly fix?: Fix
}

/** What the file has that its schema does not allow, each with its place. */
export function schemaProblems(root: YamlMapping, kind: ContentKind): readonly ContentProblem[] {
  const name = schemaNameOf(root, kind)
  if (name === null) return []
  const schema: z.ZodType = schemas[name]
  const plain = plainOf(root)
  const { path } = root.file
  if (plain === null) {
    const message = 'the aliases of the file stand for too many values'
    return [{ code: 'YML0101', severity: 'error', message, path, place: root.file.placeAt(0) }]
  }
  const result = schema.safeParse(plain)
  if (result.success) return []
  return result.error.issues.flatMap((issue) => {
    const steps = issue.path as Path
    return told(issue, steps, valueAt(plain, steps), schema).map(
      ({ code, message, severity = 'error', key, fix }): ContentProblem => ({
        code,
        severity,
        message,
        path,
        ...(fix && { fix }),
        place: placeOf(root, key === undefined ? steps : [...steps, key]),
      }),
    )
  })
}

function told(issue: Issue, path: Path, value: unknown, schema: z.ZodType): readonly Told[] {
  const what = nameOf(path)
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        code: 'YML0203',
        severity: 'warning',
        key,
        ...fixOf(key, keysAt(schema, path), value),
        message: withAdvice(
          `the key "${key}" is not known, and has no effect`,
          key,
          keysAt(schema, path),
        ),
      }))
    case 'invalid_type':
      return wrongType(what, issue.expected, value)
    case 'invalid_value': {
      if (value === undefined) return [{ code: 'YML0202', message: `${what} is missing` }]
      const words = issue.values.map(String)
      if (typeof value !== 'string') return wrongType(what, 'string', value)
      const message = `${what} is "${cut(value)}", and should be ${oneOf(words)}`
      return [
        { code: 'YML0204', message: withAdvice(message, value, words), ...fixOf(value, words) },
      ]
    }
    case 'too_small':
      return [tooSmall(what, issue.origin, Number(issue.minimum), value)]
    case 'too_big':
      return [tooBig(what, issue.origin, Number(issue.maximum), value)]
    case 'invalid_format': {
      const wanted = formats[issue.format] ?? issue.message
      return [
        { code: 'YML0206', message: `${what} should be ${wanted}, and is "${cut(String(value))}"` },
      ]
    }
    case 'invalid_union': {
      const [first] = issue.errors.flat()
      if (value === undefined) return [{ code: 'YML0202', message: `${what} is missing` }]
      if (first === undefined)
        return [{ code: 'YML0204', message: `${what} has none of the allowed forms` }]
      return told(first as Issue, [...path, ...(first.path as Path)], value, schema)
    }
    default:
      return [{ code: 'YML0204', message: `${what}: ${issue.message}` }]
  }
}

const formats: Readonly<Record<string, string>> = {
  guid: 'a UUID',
  date: 'a date as YYYY-MM-DD',
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function wrongType(what: string, expected: string, value: unknown): readonly Told[] {
  if (value === undefined) return [{ code: 'YML0202', message: `${what} is missing` }]
  // contentctl takes a number in quotes for the number.
  if ((expected === 'number' || expected === 'int') && isNumeric(value)) return []
  const found = value === null ? 'empty' : kindOf(value)
  const advice = expected === 'string' && isScalar(value) ? ' (put it in quotes)' : ''
  const message = `${what} should be ${kinds[expected] ?? expected}, and is ${found}${advice}`
  const fix = advice === '' ? {} : { fix: { written: ` ${value}`, instead: ` '${value}'` } }
  return [{ code: 'YML0201', message, ...fix }]
}

const isScalar = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean'

const isNumeric = (value: unknown): boolean =>
  typeof value === 'string' && value.trim() !== '' && Number.isInteger(Number(value))

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  switch (typeof value) {
    case 'string':
      return 'a text'
    case 'number':
      return `the number ${value}`
    case 'boolean':
      return String(value)
    default:
      return 'a mapping'
  }
}

function tooSmall(what: string, origin: string, least: number, value: unknown): Told {
  if (origin === 'string') {
    const length = String(value).length
    if (length === 0) return { code: 'YML0202', message: `${what} is empty` }
    const message = `${what} has ${length} characters, and should have at least ${least}`
    return { code: 'YML0205', message }
  }
  if (origin === 'array' || origin === 'set') {
    const entries = Array.isArray(value) ? value.length : 0
    if (entries === 0) return { code: 'YML0202', message: `${what} has no entries` }
    return { code: 'YML0205', message: `${what} has ${entries} entries, and should have ${least}` }
  }
  return { code: 'YML0204', message: `${what} is ${value}, and should be at least ${least}` }
}

function tooBig(what: string, origin: string, most: number, value: unknown): Told {
  if (origin === 'string') {
    const message = `${what} has ${String(value).length} characters, and should have at most ${most}`
    return { code: 'YML0205', message }
  }
  if (origin === 'array' || origin === 'set') {
    const entries = Array.isArray(value) ? value.length : 0
    return { code: 'YML0205', message: `${what} has ${entries} entries, and should have ${most}` }
  }
  return { code: 'YML0204', message: `${what} is ${value}, and should be at most ${most}` }
}

/** `"tags.product"`, or `an entry of "tags.product"`. */
function nameOf(path: Path): string {
  if (path.length === 0) return 'the file'
  const name = path.filter((step) => typeof step === 'string').join('.')
  return typeof path.at(-1) === 'number' ? `an entry of "${name}"` : `"${name}"`
}

function withAdvice(message: string, written: string, words: readonly string[]): string {
  const { advice } = didYouMean(written, words)
  return advice === undefined ? message : `${message} (${advice})`
}

/** A word that differs from one of the allowed only in case, in `-` for `_` or in a plural: there is nothing to decide. */
function fixOf(
  written: string,
  words: readonly string[],
  taken: unknown = {},
): { readonly fix?: Fix } {
  const same = words.filter((word) => plainWord(word) === plainWord(written))
  const [instead] = same
  if (same.length !== 1 || instead === undefined || instead in (taken as object)) return {}
  return { fix: { written, instead } }
}

const plainWord = (word: string): string =>
  word.toLowerCase().replaceAll(/[-_ ]/g, '').replace(/s$/, '')

const maxNamed = 12

function oneOf(words: readonly string[]): string {
  if (words.length === 1) return words[0] as string
  const named = words.slice(0, maxNamed).join(', ')
  return words.length > maxNamed
    ? `one of ${named} and ${words.length - maxNamed} more`
    : `one of ${named}`
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

function valueAt(plain: unknown, path: Path): unknown {
  let value = plain
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[step]
  }
  return value
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema
  for (const step of path)
    at = typeof step === 'number' ? partOf(at).element : partOf(at).shape?.[step]
  return Object.keys(partOf(at).shape ?? {})
}

interface SchemaPart {
  readonly shape?: Readonly<Record<string, unknown>>
  readonly element?: unknown
}

/** Past `optional` and the like. */
function partOf(schema: unknown): SchemaPart {
  let at = schema as { def?: { innerType?: unknown } } | undefined
  while (at?.def?.innerType !== undefined) at = at.def.innerType as typeof at
  return (at ?? {}) as SchemaPart
}
