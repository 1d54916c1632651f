import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import { type PreparedSearch, prepareSearch } from '../search/prepare-search.ts'
import type { Content } from './content.ts'
import { lookupProblems } from './content-lookups.ts'
import type { Detection } from './detection.ts'
import { type ContentProblem, contentCodes, type Place } from './problem.ts'
import { tokenProblems } from './token-problems.ts'

/** Something wrong in a content file. */
export interface LintDiagnostic {
  /** `SPL…` of a search, `YML…` of what is around it. */
  readonly code: string
  readonly severity: 'error' | 'warning' | 'note'
  /** With the advice, in parentheses. */
  readonly message: string
  readonly file: string
  /** Both from 1; the column in UTF-16 units. */
  readonly line: number
  readonly column: number
  /** Where it ends, in the same line; absent where only its beginning is known. */
  readonly endColumn?: number
}

export interface LintReport {
  /** By file, and in each by place. */
  readonly diagnostics: readonly LintDiagnostic[]
  /** Files that were looked at. */
  readonly files: number
  /** Text of each file that has diagnostics, for excerpts. */
  readonly texts: ReadonlyMap<string, string>
}

/** What a code means, for those of content; `undefined` for others. */
export const contentCodeMeaning = (code: string): string | undefined =>
  Object.hasOwn(contentCodes, code) ? contentCodes[code as keyof typeof contentCodes] : undefined

/**
 * All that is wrong with content: YAML, tokens, references, and each detection's search.
 * @param environment knows the macros and lookups of this and of other content
 */
export function lintContent(
  content: Content,
  environment: Environment,
  options: SearchOptions,
): readonly LintDiagnostic[] {
  const found = [...content.problems, ...lookupProblems(content)].map(ofProblem)
  for (const detection of content.detections) {
    const prepared = prepareSearch(detection.search.text, environment, options)
    for (const diagnostic of prepared.diagnostics) {
      found.push(ofDiagnostic(diagnostic, detection, prepared))
    }
    if (prepared.fields) found.push(...tokenProblems(detection, prepared.fields).map(ofProblem))
  }
  return found.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const ofProblem = ({ code, severity, message, path, place }: ContentProblem): LintDiagnostic => ({
  code,
  severity,
  message,
  file: path,
  ...place,
})

/** What is inside a macro is shown at its call: the macro may be in another file. */
function ofDiagnostic(
  { code, severity, message, advice, span }: Diagnostic,
  { path, search }: Detection,
  { source }: PreparedSearch,
): LintDiagnostic {
  const written = span && source.locate(span)[0]?.span
  const start = search.placeAt(written?.start ?? 0)
  const end = written && written.end > written.start ? search.placeAt(written.end - 1) : undefined
  return {
    code,
    severity,
    message: advice === undefined ? message : `${message} (${advice})`,
    file: path,
    ...start,
    ...(end && endsInLine(start, end) && { endColumn: end.column + 1 }),
  }
}

const endsInLine = (start: Place, end: Place): boolean =>
  end.line === start.line && end.column >= start.column
