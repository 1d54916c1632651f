import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import { type PreparedSearch, prepareSearch } from '../search/prepare-search.ts'
import type { Attack } from './attack.ts'
import type { ContentCheck, DetectionCheck } from './checks/check.ts'
import { checkConditions } from './checks/check-conditions.ts'
import { checkDeprecation } from './checks/check-deprecation.ts'
import { checkFields } from './checks/check-fields.ts'
import { checkFiles } from './checks/check-files.ts'
import { checkMacros } from './checks/check-macros.ts'
import { checkNames } from './checks/check-names.ts'
import { checkParts } from './checks/check-parts.ts'
import { checkReferences } from './checks/check-references.ts'
import { checkSourceFields } from './checks/check-source-fields.ts'
import { checkSpeed } from './checks/check-speed.ts'
import type { Content } from './content.ts'
import type { Detection } from './detection.ts'
import type { Fix } from './fixes.ts'
import type { KnownContent } from './known-content.ts'
import { type ContentProblem, contentCodes, type Place } from './problem.ts'
import { prepareTokenSearch } from './token-search.ts'

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
  /** Where nothing is to be decided; `--fix` writes it. */
  readonly fix?: Fix
}

export interface LintReport {
  /** By file, and in each by place. */
  readonly diagnostics: readonly LintDiagnostic[]
  /** Files that were looked at. */
  readonly files: number
  /** Text of each file that has diagnostics, for excerpts. */
  readonly texts: ReadonlyMap<string, string>
  /** Problems that were fixed, and are no longer among the diagnostics. */
  readonly fixed?: number
}

/** What a code means, for those of content; `undefined` for others. */
export const contentCodeMeaning = (code: string): string | undefined =>
  Object.hasOwn(contentCodes, code) ? contentCodes[code as keyof typeof contentCodes] : undefined

/** What lint looks at besides the content. */
export interface LintSurroundings {
  /** Knows the macros and lookups of this and of other content. */
  readonly environment: Environment
  readonly options: SearchOptions
  readonly known: KnownContent
  readonly attack: Attack | null
}

const contentChecks: readonly ContentCheck[] = [
  checkNames,
  checkReferences,
  checkParts,
  checkFiles,
  checkDeprecation,
]

const detectionChecks: readonly DetectionCheck[] = [
  checkFields,
  checkConditions,
  checkMacros,
  checkSourceFields,
  checkSpeed,
]

/** All that is wrong with content: YAML, names and references, required parts, tokens, and each search. */
export function lintContent(
  content: Content,
  { environment, options, known, attack }: LintSurroundings,
): readonly LintDiagnostic[] {
  const today = new Date(options.now * 1000).toISOString().slice(0, 10)
  const context = { content, known, attack, today }
  // Names that two contents share are told by a check of their own, which knows more of them.
  const found = content.problems.filter(({ code }) => code !== 'YML0301').map(ofProblem)
  for (const check of contentChecks)
    for (const problem of check(context)) found.push(ofProblem(problem))
  const written = tablesWritten(content)
  for (const detection of content.detections) {
    const prepared = prepareSearch(detection.search.text, environment, options)
    for (const diagnostic of prepared.diagnostics)
      found.push(ofDiagnostic(diagnostic, detection, prepared, written))
    for (const check of detectionChecks)
      for (const problem of check(detection, prepared, context)) found.push(ofProblem(problem))
  }
  for (const search of content.baselines) {
    const prepared = prepareSearch(search.search.text, environment, options)
    for (const diagnostic of prepared.diagnostics)
      found.push(ofDiagnostic(diagnostic, search, prepared, written))
  }
  for (const search of content.investigations) {
    const { prepared, diagnostics } = prepareTokenSearch(search.search.text, environment, options)
    for (const diagnostic of diagnostics)
      found.push(ofDiagnostic(diagnostic, search, prepared, written))
  }
  found.push(...drilldownDiagnostics(content, written, environment, options))
  return inOrder(found)
}

function drilldownDiagnostics(
  { detections }: Content,
  written: ReadonlySet<string>,
  environment: Environment,
  options: SearchOptions,
): readonly LintDiagnostic[] {
  const found: LintDiagnostic[] = []
  // Most are the same in all detections.
  const good = new Set<string>()
  for (const { drilldowns, path } of detections)
    for (const { search } of drilldowns) {
      if (good.has(search.text)) continue
      const { prepared, diagnostics } = prepareTokenSearch(search.text, environment, options)
      if (diagnostics.length === 0) good.add(search.text)
      for (const diagnostic of diagnostics) {
        const told = ofDiagnostic(diagnostic, { path, search }, prepared, written)
        found.push({ ...told, message: `in a drilldown: ${told.message}` })
      }
    }
  return found
}

/** CSV files that searches of the content make; a lookup of another kind must be declared before it can be written. */
function tablesWritten({ detections, baselines }: Content): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { search } of [...detections, ...baselines])
    for (const match of search.text.matchAll(/\boutputlookup\b[^|]*?([\w.-]+\.csv)\b/g))
      names.add(match[1] as string)
  return names
}

/** By file, and in each by place. */
export const inOrder = (found: readonly LintDiagnostic[]): readonly LintDiagnostic[] =>
  [...found].sort(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.code, b.code),
  )

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const ofProblem = ({
  code,
  severity,
  message,
  path,
  place,
  fix,
}: ContentProblem): LintDiagnostic => ({
  code,
  severity,
  message,
  file: path,
  ...place,
  ...(fix && { fix }),
})

/** What is inside a macro is shown at its call: the macro may be in another file. */
function ofDiagnostic(
  diagnostic: Diagnostic,
  { path, search }: Pick<Detection, 'path' | 'search'>,
  { source }: PreparedSearch,
  written: ReadonlySet<string>,
): LintDiagnostic {
  const { code, severity, message, advice, span } = diagnostic
  const at = span && source.locate(span)[0]?.span
  const start = search.placeAt(at?.start ?? 0)
  const end = at && at.end > at.start ? search.placeAt(at.end - 1) : undefined
  return {
    code,
    severity: notRunHere(diagnostic, written) ? 'warning' : severity,
    message: advice === undefined ? message : `${message} (${advice})`,
    file: path,
    ...start,
    ...(end && endsInLine(start, end) && { endColumn: end.column + 1 }),
  }
}

/**
 * Nothing is wrong with a search that uses what only Splunk or another product has: it cannot be run or checked further here. A command, data model
 * or lookup that is like none that is known may belong to an app as well, and a table that other searches write is there when they have run.
 */
function notRunHere({ code, message, advice }: Diagnostic, written: ReadonlySet<string>): boolean {
  const misspelt = advice?.startsWith('did you mean') === true
  switch (code) {
    case 'SPL0501':
    case 'SPL0502':
      return true
    case 'SPL0105':
      return !misspelt
    case 'SPL0306':
      if (written.has(/"(.*?)"/.exec(message)?.[1] ?? '')) return true
      return !misspelt && (advice !== undefined || message.startsWith('the data model'))
    default:
      return false
  }
}

const endsInLine = (start: Place, end: Place): boolean =>
  end.line === start.line && end.column >= start.column
