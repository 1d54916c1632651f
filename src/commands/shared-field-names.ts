import { wildcardMatcher } from '../values/wildcard.ts'

/** Says whether a field is meant by one of some names. */
export interface FieldNames {
  has(name: string): boolean
  /** Those of these fields that are meant: in the order of the names, and of the fields where a wildcard stands for several. */
  among(fields: () => readonly string[], exists: (name: string) => boolean): string[]
}

export const isInternal = (name: string): boolean => name.startsWith('_')

export const hasStar = (name: string): boolean => name.includes('*')

/**
 * A test for one name with `*` wildcards. Internal fields are meant only by a name that begins with an underscore.
 * Source: Splunk Search Reference, "fields", Internal fields and the fields command.
 */
export function fieldPattern(pattern: string): (name: string) => boolean {
  const { test } = wildcardMatcher(pattern, { ignoreCase: false })
  if (!hasStar(pattern) || isInternal(pattern)) return test
  return (name) => !isInternal(name) && test(name)
}

/** What each asterisk of a pattern stands for in a name, as little as it can; `null` when the pattern does not mean it. */
export function capturesOf(pattern: string, name: string): readonly string[] | null {
  if (isInternal(name) && !isInternal(pattern)) return null
  const pieces = pattern.split('*')
  const first = pieces[0] as string
  const last = pieces[pieces.length - 1] as string
  if (pieces.length === 1) return name === pattern ? [] : null
  if (!name.startsWith(first) || !name.endsWith(last)) return null
  const end = name.length - last.length
  const captured: string[] = []
  let from = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, from)
    if (found < 0 || found + piece.length > end) return null
    captured.push(name.slice(from, found))
    from = found + piece.length
  }
  return from > end ? null : [...captured, name.slice(from, end)]
}

/** The pattern with these in the place of its asterisks; those without a counterpart become nothing. */
export const withCaptures = (pattern: string, captured: readonly string[]): string =>
  pattern
    .split('*')
    .map((piece, index) => (index === 0 ? piece : (captured[index - 1] ?? '') + piece))
    .join('')

/** Names with `*` wildcards, each field once. */
export function fieldNames(names: readonly string[]): FieldNames {
  const plain = new Set(names.filter((name) => !hasStar(name)))
  const patterns = new Map(names.filter(hasStar).map((name) => [name, fieldPattern(name)] as const))
  return {
    has(name) {
      if (plain.has(name)) return true
      for (const matches of patterns.values()) if (matches(name)) return true
      return false
    },
    among(fields, exists) {
      const found = new Set<string>()
      for (const name of names) {
        const matches = patterns.get(name)
        if (!matches) {
          if (exists(name)) found.add(name)
          continue
        }
        for (const field of fields()) if (matches(field)) found.add(field)
      }
      return [...found]
    },
  }
}
