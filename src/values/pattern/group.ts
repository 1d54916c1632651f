import {
  failAt,
  looksAt,
  type PatternFlags,
  type PatternReader,
  take,
  takeMatch,
} from './reader.ts'

/** What an opening bracket begins, when it is not a capturing group without a name. */
export type GroupOpening =
  | { readonly kind: 'capture'; readonly name: string }
  | { readonly kind: 'plain' | 'atomic' | 'branchReset' }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean }
  /** `(?i)`: for the rest of the enclosing group. */
  | { readonly kind: 'flags'; readonly flags: PatternFlags }
  | { readonly kind: 'scopedFlags'; readonly flags: PatternFlags }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'comment' }

const LOOKS: readonly [string, { readonly behind: boolean; readonly negative: boolean }][] = [
  ['<=', { behind: true, negative: false }],
  ['<!', { behind: true, negative: true }],
  ['=', { behind: false, negative: false }],
  ['!', { behind: false, negative: true }],
]

/** Reads what follows `(`. Source: pcre2pattern(3); what is refused there too says so, what only we refuse says what it is. */
export function takeGroupOpening(reader: PatternReader): GroupOpening {
  const start = reader.at - 1
  if (!take(reader, '?')) {
    if (looksAt(reader, '*'))
      return failAt(reader, 'verbs such as (*SKIP) are not supported', start)
    return { kind: 'capture', name: '' }
  }
  if (take(reader, ':')) return { kind: 'plain' }
  if (take(reader, '>')) return { kind: 'atomic' }
  if (take(reader, '|')) return { kind: 'branchReset' }
  if (take(reader, '#')) return takeComment(reader, start)
  for (const [mark, look] of LOOKS) if (take(reader, mark)) return { kind: 'look', ...look }
  refuseUnsupported(reader, start)
  const reference = takeMatch(reader, /P=(\w+)\)/y)
  if (reference) return { kind: 'reference', name: reference[1] as string }
  const named = takeMatch(reader, /P?<(\w*)>|'(\w*)'/y)
  if (named) return { kind: 'capture', name: checkedName(reader, named[1] ?? (named[2] as string)) }
  if (/^(?:P?<|')/.test(reader.source.slice(reader.at, reader.at + 2)))
    return failAt(reader, 'group names are letters, digits and underscores', start)
  return takeFlags(reader, start)
}

function takeComment(reader: PatternReader, start: number): GroupOpening {
  const end = reader.source.indexOf(')', reader.at)
  if (end < 0) return failAt(reader, 'a comment (?# is not closed', start)
  reader.at = end + 1
  return { kind: 'comment' }
}

function refuseUnsupported(reader: PatternReader, start: number): void {
  if (looksAt(reader, '(')) failAt(reader, 'conditional groups (?(…)…) are not supported', start)
  if (looksAt(reader, 'C')) failAt(reader, 'callouts (?C) are not supported', start)
  if (/^(?:R|[+-]?\d|&|P>)/.test(reader.source.slice(reader.at, reader.at + 3)))
    failAt(reader, 'recursion and subroutine calls are not supported', start)
}

function checkedName(reader: PatternReader, name: string): string {
  if (name === '') return failAt(reader, 'a group name is empty')
  if (/^\d/.test(name)) return failAt(reader, `the group name "${name}" begins with a digit`)
  return name.length > 128 ? failAt(reader, 'a group name is longer than 128 characters') : name
}

const FLAG_NAMES = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'extended',
  U: 'ungreedy',
} as const satisfies Record<string, keyof PatternFlags>

const NO_FLAGS = { ignoreCase: false, multiline: false, dotAll: false, extended: false }

function takeFlags(reader: PatternReader, start: number): GroupOpening {
  // J allows names twice and n groups without capture: the first is always allowed here.
  const match = takeMatch(reader, /(\^?)([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/y)
  if (!match) return failAt(reader, 'unrecognized characters after (?', start)
  const [, reset, on = '', off = '', end] = match
  let flags: PatternFlags = reset ? { ...reader.flags, ...NO_FLAGS } : reader.flags
  flags = withFlags(flags, on, true, reader, start)
  flags = withFlags(flags, off, false, reader, start)
  return { kind: end === ':' ? 'scopedFlags' : 'flags', flags }
}

/** Flags set by their letters; PCRE's letters, unknown ones are a problem. */
export function withFlags(
  flags: PatternFlags,
  letters: string,
  value: boolean,
  reader: PatternReader,
  start: number,
): PatternFlags {
  let changed = flags
  for (const letter of letters) {
    if (letter === 'J') continue
    const name = FLAG_NAMES[letter as keyof typeof FLAG_NAMES]
    if (!name) return failAt(reader, `unknown flag "${letter}"`, start)
    changed = { ...changed, [name]: value }
  }
  return changed
}
