import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { environmentOf } from './app.ts'
import type { FormatReport, FormatRequest, NewReport, NewRequest } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { lintPaths } from './content-checks.ts'
import type { Content, DataSource } from './detections/content.ts'
import { formatContent } from './detections/format-content.ts'
import { loadContent } from './detections/load.ts'
import { newDetectionText, stemOfName } from './detections/new-detection.ts'
import { readContentFiles } from './detections/read-content.ts'
import { didYouMean } from './diagnostics/suggest.ts'
import { formatSpl } from './language/format-spl.ts'
import { packaged } from './package-files.ts'
import type { SearchOptions } from './search/environment.ts'
import { prepareSearch } from './search/prepare-search.ts'

/** What the subcommands `fmt` and `new` are made of: files of content are written. */

/**
 * Formats files of content, and of SPL (`.spl`).
 * @throws UsageError for paths that cannot be read
 */
export function formatPaths(
  { paths, check }: FormatRequest,
  warn: (line: string) => void,
): FormatReport {
  const changed: string[] = []
  let refused = 0
  const files = filesOf(paths, warn)
  if (files.length === 0) throw new UsageError(`no YAML files in ${paths.join(', ')}`)
  for (const { path, text } of files) {
    const result = path.endsWith('.spl')
      ? ({ kind: 'formatted', text: `${formatSpl(text.trim())}\n` } as const)
      : formatContent(text)
    if (result.kind === 'refused') {
      refused++
      warn(`${path}: left as it is: ${result.reason}`)
    } else if (result.text !== text) {
      changed.push(path)
      if (!check) writeFileSync(path, result.text)
    }
  }
  return { files: files.length, changed, refused }
}

function filesOf(paths: readonly string[], warn: (line: string) => void) {
  try {
    return readContentFiles(paths, (path, reason) => warn(`${path}: ${reason}`))
  } catch (error) {
    throw new UsageError(
      `the content cannot be read: ${error instanceof Error ? error.message : error}`,
    )
  }
}

/**
 * Writes a detection into a repository of content and lints it.
 * @throws UsageError for answers that do not fit each other or the repository; nothing is written then
 */
export async function createDetection(
  request: NewRequest,
  id: string,
  options: SearchOptions,
  warn: (line: string) => void,
): Promise<NewReport> {
  const { content: folder, name, type, stories, dataSources, techniques, field } = request
  const path = `${folder.replace(/\/+$/, '')}/detections/${request.category}/${stemOfName(name)}.yml`
  if (existsSync(path)) throw new UsageError(`${path} is there already`)
  const content = loadContent(
    filesOf(isFolder(folder) ? [packaged('content'), folder] : [packaged('content')], warn),
  )
  for (const story of stories) demand(story, content.stories, 'story')
  for (const source of dataSources) demand(source, content.dataSources, 'data source')
  const known = dataSources.map((source) =>
    content.dataSources.find((each) => each.name === source),
  )
  const search = request.search ?? searchOf(known[0], field, content)
  checkSearch(search, field, content, options)
  const text = newDetectionText({
    name,
    id,
    date: new Date(options.now * 1000).toISOString().slice(0, 10),
    author: request.author,
    type,
    description: request.description,
    dataSources,
    search,
    field,
    stories,
    techniques,
    assetType: request.assetType,
    securityDomain: request.securityDomain,
    test:
      request.data === undefined
        ? null
        : {
            data: request.data,
            source: known[0]?.source ?? 'not_applicable',
            sourcetype: known[0]?.sourcetype ?? 'not_applicable',
          },
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: 'wx' })
  const { diagnostics, texts } = await lintPaths([path], [folder].filter(isFolder), options, warn)
  return { path, report: { diagnostics, files: 1, texts } }
}

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function demand(name: string, items: readonly { readonly name: string }[], what: string): void {
  if (items.some((item) => item.name === name)) return
  const { advice } = didYouMean(
    name,
    items.map((item) => item.name),
  )
  throw new UsageError(`there is no ${what} "${name}"${advice === undefined ? '' : `; ${advice}`}`)
}

/** Counts the events of a data source, as a beginning. */
function searchOf(source: DataSource | undefined, field: string, { macros }: Content): string {
  if (source === undefined)
    throw new UsageError('a data source or a search is needed: --data-source NAME or --search SPL')
  const fields = [...new Set([field, ...source.outputFields])].join(' ')
  const times = macros.some(({ name }) => name === 'security_content_ctime')
    ? '\n| `security_content_ctime(firstTime)`\n| `security_content_ctime(lastTime)`'
    : ''
  return `sourcetype="${source.sourcetype}" source="${source.source}"\n| stats count min(_time) as firstTime max(_time) as lastTime by ${fields}${times}`
}

function checkSearch(
  search: string,
  field: string,
  content: Content,
  options: SearchOptions,
): void {
  const { diagnostics, fields } = prepareSearch(search, environmentOf(content), options)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error) {
    const advice = error.advice === undefined ? '' : ` (${error.advice})`
    throw new UsageError(`--search: ${error.message}${advice}`)
  }
  if (fields && !fields.has(field))
    throw new UsageError(
      `the search does not give the field ${field}, which --field names; it gives ${[...fields].join(', ')}`,
    )
}

/** Text of a search: SPL, or the name of a file that holds it. */
export const searchText = (given: string): string =>
  given.endsWith('.spl') && existsSync(given) ? readFileSync(given, 'utf8').trim() : given
