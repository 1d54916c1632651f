/** Where a command line tool writes, and what it may do there. */
export interface Terminal {
  /** Results. */
  out(text: string): void
  /** Progress and diagnostics. */
  err(text: string): void
  readonly outColor: boolean
  readonly errColor: boolean
  /** A bar that overwrites itself may be drawn on stderr. */
  readonly errIsTerminal: boolean
  /** Characters in a line of stdout; 100 where it is no terminal. */
  readonly width: number
  /** The same, only where stdout is a terminal: what does not fit is broken up there, and left alone for other programs. */
  readonly outColumns?: number
  /** Characters in a line of stderr, where it is a terminal. */
  readonly errColumns?: number
}

export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  yellow(text: string): string
  green(text: string): string
  cyan(text: string): string
}

const sgr = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`
const plain = (text: string) => text

const colors: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  yellow: sgr(33, 39),
  green: sgr(32, 39),
  cyan: sgr(36, 39),
}

const noColors: Style = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  green: plain,
  cyan: plain,
}

export const styleOf = (color: boolean): Style => (color ? colors : noColors)

interface OutputStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Colour only on a terminal, and never with NO_COLOR set to anything (https://no-color.org) or TERM=dumb. */
export function terminalOf(
  stdout: OutputStream,
  stderr: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const allowed = !env['NO_COLOR'] && env['TERM'] !== 'dumb'
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColor: allowed && stdout.isTTY === true,
    errColor: allowed && stderr.isTTY === true,
    errIsTerminal: stderr.isTTY === true && env['TERM'] !== 'dumb',
    width: columnsOf(stdout) ?? 100,
    ...columnsAs('outColumns', stdout),
    ...columnsAs('errColumns', stderr),
  }
}

/** A terminal that does not know its width tells 0 columns. */
const columnsOf = ({ isTTY, columns }: OutputStream): number | undefined =>
  isTTY === true ? columns || 80 : undefined

function columnsAs<K extends string>(
  name: K,
  stream: OutputStream,
): { readonly [_ in K]?: number } {
  const columns = columnsOf(stream)
  return columns === undefined ? {} : ({ [name]: columns } as { readonly [_ in K]: number })
}

/**
 * Text from a log, made harmless for a terminal: control characters, which could move the cursor or retitle the window, become
 * visible; line breaks and tabs become blanks.
 */
export const printable = (text: string): string =>
  text.replace(/[\r\n\t]+/g, ' ').replace(unsafe, (char) => {
    const code = char.charCodeAt(0)
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`
  })

/** Control characters, and those that change the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach the terminal
const unsafe = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
