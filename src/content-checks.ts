import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { environmentOf, type Given, knowledgeProblems } from './app.ts'
import type { ExplainReport } from './cli/explain-report.ts'
import { UsageError } from './cli/usage-error.ts'
import type { Content } from './detections/content.ts'
import { fixedText } from './detections/fixes.ts'
import { itemsOf, knownContent, type NamedContent } from './detections/known-content.ts'
import { inOrder, type LintDiagnostic, type LintReport, lintContent } from './detections/lint.ts'
import { contentKinds, loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import { repositoryOf } from './detections/repository-of.ts'
import { scanNames } from './detections/scan-names.ts'
import { suppressed } from './detections/suppressions.ts'
import { renderDiagnostic } from './diagnostics/render.ts'
import { packaged } from './package-files.ts'
import { packagedAttack } from './packaged-attack.ts'
import type { SearchOptions } from './search/environment.ts'
import { explainSearch } from './search/explain-search.ts'
import { locateDiagnostic } from './search/located-diagnostic.ts'

/** What the subcommands `lint` and `explain` are made of: content is read and checked, nothing runs. */

type Warn = (line: string) => void

const filesOf = (
  paths: readonly string[],
  warn: Warn,
  unreadable = (path: string, reason: string): unknown => warn(`${path}: ${reason}`),
  known?: ReadonlySet<string>,
) => {
  try {
    return readContentFiles(paths, unreadable, contentKinds, known)
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/** Content for its macros and lookups alone: that which comes with Whippet, then that of the paths. */
const surroundings = (paths: readonly string[], warn: Warn): Content =>
  loadContent(filesOf([packaged('content'), ...paths], warn), ['detections', 'macros', 'lookups'])

/** Both; where they define the same the later one counts. */
const joined = (before: Content, after: Content): Content => ({
  ...after,
  detections: [...before.detections, ...after.detections],
  macros: [...before.macros, ...after.macros],
  lookups: [...before.lookups, ...after.lookups],
})

/**
 * As `lintPaths`, after writing what can be fixed without a decision.
 * @throws UsageError for a path that cannot be read
 */
export async function lintAndFix(...given: Parameters<typeof lintPaths>): Promise<LintReport> {
  const { diagnostics, texts } = await lintPaths(...given)
  let fixed = 0
  for (const [path, text] of texts) {
    const result = fixedText(
      text,
      diagnostics.filter(({ file }) => file === path),
    )
    if (result.text === text) continue
    writeFileSync(path, result.text)
    fixed += result.fixed
  }
  return { ...(await lintPaths(...given)), fixed }
}

/**
 * Files and folders are checked within the content repository that they lie in: macros, stories and so on of that are known.
 * @throws UsageError for a path that cannot be read
 */
export async function lintPaths(
  paths: readonly string[],
  content: readonly string[],
  options: SearchOptions,
  warn: Warn,
  given: Pick<Given, 'apps'> = {},
): Promise<LintReport> {
  // Only lint needs the schemas, and reading them takes longer than reading a detection.
  const { schemaProblems } = await import('./detections/schema-problems.ts')
  const unread: LintDiagnostic[] = []
  const files = filesOf(paths, warn, (file, message) =>
    unread.push({ code: 'YML0105', severity: 'error', message, file, line: 1, column: 1 }),
  )
  if (files.length + unread.length === 0)
    throw new UsageError(`no YAML files in ${paths.join(', ')}`)
  const own = loadContent(files, contentKinds, schemaProblems)
  const around = contentAround(paths, own, warn)
  const elsewhere = loadContent(filesOf([packaged('content'), ...content], warn))
  const environment = environmentOf(joined(joined(elsewhere, around.content), own), given)
  for (const line of knowledgeProblems(environment, given.apps)) warn(line)
  const diagnostics = lintContent(own, {
    environment,
    options,
    known: knownContent(own, around.content, elsewhere, around.named),
    attack: packagedAttack(),
  })
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const all = inOrder(suppressed([...unread, ...diagnostics], texts))
  return { diagnostics: all, files: files.length + unread.length, texts }
}

/**
 * The rest of the repositories that the paths lie in: macros, lookups, and the data sources that detections name are read, of the others names
 * and ids are enough.
 */
function contentAround(
  paths: readonly string[],
  own: Content,
  warn: Warn,
): { readonly content: Content; readonly named: readonly NamedContent[] } {
  const repositories = new Set(paths.flatMap((path) => repositoryOf(`${path}/`) ?? []))
  const checked = new Set([...itemsOf(own)].map(([, { path }]) => path))
  const named: NamedContent[] = []
  const sources = new Set(
    own.detections.flatMap(({ dataSources }) =>
      dataSources.flatMap(({ text }) => text.split(' AND ')),
    ),
  )
  const read = filesOf([...repositories], warn, undefined, checked).filter((file) => {
    const found = scanNames(file)
    if (found === null || found.kind === 'macros' || found.kind === 'lookups') return true
    if (found.kind === 'data_sources' && sources.has(found.name)) return true
    named.push(found)
    return false
  })
  return { content: loadContent(read), named }
}

/**
 * @param search SPL, or the path of a file with a detection or with SPL
 * @throws UsageError for a file that cannot be read or holds no search
 */
export function explainText(
  search: string,
  content: readonly string[],
  options: SearchOptions,
  warn: Warn,
  given: Pick<Given, 'apps'> = {},
): ExplainReport {
  const known = surroundings(content, warn)
  const file = isFile(search) ? openSearchFile(search, warn) : undefined
  const environment = environmentOf(file?.content ? joined(known, file.content) : known, given)
  for (const line of knowledgeProblems(environment, given.apps)) warn(line)
  const text = file?.text ?? search
  const { prepared, commands, plans } = explainSearch(text, environment, options)
  const { source, diagnostics, pipeline, refused } = prepared
  return {
    written: text,
    expanded: source.text,
    commands,
    ast: pipeline,
    plans,
    diagnostics: diagnostics.map((diagnostic) => locateDiagnostic(diagnostic, source)),
    rendered: diagnostics.map((diagnostic) =>
      renderDiagnostic(diagnostic, diagnostic.span ? source.locate(diagnostic.span) : []),
    ),
    refused,
  }
}

/** SPL is no path: what is too long for one, or holds a zero byte, is not there. */
function isFile(text: string): boolean {
  try {
    return statSync(text, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return false
  }
}

interface SearchFile {
  readonly text: string
  readonly content?: Content
}

function openSearchFile(path: string, warn: Warn): SearchFile {
  if (!/\.ya?ml$/i.test(path)) return { text: readFileSync(path, 'utf8').replace(/^\ufeff/, '') }
  const content = loadContent(filesOf([path], warn))
  const [detection] = content.detections
  if (detection) return { text: detection.search.text, content }
  const [skipped] = content.skipped
  throw new UsageError(skipped ? skipped.reason : `${path} holds no detection`)
}
