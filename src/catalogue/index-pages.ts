import type { Catalogue, DataSourceEntry, StoryEntry } from './catalogue.ts'
import type { DetectionEntry } from './detection-entry.ts'
import { escaped, link, quoted } from './markdown.ts'
import { slugOf } from './slug.ts'

/** A page and where it goes, below the folder of all pages. */
export interface Page {
  readonly path: string
  readonly text: string
}

/** Lists of detections by technique, tactic, story, data source and type, a page for each story and data source, and one that leads to all. */
export function indexPages(catalogue: Catalogue): readonly Page[] {
  const { detections } = catalogue
  const lists = [
    indexPage('Techniques', 'techniques.md', grouped(detections, techniquesOf)),
    indexPage(
      'Tactics',
      'tactics.md',
      grouped(detections, ({ tactics }) => tactics),
    ),
    indexPage(
      'Analytic stories',
      'stories.md',
      grouped(detections, ({ stories }) => stories),
    ),
    indexPage(
      'Data sources',
      'data_sources.md',
      grouped(detections, ({ dataSources }) => dataSources),
    ),
    indexPage(
      'Types',
      'types.md',
      grouped(detections, ({ type }) => [type]),
    ),
  ]
  return [
    start(
      catalogue,
      lists.map(({ page }) => page),
    ),
    ...lists.map(({ page }) => page),
    ...catalogue.stories.map((story) => storyPage(story, detections)),
    ...catalogue.dataSources.map((source) => dataSourcePage(source, detections)),
  ]
}

const techniquesOf = ({ attack }: DetectionEntry): string[] =>
  attack.map(({ id, name }) => (name === null ? id : `${id} ${name}`))

type Groups = ReadonlyMap<string, readonly DetectionEntry[]>

function grouped(
  detections: readonly DetectionEntry[],
  keys: (entry: DetectionEntry) => readonly string[],
): Groups {
  const groups = new Map<string, DetectionEntry[]>()
  for (const entry of detections)
    for (const key of new Set(keys(entry))) {
      const group = groups.get(key)
      if (group) group.push(entry)
      else groups.set(key, [entry])
    }
  return new Map([...groups].sort(([left], [right]) => (left < right ? -1 : 1)))
}

function indexPage(title: string, path: string, groups: Groups) {
  const parts = [...groups].map(
    ([name, entries]) => `## ${escaped(name)}\n\n${list(entries, 'detections/')}`,
  )
  const page = { path, text: `${[heading(title), ...parts].join('\n\n')}\n` }
  return { page: { ...page, title, groups: groups.size } }
}

const heading = (title: string): string =>
  `---\ntitle: ${quoted(title)}\n---\n\n# ${escaped(title)}`

const list = (entries: readonly DetectionEntry[], folder: string): string =>
  entries
    .map(({ name, slug, type, severity }) => {
      const rank = [type, severity].filter((word) => word !== '').join(', ')
      return `* ${link(name, `./${folder}${slug}.md`)} (${escaped(rank)})`
    })
    .join('\n')

function start(
  { detections, stories, dataSources }: Catalogue,
  lists: readonly (Page & { readonly title: string; readonly groups: number })[],
): Page {
  const counts = `${detections.length} detections, ${stories.length} stories, ${dataSources.length} data sources`
  const links = lists.map(({ path, title, groups }) => `* ${link(title, `./${path}`)} (${groups})`)
  const all = list(detections, 'detections/')
  return {
    path: 'index.md',
    text: `${[heading('Detections'), counts, links.join('\n'), '## All', all].join('\n\n')}\n`,
  }
}

function storyPage(story: StoryEntry, detections: readonly DetectionEntry[]): Page {
  const own = detections.filter(({ stories }) => stories.includes(story.name))
  const parts = [
    heading(story.name),
    escaped(story.description),
    ...(story.narrative === '' ? [] : ['## Narrative', escaped(story.narrative)]),
    '## Detections',
    own.length === 0 ? 'None.' : list(own, '../detections/'),
    ...(story.references.length === 0
      ? []
      : ['## Reference', story.references.map((url) => `* ${link(url, url)}`).join('\n')]),
  ]
  return { path: `stories/${story.slug}.md`, text: `${parts.join('\n\n')}\n` }
}

function dataSourcePage(source: DataSourceEntry, detections: readonly DetectionEntry[]): Page {
  const own = detections.filter(({ dataSources }) =>
    dataSources.some((name) =>
      name.split(/\s+AND\s+/).some((part) => slugOf(part) === source.slug),
    ),
  )
  const parts = [
    heading(source.name),
    escaped(source.description),
    `- **Source**: ${escaped(source.source)}\n- **Sourcetype**: ${escaped(source.sourcetype)}`,
    ...(source.addOns.length === 0
      ? []
      : ['## Add-ons', source.addOns.map(({ name, url }) => `* ${link(name, url)}`).join('\n')]),
    '## Detections',
    own.length === 0 ? 'None.' : list(own, '../detections/'),
    ...(source.fields.length === 0
      ? []
      : ['## Fields', source.fields.map((name) => `* ${escaped(name)}`).join('\n')]),
  ]
  return { path: `data_sources/${source.slug}.md`, text: `${parts.join('\n\n')}\n` }
}
