import type { Content, DataSource, Story } from '../detections/content.ts'
import { type DetectionEntry, detectionEntry, type EntryContext } from './detection-entry.ts'
import { slugOf } from './slug.ts'

/** Everything that can be looked up about a content repository. Plain data, in the order of names. */
export interface Catalogue {
  readonly detections: readonly DetectionEntry[]
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
  const taken = new Set<string>()
  const below = content.detections
    .map((detection) => ({ detection, path: pathBelow(detection.path, roots) }))
    .sort((left, right) => order(left.detection.name, right.detection.name))
  return {
    detections: below.map(({ detection, path }) =>
      detectionEntry(detection, { path, slug: freeSlug(fileSlug(path), taken) }, context),
    ),
    stories: sortedByName(content.stories).map(storyEntry),
    dataSources: sortedByName(content.dataSources).map(dataSourceEntry),
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
