import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { environmentOf, knowledgeProblems } from './app.ts'
import { type Catalogue, catalogueOf } from './catalogue/catalogue.ts'
import { type Coverage, coverageOf, findGroup } from './catalogue/coverage.ts'
import { detectionPage } from './catalogue/detection-page.ts'
import { indexPages, type Page } from './catalogue/index-pages.ts'
import type { CoverageRequest, DocsReport, DocsRequest } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { loadContent } from './detections/load.ts'
import { printProblem } from './detections/problem.ts'
import { readContentFiles } from './detections/read-content.ts'
import { suggest } from './diagnostics/suggest.ts'
import { packagedAttack } from './packaged-attack.ts'
import { readApps } from './read-apps.ts'
import type { SearchOptions } from './search/environment.ts'

/** What the subcommands `docs` and `coverage` are made of: content is read and analysed, nothing runs. */

type Warn = (line: string) => void

/** @throws UsageError for content or knowledge that cannot be read */
export function readCatalogue(
  { content: folders, knowledge = [] }: Pick<DocsRequest, 'content' | 'knowledge'>,
  options: SearchOptions,
  warn: Warn,
): Catalogue {
  try {
    const content = loadContent(
      readContentFiles(folders, (path, reason) => warn(`${path}: ${reason}`)),
    )
    for (const problem of content.problems) {
      if (problem.severity === 'error') warn(printProblem(problem))
    }
    const given = knowledge.length > 0 ? { apps: readApps({ folders: knowledge }) } : {}
    const environment = environmentOf(content, given)
    for (const line of knowledgeProblems(environment, given.apps)) warn(line)
    return catalogueOf(content, folders, { environment, options, attack: packagedAttack() })
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/**
 * Writes a page in Markdown and one in JSON for each detection, pages that lead to them, and `catalogue.json` with all of it.
 * @throws UsageError when the folder cannot be written to
 */
export function writeDocs(request: DocsRequest, options: SearchOptions, warn: Warn): DocsReport {
  const catalogue = readCatalogue(request, options, warn)
  const pages: Page[] = [
    ...catalogue.detections.flatMap((entry) => [
      { path: `detections/${entry.slug}.md`, text: detectionPage(entry, request) },
      { path: `detections/${entry.slug}.json`, text: `${JSON.stringify(entry, null, 2)}\n` },
    ]),
    ...indexPages(catalogue),
    { path: 'catalogue.json', text: `${JSON.stringify(catalogue)}\n` },
  ]
  try {
    const folders = new Set(pages.map(({ path }) => dirname(join(request.output, path))))
    for (const folder of folders) mkdirSync(folder, { recursive: true })
    for (const { path, text } of pages) writeFileSync(join(request.output, path), text)
  } catch (error) {
    throw new UsageError(
      `${request.output} cannot be written: ${error instanceof Error ? error.message : error}`,
    )
  }
  const refused = catalogue.detections.filter(({ refusal }) => refusal !== null)
  return { detections: catalogue.detections.length, pages: pages.length, refused: refused.length }
}

/** @throws UsageError for files that cannot be read, and for a group that ATT&CK does not have */
export function measureCoverage(
  request: CoverageRequest,
  options: SearchOptions,
  warn: Warn,
): Coverage {
  const attack = packagedAttack()
  const { hunt, tests, group: wanted } = request
  const group = wanted === undefined ? undefined : findGroup(attack, wanted)
  if (wanted !== undefined && !group) {
    const near = suggest(
      wanted,
      attack.groups.flatMap(({ name, aliases }) => [name, ...aliases]),
    )
    throw new UsageError(
      `ATT&CK has no group "${wanted}"${near ? `; did you mean "${near}"?` : ''}`,
    )
  }
  return coverageOf(readCatalogue(request, options, warn).detections, {
    attack,
    fired: hunt === undefined ? null : firedIn(hunt),
    passed: tests === undefined ? null : passedIn(tests),
    ...(group && { group }),
  })
}

/** Names of the findings of `hunt --format json`. */
function firedIn(path: string): ReadonlySet<string> {
  const report = readFile(path, JSON.parse)
  const names = listIn(report, 'findings')?.map((finding) =>
    textIn(fieldOf(finding, 'detection'), 'name'),
  )
  if (!names) throw new UsageError(`${path} is not what "whippet hunt --format json" writes`)
  return new Set(names.filter((name) => name !== undefined))
}

/** Names of detections that passed, from a summary as `test --summary` and contentctl write it. */
function passedIn(path: string): ReadonlySet<string> {
  const tested = listIn(readFile(path, parse), 'tested_detections')
  if (!tested) throw new UsageError(`${path} is not what "whippet test --summary" writes`)
  const passed = tested.filter((each) => fieldOf(each, 'success') === true)
  return new Set(passed.flatMap((each) => textIn(each, 'name') ?? []))
}

function readFile(path: string, read: (text: string) => unknown): unknown {
  try {
    return read(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : error}`)
  }
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

function listIn(value: unknown, name: string): readonly unknown[] | undefined {
  const list = fieldOf(value, name)
  return Array.isArray(list) ? list : undefined
}

function textIn(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name)
  return typeof text === 'string' ? text : undefined
}
