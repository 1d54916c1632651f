import { numberOf, textOf } from '../../values/convert.ts'
import type { EvalValue } from '../../values/value.ts'
import { digitsOfInteger, exponential, fixed, general, hexFloat } from './printf-number.ts'
import { groupThousands } from './thousands.ts'

/** A wider field would only serve to fill the memory. */
const MOST_WIDTH = 10_000
const MOST_PRECISION = 100

export interface Conversion {
  readonly flags: ReadonlySet<string>
  /** `*` takes the next argument. */
  readonly width: number | '*'
  readonly precision: number | '*' | undefined
  /** One of `a A c d e E f F g G o s u x X`; aliases resolved. */
  readonly type: string
}

export type FormatPiece = string | Conversion

export type ParsedFormat =
  | { readonly pieces: readonly FormatPiece[]; readonly wants: number }
  | { readonly problem: string }

const PIECES = /[^%]+|%([-+ 0#']*)(\*|\d*)(?:\.(\*|\d*))?([a-zA-Z%])|%/g
const SUPPORTED = new Set([...'aAcdeEfFgGosuxX'])
const ALIASES: Readonly<Record<string, string>> = { i: 'd', p: 'X', z: 's' }

/** Parts a format into text and conversions. Source: Splunk Search Reference, "Conversion functions", printf(). */
export function parseFormat(format: string): ParsedFormat {
  const pieces: FormatPiece[] = []
  let wants = 0
  for (const [written, flags, width, precision, letter] of format.matchAll(PIECES)) {
    if (letter === undefined) {
      if (written === '%') return { problem: 'a % is not followed by a conversion' }
      pieces.push(written)
      continue
    }
    if (letter === '%') {
      pieces.push('%')
      continue
    }
    const type = ALIASES[letter] ?? letter
    if (!SUPPORTED.has(type)) return { problem: `unknown conversion "${written}"` }
    wants += 1 + Number(width === '*') + Number(precision === '*')
    pieces.push({
      flags: new Set(flags),
      width: amountOf(width) ?? 0,
      precision: amountOf(precision),
      type,
    })
  }
  return { pieces, wants }
}

const amountOf = (text: string | undefined): number | '*' | undefined =>
  text === undefined || text === '*' ? text : Number(text)

/** The text for these arguments; `null` when one is missing, null or of the wrong kind. */
export function formatPieces(
  pieces: readonly FormatPiece[],
  args: readonly EvalValue[],
): string | null {
  let used = 0
  const nextNumber = (): number | null => numberOf(args[used++] ?? null)
  let result = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      result += piece
      continue
    }
    const width = piece.width === '*' ? nextNumber() : piece.width
    const precision = piece.precision === '*' ? nextNumber() : piece.precision
    const value = args[used++] ?? null
    if (width === null || precision === null || value === null) return null
    // A negative width from an argument means left justified, a negative precision none, as in C.
    const flags = width < 0 ? new Set([...piece.flags, '-']) : piece.flags
    const printed = convert(
      value,
      piece.type,
      flags,
      Math.min(Math.abs(Math.trunc(width)), MOST_WIDTH),
      precision === undefined || precision < 0
        ? undefined
        : Math.min(Math.trunc(precision), MOST_PRECISION),
    )
    if (printed === null) return null
    result += printed
  }
  return result
}

function convert(
  value: EvalValue,
  type: string,
  flags: ReadonlySet<string>,
  width: number,
  precision: number | undefined,
): string | null {
  if (type === 's') {
    const text = textOf(value)
    return pad(
      precision === undefined ? text : [...text].slice(0, precision).join(''),
      flags,
      width,
    )
  }
  if (type === 'c') {
    const character = characterOf(value)
    return character === null ? null : pad(character, flags, width)
  }
  const number = numberOf(value)
  return number === null ? null : convertNumber(number, type, flags, width, precision)
}

/** A number is a code point; of a text the first character counts. */
function characterOf(value: EvalValue): string | null {
  if (typeof value !== 'number') return [...textOf(value).slice(0, 2)][0] ?? ''
  return Number.isInteger(value) && value >= 0 && value <= 0x10ffff
    ? String.fromCodePoint(value)
    : null
}

function convertNumber(
  number: number,
  type: string,
  flags: ReadonlySet<string>,
  width: number,
  precision: number | undefined,
): string {
  if (!Number.isFinite(number)) {
    return pad(signOf(number, flags) + (Number.isNaN(number) ? 'nan' : 'inf'), flags, width)
  }
  const isInteger = 'douxX'.includes(type)
  const shown = isInteger ? Math.trunc(number) : number
  const [prefix, digits] = printDigits(number, type, flags, precision)
  const grouped = flags.has("'") && 'dufFgG'.includes(type) ? groupThousands(digits) : digits
  const head = ('ouxX'.includes(type) ? '' : signOf(shown, flags)) + prefix
  const fill = flags.has('0') && !flags.has('-') && !(isInteger && precision !== undefined)
  const zeros = fill ? '0'.repeat(Math.max(0, width - head.length - grouped.length)) : ''
  return pad(head + zeros + grouped, flags, width)
}

function signOf(number: number, flags: ReadonlySet<string>): string {
  if (number < 0) return '-'
  return flags.has('+') ? '+' : flags.has(' ') ? ' ' : ''
}

/** The digits without sign, and what stands between sign and padding zeros (`0x`). */
function printDigits(
  number: number,
  type: string,
  flags: ReadonlySet<string>,
  precision: number | undefined,
): [prefix: string, digits: string] {
  const alternate = flags.has('#')
  const magnitude = Math.abs(number)
  const upper = type === type.toUpperCase()
  const inCase = (text: string) => (upper ? text.toUpperCase() : text)
  switch (type.toLowerCase()) {
    case 'e':
      return ['', inCase(exponential(magnitude, precision ?? 6, alternate))]
    case 'f':
      return ['', fixed(magnitude, precision ?? 6, alternate)]
    case 'g':
      return ['', inCase(general(magnitude, precision ?? 6, alternate))]
    case 'a':
      return [inCase('0x'), inCase(hexFloat(magnitude, precision, alternate))]
    case 'x': {
      const digits = digitsOfInteger(number, 16, precision)
      return [alternate && Math.trunc(number) !== 0 ? inCase('0x') : '', inCase(digits)]
    }
    case 'o': {
      const digits = digitsOfInteger(number, 8, precision)
      return ['', alternate && !digits.startsWith('0') ? `0${digits}` : digits]
    }
    default:
      return ['', digitsOfInteger(type === 'd' ? magnitude : number, 10, precision)]
  }
}

const pad = (text: string, flags: ReadonlySet<string>, width: number): string =>
  flags.has('-') ? text.padEnd(width) : text.padStart(width)
