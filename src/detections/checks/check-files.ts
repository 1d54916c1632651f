import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { parseCsv } from '../../commands/shared-csv.ts'
import type { Dashboard, LookupContent } from '../content.ts'
import type { ContentItem } from '../content-item.ts'
import { type KnownContent, stemOf } from '../known-content.ts'
import type { ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt } from './check.ts'

/**
 * The files that lie beside the YAML of lookups, dashboards and playbooks. Sources: contentctl, `lookup.py`, `dashboard.py`, `playbook.py`.
 */
export function* checkFiles({ content, known }: CheckContext): Generator<ContentProblem> {
  for (const lookup of content.lookups) yield* lookupFile(lookup)
  yield* orphans(content.lookups, known)
  for (const dashboard of content.dashboards) yield* dashboardFile(dashboard)
  for (const playbook of content.playbooks)
    for (const ending of ['.py', '.json'])
      if (!existsSync(playbook.path.replace(/[^\\/]+$/, `${playbook.playbook}${ending}`)))
        yield missing(playbook, `${playbook.playbook}${ending}`, 'playbook')
}

/** Tables and models in the folders of lookups that no lookup names. Of a folder that is not checked as a whole nothing can be said. */
function* orphans(
  lookups: readonly LookupContent[],
  known: KnownContent,
): Generator<ContentProblem> {
  const own = new Set(lookups.map(({ path }) => path))
  const folders = new Set(lookups.map(({ path }) => posix.dirname(path.replaceAll('\\', '/'))))
  for (const { kind, path } of known.named)
    if (kind === 'lookups' && !own.has(path)) folders.delete(posix.dirname(path))
  const claimed = new Set(
    lookups.flatMap(({ path, csv, source }) => {
      const folder = posix.dirname(path.replaceAll('\\', '/'))
      const named = /^filename:\s*['"]?([^'"\s]+)/m.exec(source)?.[1]
      return [
        csv,
        `${folder}/${stemOf(path)}.mlmodel`,
        named === undefined ? null : posix.join(folder, named),
      ]
    }),
  )
  for (const folder of folders)
    for (const name of readdirSync(folder).sort()) {
      const path = `${folder}/${name}`
      if (!/\.(?:csv|mlmodel)$/i.test(name) || claimed.has(path)) continue
      const what = name.endsWith('.csv') ? 'table' : 'model'
      const message = `the ${what} belongs to no lookup`
      yield problemAt('YML0314', 'error', { path }, { line: 1, column: 1 }, message)
    }
}

/** Larger tables are not read through. */
const maxBytes = 32 << 20

function* lookupFile(lookup: LookupContent): Generator<ContentProblem> {
  const { type, csv, path, placeOf } = lookup
  if (type === 'mlmodel') {
    if (!stemOf(path).startsWith('__mlspl_')) {
      const message = 'the file of a machine learning model should be named __mlspl_ and its name'
      yield problemAt('YML0305', 'error', lookup, placeOf('name'), message)
    }
    return
  }
  // Of the first form a collection's fields stood in one text.
  if (type === 'kvstore' && lookup.source.includes('lookup_type:') && lookup.fields[0] !== '_key') {
    const message = 'the fields of a KV store lookup should begin with _key'
    yield problemAt('YML0204', 'error', lookup, placeOf('fields'), message)
  }
  if (csv === null) return
  const status = statSync(csv, { throwIfNoEntry: false })
  if (status?.isFile() !== true) {
    yield problemAt(
      'YML0305',
      'error',
      lookup,
      placeOf('filename'),
      `the lookup "${lookup.name}" has no file ${csv}`,
    )
    return
  }
  if (status.size > maxBytes) return
  const [header, ...rows] = parseCsv(readFileSync(csv, 'utf8').replace(/^\ufeff/, ''))
  if (header === undefined) {
    yield problemAt('YML0305', 'error', lookup, placeOf('filename'), `${csv} is empty`)
    return
  }
  const odd = rows.findIndex(({ length }) => length !== header.length)
  if (odd < 0) return
  const message = `row ${odd + 1} of ${csv} has ${rows[odd]?.length} cells, and its header has ${header.length}`
  yield problemAt('YML0305', 'error', lookup, placeOf('filename'), message)
}

function* dashboardFile(dashboard: Dashboard): Generator<ContentProblem> {
  const { json, name, placeOf } = dashboard
  if (!existsSync(json)) {
    yield missing(dashboard, json, 'dashboard')
    return
  }
  const report = (message: string) =>
    problemAt('YML0305', 'error', dashboard, placeOf('name'), message)
  let view: unknown
  try {
    view = JSON.parse(readFileSync(json, 'utf8'))
  } catch (error) {
    yield report(`${json} is not JSON: ${error instanceof Error ? error.message : error}`)
    return
  }
  const { title, description } = (view ?? {}) as { title?: unknown; description?: unknown }
  if (title !== name) yield report(`the title in ${json} is "${title}", and should be "${name}"`)
  if (description === undefined) yield report(`${json} has no description`)
}

const missing = (item: ContentItem, file: string, what: string): ContentProblem =>
  problemAt('YML0305', 'error', item, item.placeOf('name'), `the ${what} has no file ${file}`)
