import type { Content, DataSource, MacroContent } from './content.ts'
import type { ContentItem } from './content-item.ts'
import type { Detection } from './detection.ts'
import type { ContentKind } from './load.ts'
import type { Place } from './problem.ts'

/** A content of any kind, as far as names and ids go. */
export interface NamedContent {
  readonly kind: ContentKind
  readonly name: string
  readonly id: string
  readonly path: string
  readonly place: Place
}

/** All content that names can mean: that which is checked, and that around it. */
export interface KnownContent {
  /** Of the same repository, in which names and ids must be unique. */
  readonly named: readonly NamedContent[]
  readonly dataSources: ReadonlyMap<string, DataSource>
  readonly macros: ReadonlyMap<string, MacroContent>
  names(kind: ContentKind): ReadonlySet<string>
}

/** The lists of content with the kind of what is in them. */
export function* itemsOf(content: Content): Generator<readonly [ContentKind, ContentItem]> {
  for (const [kind, list] of listsOf(content)) for (const item of list) yield [kind, item]
}

const listsOf = (content: Content): readonly (readonly [ContentKind, readonly ContentItem[]])[] => [
  ['detections', content.detections],
  ['macros', content.macros],
  ['lookups', content.lookups],
  ['stories', content.stories],
  ['data_sources', content.dataSources],
  ['baselines', content.baselines],
  ['investigations', content.investigations],
  ['deployments', content.deployments],
  ['dashboards', content.dashboards],
  ['playbooks', content.playbooks],
  ['removed', content.removed],
]

/**
 * @param around content of the same repository that is not itself checked; what both have counts as that which is checked
 * @param elsewhere content of other folders, whose names may be used
 * @param scanned further content of the same repository, of which only names are known
 */
export function knownContent(
  own: Content,
  around: Content,
  elsewhere?: Content,
  scanned: readonly NamedContent[] = [],
): KnownContent {
  const named = [...itemsOf(own)].map(namedOf)
  const checked = new Set(named.map(({ path }) => path))
  named.push(...[...itemsOf(around)].map(namedOf).filter(({ path }) => !checked.has(path)))
  named.push(...scanned)
  const names = new Map<ContentKind, Set<string>>()
  const foreign = elsewhere === undefined ? [] : [...itemsOf(elsewhere)].map(namedOf)
  for (const { kind, name } of [...named, ...foreign]) {
    const list = names.get(kind) ?? new Set()
    names.set(kind, list.add(name))
  }
  const all = elsewhere === undefined ? [around, own] : [elsewhere, around, own]
  return {
    named,
    dataSources: new Map(
      all.flatMap(({ dataSources }) => dataSources.map((item) => [item.name, item] as const)),
    ),
    macros: new Map(all.flatMap(({ macros }) => macros.map((item) => [item.name, item] as const))),
    names: (kind) => names.get(kind) ?? none,
  }
}

const none: ReadonlySet<string> = new Set()

const namedOf = ([kind, item]: readonly [ContentKind, ContentItem]): NamedContent => ({
  kind,
  name: item.name,
  id: item.id.toLowerCase(),
  path: item.path,
  get place() {
    return item.placeOf('name')
  },
})

/** `…/endpoint/some_rule.yml` is `some_rule`. */
export const stemOf = (path: string): string =>
  (path.split(/[\\/]/).at(-1) as string).replace(/\.ya?ml$/i, '')

/** What a detection is not held to: it need not work yet, or any more. */
export const isProduction = ({ status, deprecated }: Pick<Detection, 'status' | 'deprecated'>) =>
  status === 'production' && !deprecated
