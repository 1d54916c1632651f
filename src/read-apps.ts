import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseCsv } from './commands/shared-csv.ts'
import { assetApp } from './knowledge/asset-app.ts'
import type { AppFile, AppFolder, DataModelFile, LookupFile } from './knowledge/conf/app-layers.ts'
import { packaged } from './package-files.ts'
import type { KnowledgeSources } from './search/knowledge-sources.ts'

export interface ReadApps {
  readonly sources: KnowledgeSources
  readonly apps: readonly AppFolder[]
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

/** A pipe would never end, and nobody writes settings of this size: neither is opened. */
const maxConfBytes = 64 << 20
const maxLookupBytes = 256 << 20
const maxModelBytes = 64 << 20

/**
 * Reads folders of Splunk apps: `default/` and `local/` of each, and its `lookups/`. A folder that holds no settings itself is looked
 * through for apps, such as `etc/apps`. Assets and identities become an app of their own.
 * @throws when a folder or file that was named cannot be read
 */
export function readApps(sources: KnowledgeSources): ReadApps {
  const { folders: paths, assets, identities } = sources
  const problems: { path: string; message: string }[] = []
  const apps = paths.flatMap((path) => {
    const names = readdirSync(path)
    if (isApp(path)) return [readGivenApp(path, problems)]
    const inside = names
      .sort()
      .map((name) => join(path, name))
      .filter(isApp)
    if (inside.length === 0) problems.push({ path, message: 'no app: it has no default or local' })
    return inside.map((folder) => readGivenApp(folder, problems))
  })
  const table = (path: string | undefined) =>
    path === undefined ? undefined : parseCsv(decoded(readFileSync(path)).replace(/^\ufeff/, ''))
  return { sources, apps: [assetApp(table(assets), table(identities)), ...apps], problems }
}

/** The apps that come with the package. */
export function builtInApps(): readonly AppFolder[] {
  const folder = packaged('apps')
  if (!isFolder(folder)) return []
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter(isApp)
    .map((path) => ({ ...readApp(path, []), builtIn: true }))
}

type Problems = ReadApps['problems'][number][]

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const isApp = (path: string): boolean =>
  isFolder(join(path, 'default')) || isFolder(join(path, 'local'))

const readApp = (path: string, problems: Problems): AppFolder => ({
  name: basename(resolve(path)),
  files: (['default', 'local'] as const).flatMap((layer) => readLayer(path, layer, problems)),
  lookups: readLookupFiles(join(path, 'lookups'), problems),
  dataModels: readDataModelFiles(path, problems),
})

/** Conf files that have a meaning here, or none that a search could notice. */
const readConfs = new Set(['props', 'transforms', 'eventtypes', 'tags', 'macros', 'app'])

/** An app of the user's, of which is told what in it is not read. */
function readGivenApp(path: string, problems: Problems): AppFolder {
  const app = readApp(path, problems)
  const confs = app.files
    .filter(({ conf }) => !readConfs.has(conf))
    .map(({ layer, conf }) => `${layer}/${conf}.conf`)
  const metadata = namesIn(join(path, 'metadata')).map((name) => `metadata/${name}`)
  const unread = [...confs, ...metadata]
  if (unread.length > 0) {
    const shared = metadata.length > 0 ? '; everything in the app is shared' : ''
    problems.push({ path, message: `these files do nothing here: ${unread.join(', ')}${shared}` })
  }
  return app
}

const namesIn = (folder: string): readonly string[] =>
  isFolder(folder) ? readdirSync(folder).sort() : []

function readLayer(app: string, layer: AppFile['layer'], problems: Problems): AppFile[] {
  const folder = join(app, layer)
  if (!isFolder(folder)) return []
  return readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith('.conf'))
    .flatMap((name) => {
      const path = join(folder, name).replaceAll('\\', '/')
      const text = readText(path, maxConfBytes, problems)
      return text === undefined ? [] : [{ path, layer, conf: name.slice(0, -'.conf'.length), text }]
    })
}

function readText(path: string, maxBytes: number, problems: Problems): string | undefined {
  try {
    const status = statSync(path)
    if (!status.isFile()) throw new Error('not a file')
    if (status.size > maxBytes) throw new Error(`larger than ${maxBytes >> 20} MiB`)
    return decoded(readFileSync(path))
  } catch (error) {
    problems.push({ path, message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

/** UTF-8 unless the file begins as UTF-16 does. */
function decoded(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes)
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes)
  return bytes.toString('utf8')
}

/** Source: Splunk Knowledge Manager Manual, "Upload data model JSON"; Splunk Admin Manual, "Configuration file precedence". */
function readDataModelFiles(app: string, problems: Problems): DataModelFile[] {
  const models = new Map<string, DataModelFile>()
  for (const layer of ['default', 'local']) {
    const folder = join(app, layer, 'data', 'models')
    for (const file of namesIn(folder)) {
      const path = join(folder, file).replaceAll('\\', '/')
      const name = basename(file, '.json')
      if (name === file) problems.push({ path, message: 'no data model: it does not end in .json' })
      else models.set(name, { name, text: () => readText(path, maxModelBytes, []) ?? '' })
    }
  }
  return [...models.values()]
}

/** Their text is read when a search first needs it; a file that cannot be read then is one without rows. */
function readLookupFiles(folder: string, problems: Problems): LookupFile[] {
  if (!isFolder(folder)) return []
  return readdirSync(folder)
    .sort()
    .filter((name) => name.toLowerCase().endsWith('.csv'))
    .flatMap((name) => {
      const path = join(folder, name)
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      if (size > maxLookupBytes) {
        problems.push({ path, message: `larger than ${maxLookupBytes >> 20} MiB` })
        return []
      }
      return [{ name, text: () => readText(path, maxLookupBytes, []) ?? '' }]
    })
}
