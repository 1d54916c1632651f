import {
  type CharacterSet,
  type CodeRange,
  complementOf,
  setOf,
  shorthandRanges,
  type UnicodeProperty,
} from './character-set.ts'
import { failAt, type PatternReader, peek, take, takeCode, takeMatch } from './reader.ts'

/** What an escape means inside and outside of brackets alike. */
export type SimpleEscape =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'set'; readonly set: CharacterSet }

const CONTROL_CODES: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 }

/** Reads what stands after the backslash, when it is a character or a set; else leaves the place as it was. */
export function takeSimpleEscape(reader: PatternReader): SimpleEscape | null {
  const start = reader.at
  const char = peek(reader)
  if (/[^A-Za-z0-9]/.test(char)) return { kind: 'code', code: takeCode(reader) }
  const control = CONTROL_CODES[char]
  reader.at++
  if (control !== undefined) return { kind: 'code', code: control }
  switch (char) {
    case 'c':
      return { kind: 'code', code: controlCode(reader) }
    case 'x':
      return { kind: 'code', code: hexadecimalCode(reader) }
    case 'o':
      return { kind: 'code', code: bracedOctalCode(reader) }
    case '0':
      return { kind: 'code', code: octalCode(reader, 2) }
    case 'd':
    case 'w':
    case 's':
    case 'h':
    case 'v':
      return { kind: 'set', set: setOf(shorthandRanges[char] ?? []) }
    case 'D':
    case 'W':
    case 'S':
    case 'H':
    case 'V': {
      const ranges = shorthandRanges[char.toLowerCase()] ?? []
      return { kind: 'set', set: setOf(othersThan(ranges, reader)) }
    }
    case 'p':
    case 'P':
      return { kind: 'set', set: propertySet(reader, char === 'P') }
    case 'L':
    case 'l':
    case 'U':
    case 'u':
      return failAt(reader, `\\${char} is not supported, as in PCRE`, start - 1)
    default:
      reader.at = start
      return null
  }
}

/**
 * What is outside the ranges. When case is ignored without the Kelvin sign and the long s: JavaScript would take them for k and s, and so
 * these for members.
 */
export const othersThan = (ranges: readonly CodeRange[], { flags }: PatternReader): CodeRange[] =>
  complementOf(flags.ignoreCase ? [...ranges, [0x17f, 0x17f], [0x212a, 0x212a]] : ranges)

/** Octal digits after a zero (at most two), or after any backslash (at most three). */
export function octalCode(reader: PatternReader, digits: 2 | 3): number {
  const match = takeMatch(reader, digits === 2 ? /[0-7]{0,2}/y : /[0-7]{1,3}/y)
  return match?.[0] ? Number.parseInt(match[0], 8) : 0
}

function controlCode(reader: PatternReader): number {
  const code = takeCode(reader)
  return code < 128
    ? String.fromCharCode(code).toUpperCase().charCodeAt(0) ^ 64
    : failAt(reader, '\\c needs an ASCII character')
}

function hexadecimalCode(reader: PatternReader): number {
  const braced = takeMatch(reader, /\{([\da-fA-F]+)\}/y)
  if (braced) return checkedCode(reader, Number.parseInt(braced[1] as string, 16))
  const digits = takeMatch(reader, /[\da-fA-F]{0,2}/y)?.[0]
  return digits ? Number.parseInt(digits, 16) : 0
}

function bracedOctalCode(reader: PatternReader): number {
  const braced = takeMatch(reader, /\{([0-7]+)\}/y)
  return braced
    ? checkedCode(reader, Number.parseInt(braced[1] as string, 8))
    : failAt(reader, '\\o needs octal digits in braces')
}

const checkedCode = (reader: PatternReader, code: number): number =>
  code <= 0x10ffff ? code : failAt(reader, 'a character code is too large')

function propertySet(reader: PatternReader, negatedLetter: boolean): CharacterSet {
  const start = reader.at
  const match = takeMatch(reader, /\{(\^?)\s*([\w& ]+?)\s*\}|([A-Za-z])/y)
  if (!match) return failAt(reader, 'malformed \\p or \\P')
  const name = match[3] ?? (match[2] as string)
  const negated = negatedLetter !== (match[1] === '^')
  if (name === 'Any') return setOf([], !negated)
  const properties = propertiesOf(name)
  if (!properties) return failAt(reader, `unknown Unicode property "${name}"`, start)
  return { negated, ranges: name === 'Xwd' ? [[95, 95]] : [], properties }
}

/** PCRE's own names, then general categories and scripts as JavaScript knows them. */
function propertiesOf(name: string): readonly UnicodeProperty[] | null {
  const own = OWN_PROPERTIES[name]
  if (own) return own.map((category) => ({ name: category, negated: false }))
  for (const candidate of [name, `Script=${name.replaceAll(' ', '_')}`]) {
    if (!isProperty(candidate)) continue
    return [{ name: candidate, negated: false }]
  }
  return null
}

const OWN_PROPERTIES: Readonly<Record<string, readonly string[]>> = {
  'L&': ['Lu', 'Ll', 'Lt'],
  Xan: ['L', 'N'],
  Xwd: ['L', 'N'],
  Xsp: ['White_Space'],
  Xps: ['White_Space'],
}

const properties = new Map<string, boolean>()

function isProperty(name: string): boolean {
  const known = properties.get(name)
  if (known !== undefined) return known
  let exists = true
  try {
    new RegExp(`\\p{${name}}`, 'u')
  } catch {
    exists = false
  }
  if (properties.size > 1000) properties.clear()
  properties.set(name, exists)
  return exists
}

/** `\Q…\E`: the characters between, to the end when it is not closed. Standing after `\Q`. */
export function takeQuoted(reader: PatternReader): number[] {
  const end = reader.source.indexOf('\\E', reader.at)
  const text = end < 0 ? reader.source.slice(reader.at) : reader.source.slice(reader.at, end)
  reader.at += text.length
  take(reader, '\\E')
  return Array.from(text, (char) => char.codePointAt(0) as number)
}
