import { catalogueWith } from './catalogue/catalogue.ts'
import { detectionItem, type EntryPlace } from './catalogue/detection-entry.ts'
import type { Attack } from './detections/attack.ts'
import type { Content } from './detections/content.ts'
import type { Detection } from './detections/detection.ts'
import { loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import type { CatalogueAnswer, ListedDetection } from './http/api-types.ts'
import { packagedAttack } from './packaged-attack.ts'

/** Content as it was read: what its files say, before any search was compiled. */
export interface OpenedCatalogue {
  readonly content: Content
  readonly attack: Attack
  /** By slug, in the order of names. */
  readonly detections: ReadonlyMap<string, PlacedDetection>
  answer(): CatalogueAnswer
}

export interface PlacedDetection {
  readonly detection: Detection
  readonly place: EntryPlace
}

export function openCatalogue(
  folders: readonly string[],
  warn: (line: string) => void,
): OpenedCatalogue {
  const content = loadContent(
    readContentFiles(folders, (path, reason) => warn(`${path}: ${reason}`)),
  )
  const attack = packagedAttack()
  const placed = catalogueWith(content, folders, (detection, place) => ({ detection, place }))
  return {
    content,
    attack,
    detections: new Map(placed.detections.map((each) => [each.place.slug, each])),
    answer: () => ({
      ...placed,
      detections: placed.detections.map(({ detection, place }) =>
        listed(detectionItem(detection, place, attack)),
      ),
      macros: content.macros.map(({ name, arguments: given, definition, description }) => ({
        name,
        arguments: given,
        definition: definition.text,
        description,
      })),
      lookups: content.lookups.map(({ name, type, description, fields }) => ({
        name,
        type,
        description,
        fields,
      })),
    }),
  }
}

/** Lists are asked for first, and wait for all of it: what only a page of its own shows is left out. */
const listed = (item: ReturnType<typeof detectionItem>): ListedDetection => ({
  slug: item.slug,
  path: item.path,
  name: item.name,
  id: item.id,
  type: item.type,
  status: item.status,
  deprecated: item.deprecated,
  generation: item.generation,
  date: item.date,
  author: item.author,
  description: item.description,
  severity: item.severity,
  score: Math.max(item.score ?? 0, ...(item.risk?.objects.map(({ score }) => score) ?? [])),
  search: item.search,
  attack: item.attack.map(({ id, name }) => ({ id, name })),
  tactics: item.tactics,
  dataSources: item.dataSources,
  stories: item.stories,
  assetType: item.assetType,
  tests: item.tests.length,
})
