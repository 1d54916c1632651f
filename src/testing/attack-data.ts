import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { AttackData } from '../detections/detection.ts'
import { contentRoot } from '../detections/repository-of.ts'

/** Where a file of attack data is. */
export type DataPlace =
  | { readonly kind: 'file'; readonly path: string; readonly note?: string }
  /** Not on this machine, as far as was looked. */
  | { readonly kind: 'remote'; readonly url: URL; readonly lookedIn: string }
  | { readonly kind: 'absent'; readonly reason: string }

export interface DataFinder {
  /** @param detection path of the file that names the data */
  find(data: AttackData, detection: string): DataPlace
}

/** More files than this below one folder are not looked through for a name. */
const mostFiles = 500_000

/**
 * Finds attack data below folders: where a folder holds the path of a URL, or its end, as in a checkout of splunk/attack_data; else by the
 * name of the file alone, as long as that leaves no doubt. Other data is a path relative to the content, or to the file that names it; it
 * may not lead out of the repository of the content.
 * @param all all data that will be asked for: a name that several of them have tells nothing
 */
export function dataFinder(folders: readonly string[], all: readonly AttackData[]): DataFinder {
  const urlsByName = new Map<string, Set<string>>()
  for (const { data } of all) {
    const name = nameOf(data.text)
    urlsByName.set(name, (urlsByName.get(name) ?? new Set()).add(data.text))
  }
  const named = folders.map((folder) => fileNames(folder))

  function byPath(segments: readonly string[]): string | undefined {
    for (let from = 0; from < segments.length - 1; from++) {
      for (const folder of folders) {
        const path = join(folder, ...segments.slice(from))
        if (isFile(path)) return path
      }
    }
    return undefined
  }

  function byName(name: string): DataPlace | undefined {
    const paths = named.flatMap((names) => names(name))
    const [path, ...others] = paths
    if (path === undefined) return undefined
    const urls = urlsByName.get(name)?.size ?? 1
    if (urls > 1) {
      const reason = `${path} has its name, but so have ${urls} files of these tests; put it at the end of its URL's path, with the folders before it`
      return { kind: 'absent', reason }
    }
    if (others.length > 0) {
      return {
        kind: 'absent',
        reason: `${paths.length} files have its name: ${paths.slice(0, 3).join(', ')}`,
      }
    }
    return { kind: 'file', path, note: `taken for ${name} by its name alone` }
  }

  function ofUrl(url: URL): DataPlace {
    const segments = segmentsOf(url)
    if (segments === undefined) {
      return {
        kind: 'absent',
        reason: `the path of its URL is none that a file could have: ${url.pathname}`,
      }
    }
    const path = byPath(segments)
    if (path !== undefined) return { kind: 'file', path }
    const lookedIn = folders.length > 0 ? `not in ${folders.join(', ')}` : ''
    return byName(segments.at(-1) as string) ?? { kind: 'remote', url, lookedIn }
  }

  function ofPath(path: string, detection: string): DataPlace {
    const root = contentRoot(detection)
    const allowed = [markedTopOf(root), ...folders].map(realPath)
    const bases = [root, dirname(detection), ...folders]
    for (const candidate of bases.map((base) => resolve(base, path))) {
      if (!isFile(candidate)) continue
      const real = realPath(candidate)
      if (allowed.some((folder) => isBelow(real, folder)))
        return { kind: 'file', path: shown(candidate) }
      return {
        kind: 'absent',
        reason: `${path} leads out of ${allowed[0]}; name its folder with --data`,
      }
    }
    return {
      kind: 'absent',
      reason: `there is no ${path} in ${root}${folders.map((folder) => `, ${folder}`).join('')}`,
    }
  }

  return {
    find({ data: { text } }, detection) {
      const url = urlOf(text)
      if (url === undefined) return ofPath(text, detection)
      if (url.protocol === 'https:' || url.protocol === 'http:') return ofUrl(url)
      return { kind: 'absent', reason: `${url.protocol} URLs are not read` }
    },
  }
}

const urlOf = (text: string): URL | undefined =>
  /^[a-z][a-z\d+.-]+:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined

const nameOf = (text: string): string => {
  const url = urlOf(text)
  return (url && segmentsOf(url)?.at(-1)) ?? basename(text)
}

/** The names in a URL's path; `undefined` when one is none that a file below a folder can have. */
function segmentsOf(url: URL): readonly string[] | undefined {
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  try {
    const names = segments.map(decodeURIComponent)
    const isPlain = (name: string) => !/[/\\:\0]/.test(name) && name !== '.' && name !== '..'
    return names.length > 0 && names.every(isPlain) ? names : undefined
  } catch {
    return undefined
  }
}

const marks = ['.git', 'package.json', 'contentctl.yml']

/** The nearest folder at or above this one that is marked as the top of a repository, else this one. */
function markedTopOf(folder: string): string {
  const start = resolve(folder)
  for (let at = start; ; at = dirname(at)) {
    if (marks.some((mark) => statOf(join(at, mark)))) return at
    if (dirname(at) === at) return start
  }
}

const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

/** As short as a person would write it. */
function shown(path: string): string {
  const way = relative(process.cwd(), path)
  return way.startsWith('..') ? path : way
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

const isFile = (path: string): boolean => statOf(path)?.isFile() === true

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

/** Paths of the files below a folder, by name; the folder is looked through when first asked. */
function fileNames(folder: string): (name: string) => readonly string[] {
  let known: Map<string, string[]> | undefined
  return (name) => {
    known ??= listNames(folder)
    return known.get(name) ?? []
  }
}

function listNames(top: string): Map<string, string[]> {
  const names = new Map<string, string[]>()
  let files = 0
  const visit = (folder: string): void => {
    let entries: ReturnType<typeof entriesOf>
    try {
      entries = entriesOf(folder)
    } catch {
      return
    }
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (entry.name !== '.git') visit(path)
      } else if (entry.isFile() && files++ < mostFiles) {
        const known = names.get(entry.name)
        if (known) known.push(path)
        else names.set(entry.name, [path])
      }
    }
  }
  visit(top)
  return names
}

const entriesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true }).sort((left, right) =>
    left.name < right.name ? -1 : left.name > right.name ? 1 : 0,
  )
