import type { Content, DataSource, Story } from '../detections/content.ts'
import type { Detection } from '../detections/detection.ts'
import {
  type DetectionEntry,
  detectionEntry,
  type EntryContext,
  type EntryPlace,
} from './detection-entry.ts'
import { slugOf } from './slug.ts'

/** Everything that can be looked up about a content repository. Plain data, in the order of names. */
export interface Catalogue<Entry = DetectionEntry> {
  readonly detections: readonly Entry[]
  readonly stories: readonly StoryEntry[]
  readonly dataSources: readonly DataSourceEntry[]
}

export interface StoryEntry {
  readonly slug: string
  readonly name: string
  readonly id: string
  readonly date: string
  readonly author: string
  readonly description: string
  readonly narrative: string
  readonly categories: readonly string[]
  readonly references: readonly string[]
}

export interface DataSourceEntry {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly source: string
  readonly sourcetype: string
  readonly addOns: readonly {
    readonly name: string
    readonly url: string
    readonly version: string
  }[]
  readonly fields: readonly string[]
}

/** @param roots the folders that were read: paths of entries begin below them */
export function catalogueOf(
  content: Content,
  roots: readonly string[],
  context: EntryContext,
): Catalogue {
  return catalogueWith(content, roots, (detection, place) =>
    detectionEntry(detection, place, context),
  )
}

/** @param entryOf what the catalogue says of each detection */
export function catalogueWith<Entry>(
  { detections, stories, dataSources }: Content,
  roots: readonly string[],
  entryOf: (detection: Detection, place: EntryPlace) => Entry,
): Catalogue<Entry> {
  const taken = new Set<string>()
  return {
    detections: sortedByName(detections).map((detection) => {
      const path = pathBelow(detection.path, roots)
      return entryOf(detection, { path, slug: freeSlug(fileSlug(path), taken) })
    }),
    stories: sortedByName(stories).map(storyEntry),
    dataSources: sortedByName(dataSources).map(dataSourceEntry),
  }
}

const storyEntry = (story: Story): StoryEntry => ({
  slug: slugOf(story.name),
  name: story.name,
  id: story.id,
  date: story.date,
  author: story.author,
  description: story.description,
  narrative: story.narrative,
  categories: story.categories,
  references: story.references,
})

const dataSourceEntry = (source: DataSource): DataSourceEntry => ({
  slug: slugOf(source.name),
  name: source.name,
  description: source.description,
  source: source.source,
  sourcetype: source.sourcetype,
  addOns: source.addOns,
  fields: source.fields,
})

/** Two files of the same name in different folders keep apart. */
function freeSlug(slug: string, taken: Set<string>): string {
  let free = slug
  for (let number = 2; taken.has(free); number++) free = `${slug}_${number}`
  taken.add(free)
  return free
}

const fileSlug = (path: string): string => path.replace(/^.*\//, '').replace(/\.\w+$/, '')

function pathBelow(path: string, roots: readonly string[]): string {
  const plain = path.replaceAll('\\', '/')
  for (const root of roots) {
    const folder = root.replaceAll('\\', '/').replace(/\/*$/, '/')
    if (plain.startsWith(folder)) return plain.slice(folder.length)
  }
  return plain
}

/** The same on every machine, whatever its language. */
const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

const sortedByName = <T extends { readonly name: string }>(items: readonly T[]): T[] =>
  [...items].sort((left, right) => order(left.name, right.name))
