export interface TableLine {
  readonly text: string
  readonly cells: ReadonlyMap<string, string>
}

export interface TableOptions {
  /** Counted from 1. */
  readonly headerLine: number | undefined
  readonly noHeader: boolean
}

/** Columns part at tabs or two blanks, where a header has such; else at every blank. */
const wide = /\t+| {2,}/

const cellsOf = (line: string, separator: RegExp): string[] =>
  line
    .trim()
    .split(separator)
    .filter((cell) => cell !== '')

const separatorOf = (line: string): RegExp => (wide.test(line.trim()) ? wide : /\s+/)

const cleanName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '')

/** Cells beyond the last name belong to the last one, so that a command with blanks stays whole. */
function lineOf(text: string, names: readonly string[]): TableLine {
  const pieces = cellsOf(text, /\s+/)
  const byWide = cellsOf(text, wide)
  const cells = byWide.length === names.length ? byWide : pieces
  const own = cells.slice(0, names.length)
  if (cells.length > names.length) own[names.length - 1] = cells.slice(names.length - 1).join(' ')
  return { text, cells: new Map(own.map((cell, index) => [names[index] as string, cell])) }
}

/** The lines of a table in a text, below its header. */
export function tableLines(
  text: string,
  { headerLine, noHeader }: TableOptions,
): readonly TableLine[] {
  const lines = text.split(/\r?\n/)
  if (noHeader) {
    const rows = lines.filter((line) => line.trim() !== '')
    const most = rows.reduce(
      (width, line) => Math.max(width, cellsOf(line, separatorOf(line)).length),
      0,
    )
    const names = Array.from({ length: most }, (_, index) => `Column_${index + 1}`)
    return most < 2 ? [] : rows.map((line) => lineOf(line, names))
  }
  const header =
    headerLine === undefined
      ? lines.findIndex((line) => cellsOf(line, separatorOf(line)).length > 1)
      : headerLine - 1
  const titles = lines[header]
  if (titles === undefined) return []
  const names = cellsOf(titles, separatorOf(titles)).map(cleanName)
  return lines
    .slice(header + 1)
    .filter((line) => /[A-Za-z0-9]/.test(line))
    .map((line) => lineOf(line, names))
}
