import type { LintDiagnostic, LintReport } from '../detections/lint.ts'
import { contentCodeMeaning } from '../detections/lint.ts'
import { diagnosticCodes } from '../diagnostics/codes.ts'
import { renderDiagnostic } from '../diagnostics/render.ts'
import type { Place } from '../diagnostics/span.ts'
import { sarifLog } from './sarif.ts'
import { printable, type Style } from './terminal.ts'

/** The diagnostics with excerpts of their files, and a line that counts them. */
export function lintTable({ diagnostics, files, texts }: LintReport, style: Style): string {
  const shown = diagnostics.map((diagnostic) => {
    const rendered = renderDiagnostic(
      { ...diagnostic, message: printable(diagnostic.message) },
      placesOf(diagnostic, texts.get(diagnostic.file)),
    )
    return `${colored(rendered, diagnostic.severity, style)}\n\n`
  })
  const count = (severity: string) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length
  const counts = [
    countOf(count('error'), 'error'),
    countOf(count('warning'), 'warning'),
    countOf(count('note'), 'note'),
  ]
  return `${shown.join('')}${style.dim(`${counts.join(', ')} in ${countOf(files, 'file')}`)}\n`
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** The first line says how bad it is. */
function colored(rendered: string, severity: LintDiagnostic['severity'], style: Style): string {
  const color = { error: style.red, warning: style.yellow, note: style.dim }[severity]
  return rendered.replace(/^\w+(?=\[)/, (word) => color(word))
}

function placesOf(
  { file, line, column, endColumn }: LintDiagnostic,
  text: string | undefined,
): readonly Place[] {
  if (text === undefined) return []
  let start = 0
  for (let at = 1; at < line; at++) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  const from = Math.min(start + column - 1, text.length)
  const width = endColumn === undefined ? 1 : endColumn - column
  return [{ name: file, text, span: { start: from, end: from + width } }]
}

/** As SARIF 2.1.0 (OASIS): each code a rule, each diagnostic a result with its place in the file. */
export function lintSarif({ diagnostics }: LintReport, version: string): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const rules = codes.map((code) => ({ id: code, shortDescription: { text: meaningOf(code) } }))
  const results = diagnostics.map(({ code, severity, message, file, line, column, endColumn }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join('/') },
          region: {
            startLine: line,
            startColumn: column,
            ...(endColumn !== undefined && { endColumn }),
          },
        },
      },
    ],
  }))
  return sarifLog(version, rules, results)
}

const meaningOf = (code: string): string =>
  (diagnosticCodes as Readonly<Record<string, string>>)[code] ?? contentCodeMeaning(code) ?? code
