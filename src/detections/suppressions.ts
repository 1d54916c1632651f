import type { LintDiagnostic } from './lint.ts'

/** `# whippet-ignore YML0308 SPL0401 reason`: what is found in the lines it speaks of is not told. */
interface Suppression {
  readonly line: number
  readonly column: number
  readonly codes: readonly string[]
  readonly reason: string
  /** First and last line, both included. */
  readonly from: number
  readonly to: number
}

/**
 * Leaves out what comments in the files ask to ignore. A comment above the first key speaks of the whole file, one above a key of all that
 * belongs to it, one behind a value of that line and what belongs to it. One without a reason ignores nothing; that, and one that has nothing
 * to ignore, is told.
 */
export function suppressed(
  diagnostics: readonly LintDiagnostic[],
  texts: ReadonlyMap<string, string>,
): readonly LintDiagnostic[] {
  const kept: LintDiagnostic[] = []
  const byFile = new Map<string, LintDiagnostic[]>()
  for (const diagnostic of diagnostics) {
    const list = byFile.get(diagnostic.file)
    if (list) list.push(diagnostic)
    else byFile.set(diagnostic.file, [diagnostic])
  }
  for (const [file, text] of texts) {
    const found = byFile.get(file) ?? []
    byFile.delete(file)
    kept.push(...(text.includes('whippet-ignore') ? inFile(file, text, found) : found))
  }
  for (const found of byFile.values()) kept.push(...found)
  return kept
}

function inFile(
  file: string,
  text: string,
  found: readonly LintDiagnostic[],
): readonly LintDiagnostic[] {
  const suppressions = suppressionsOf(text)
  const used = new Set<Suppression>()
  const kept = found.filter(({ code, line }) => {
    const by = suppressions.filter(
      ({ codes, reason, from, to }) =>
        reason !== '' && codes.includes(code) && line >= from && line <= to,
    )
    for (const each of by) used.add(each)
    return by.length === 0
  })
  for (const each of suppressions) {
    if (used.has(each)) continue
    const message =
      each.codes.length === 0
        ? 'the comment names no code to ignore'
        : each.reason === ''
          ? `the comment gives no reason to ignore ${each.codes.join(', ')}, and has no effect`
          : `there is nothing to ignore: no ${each.codes.join(', ')} is found here`
    const { line, column } = each
    kept.push({ code: 'YML0601', severity: 'warning', message, file, line, column })
  }
  return kept
}

const comment = /(?:^|\s)#\s*whippet-ignore\b:?(.*)$/

function suppressionsOf(text: string): readonly Suppression[] {
  const lines = text.split(/\r?\n/)
  const firstKey = lines.findIndex((line) => /^[^\s#-]/.test(line) && !line.startsWith('---'))
  return lines.flatMap((line, index) => {
    const match = comment.exec(line)
    if (match === null) return []
    const words = (match[1] as string).trim().split(/[\s,]+/)
    const codes = words.filter((word) => /^(?:SPL|YML)\d{4}$/.test(word))
    const reason = words.slice(codes.length).join(' ')
    const column = line.indexOf('#', match.index) + 1
    const own = /^\s*#/.test(line)
    const target = own ? nextLine(lines, index) : index
    const whole = own && index < firstKey
    return [
      {
        line: index + 1,
        column,
        codes,
        reason,
        from: whole ? 1 : target + 1,
        to: whole ? lines.length : lastLine(lines, target) + 1,
      },
    ]
  })
}

function nextLine(lines: readonly string[], index: number): number {
  const next = lines.findIndex((line, at) => at > index && /^\s*[^\s#]/.test(line))
  return next < 0 ? index : next
}

/** Of what belongs to the key in a line: the lines below that are indented deeper, or list items at its own depth. */
function lastLine(lines: readonly string[], target: number): number {
  const depth = indentOf(lines[target] as string)
  const isItem = /^\s*- /.test(lines[target] as string)
  let last = target
  for (let at = target + 1; at < lines.length; at++) {
    const line = lines[at] as string
    if (line.trim() === '') continue
    const indent = indentOf(line)
    if (indent < depth || (indent === depth && (isItem || !/^\s*-(?:\s|$)/.test(line)))) break
    last = at
  }
  return last
}

const indentOf = (line: string): number => line.length - line.trimStart().length
