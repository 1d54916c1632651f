import type { Content, SkippedContent } from './content.ts'
import { loadDetection } from './load-detection.ts'
import { loadDataSource, loadLookup, loadMacro, loadStory } from './load-parts.ts'
import {
  loadDashboard,
  loadDeploymentContent,
  loadDeprecations,
  loadPlaybook,
  loadRemoved,
  loadSupportSearch,
} from './load-support.ts'
import { type ContentProblem, printProblem } from './problem.ts'
import { unclosedTokenProblems } from './token-problems.ts'
import { openYaml, type YamlMapping } from './yaml-file.ts'

/** A content file as read. The path is what messages show, and what tells the kind: `…/macros/x.yml` holds a macro. */
export interface ContentFile {
  readonly path: string
  readonly text: string
}

type Loaded = {
  -readonly [Key in keyof Content]: Content[Key] extends readonly (infer Item)[] ? Item[] : never
}

/**
 * Reads all kinds of content. Never throws: a file that cannot be used is listed under `skipped`, and everything else that is wrong under
 * `problems`. Folders of other `kinds` than those asked for are not parsed: a hunt needs no stories.
 * @param checkShape looks closer at keys and values than loading needs; what it finds takes the place of what loading finds in them
 */
export function loadContent(
  files: Iterable<ContentFile>,
  kinds: readonly ContentKind[] = contentKinds,
  checkShape?: ShapeCheck,
): Content {
  const content: Loaded = {
    detections: [],
    macros: [],
    lookups: [],
    stories: [],
    dataSources: [],
    baselines: [],
    investigations: [],
    deployments: [],
    dashboards: [],
    playbooks: [],
    removed: [],
    deprecations: [],
    skipped: [],
    problems: [],
    unused: [],
  }
  for (const file of files) loadFile(file, kinds, content, checkShape)
  for (const detection of content.detections)
    content.problems.push(...unclosedTokenProblems(detection))
  reportNamesakes(content)
  return content
}

/** Problems in the keys and values of a file of a kind. */
export type ShapeCheck = (root: YamlMapping, kind: ContentKind) => readonly ContentProblem[]

function loadFile(
  { path, text }: ContentFile,
  kinds: readonly ContentKind[],
  content: Loaded,
  checkShape: ShapeCheck | undefined,
): void {
  const folder = kindOfFolder(path)
  if (folder === 'unused' || (folder !== null && !kinds.includes(folder))) {
    content.unused.push(path)
    return
  }
  const { root, problems } = openYaml(path, text)
  const kind = root && (folder ?? kindOfKeys(root))
  if (root !== null && kind === null)
    root.file.report(
      'YML0104',
      'error',
      root.offset,
      'the file is none of the known kinds of content',
    )
  const loaded = root !== null && kind !== null && loaders[kind](root, content)
  const shape = root !== null && kind !== null ? checkShape?.(root, kind) : undefined
  content.problems.push(...merged(problems, shape))
  const reason = problems.find(({ severity }) => severity === 'error')
  if (!loaded && reason !== undefined) content.skipped.push(skippedFile(path, root, reason))
}

function merged(
  found: readonly ContentProblem[],
  shape: readonly ContentProblem[] | undefined,
): readonly ContentProblem[] {
  if (shape === undefined) return found
  return [...found.filter(({ code }) => !code.startsWith('YML02')), ...shape]
}

export const contentKinds = [
  'detections',
  'macros',
  'lookups',
  'stories',
  'data_sources',
  'baselines',
  'investigations',
  'deployments',
  'dashboards',
  'playbooks',
  'removed',
] as const

/** The folder names of a content repository. */
export type ContentKind = (typeof contentKinds)[number]

/** Each tells whether the file could be used. */
const loaders: Readonly<Record<ContentKind, (root: YamlMapping, content: Loaded) => boolean>> = {
  detections: (root, content) => added(content.detections, loadDetection(root)),
  macros: (root, content) => added(content.macros, loadMacro(root)),
  lookups: (root, content) => added(content.lookups, loadLookup(root)),
  stories: (root, content) => added(content.stories, loadStory(root)),
  data_sources: (root, content) => added(content.dataSources, loadDataSource(root)),
  baselines: (root, content) => added(content.baselines, loadSupportSearch(root)),
  investigations: (root, content) => added(content.investigations, loadSupportSearch(root)),
  deployments: (root, content) => added(content.deployments, loadDeploymentContent(root)),
  dashboards: (root, content) => added(content.dashboards, loadDashboard(root)),
  playbooks: (root, content) => added(content.playbooks, loadPlaybook(root)),
  removed(root, content) {
    if (!isDeprecationMapping(root.file.path)) return added(content.removed, loadRemoved(root))
    content.deprecations.push(...loadDeprecations(root))
    return true
  },
}

export const isDeprecationMapping = (path: string): boolean =>
  /(?:^|[\\/])deprecation_mapping[^\\/]*\.ya?ml$/i.test(path)

function added<Item>(list: Item[], item: Item | null): boolean {
  if (item === null) return false
  list.push(item)
  return true
}

/** Folders of content repositories whose files we have no use for. */
const unusedFolders = new Set(['response_tasks', 'response_templates', 'workbooks'])

/**
 * The folder nearest to the file that is one of a content repository's; `removed/detections/x.yml` is removed content, whatever it was.
 */
export function kindOfFolder(path: string): ContentKind | 'unused' | null {
  const parts = path.split(/[\\/]/)
  const folders = parts.slice(0, -1).reverse()
  const found = folders.find(
    (folder) => Object.hasOwn(loaders, folder) || unusedFolders.has(folder),
  )
  if (found === undefined) {
    if (isDeprecationMapping(path)) return 'removed'
    return /^contentctl.*\.ya?ml$/i.test(parts.at(-1) as string) ? 'unused' : null
  }
  if (folders[folders.indexOf(found) + 1] === 'removed') return 'removed'
  return unusedFolders.has(found) ? 'unused' : (found as ContentKind)
}

function kindOfKeys({ entries }: YamlMapping): ContentKind | null {
  const type = entries.get('type')?.value
  if (entries.has('search')) {
    if (type?.kind === 'scalar' && type.value === 'Baseline') return 'baselines'
    if (type?.kind === 'scalar' && type.value === 'Investigation') return 'investigations'
    return entries.has('tests') || entries.has('type') ? 'detections' : null
  }
  if (entries.has('definition')) return 'macros'
  if (entries.has('narrative')) return 'stories'
  if (entries.has('sourcetype')) return 'data_sources'
  if (entries.has('scheduling')) return 'deployments'
  if (entries.has('playbook')) return 'playbooks'
  const lookupKeys = ['lookup_type', 'filename', 'collection', 'fields_list']
  return lookupKeys.some((key) => entries.has(key)) ? 'lookups' : null
}

function skippedFile(
  path: string,
  root: YamlMapping | null,
  reason: ContentProblem,
): SkippedContent {
  const node = root?.entries.get('name')?.value
  const name = node?.kind === 'scalar' ? String(node.value ?? '').trim() : ''
  return {
    name: name || (path.split(/[\\/]/).at(-1) as string),
    path,
    reason: printProblem(reason),
  }
}

/** Detections must differ in name and id; of macros and lookups with one name the last counts, as in Splunk's configuration layers. */
function reportNamesakes(content: Loaded): void {
  const { detections, macros, lookups } = content
  const start = { line: 1, column: 1 }
  const report = (
    list: readonly { path: string }[],
    keyOf: (index: number) => string,
    what: string,
  ) => {
    const first = new Map<string, string>()
    for (const [index, { path }] of list.entries()) {
      const key = keyOf(index)
      const other = first.get(key)
      if (key !== '' && other !== undefined) {
        const message = `${what} ${key} is also in ${other}`
        content.problems.push({ code: 'YML0301', severity: 'warning', message, path, place: start })
      } else first.set(key, path)
    }
  }
  report(detections, (index) => detections[index]?.name ?? '', 'the detection')
  report(detections, (index) => detections[index]?.id ?? '', 'the detection id')
  report(macros, (index) => macros[index]?.name ?? '', 'the macro')
  report(lookups, (index) => lookups[index]?.name ?? '', 'the lookup')
}
