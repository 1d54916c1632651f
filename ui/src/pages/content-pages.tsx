import type { ReactNode } from 'react'
import type { AnalysisAnswer, CatalogueAnswer } from '../../../src/http/api-types.ts'
import { useAnalysis, useCatalogue } from '../data/queries.ts'
import { Facts } from '../parts/facts.tsx'
import { Section } from '../parts/section.tsx'
import { SplBlock } from '../parts/spl.tsx'
import { Failed, Loading, NotThere } from '../parts/states.tsx'
import { TextWithLinks } from '../parts/text-with-links.tsx'
import { useTitle } from '../parts/use-title.ts'
import { hrefOf } from '../router.ts'
import { DetectionLinks } from './detection-links.tsx'

interface Known {
  readonly catalogue: CatalogueAnswer
  readonly analysis: AnalysisAnswer | undefined
}

/** What there is beside detections: how it is listed, which detections use it, and what its page tells. */
interface ItemKind {
  readonly label: string
  readonly namesIn: (catalogue: CatalogueAnswer) => readonly string[]
  readonly usedBy: (known: Known, name: string) => CatalogueAnswer['detections']
  readonly about: (catalogue: CatalogueAnswer, name: string) => ReactNode
}

const using = (
  { catalogue, analysis }: Known,
  uses: (entry: AnalysisAnswer[string]) => boolean,
): CatalogueAnswer['detections'] =>
  catalogue.detections.filter(({ slug }) => {
    const entry = analysis?.[slug]
    return entry !== undefined && uses(entry)
  })

export const itemKinds: Readonly<Record<string, ItemKind | undefined>> = {
  stories: {
    label: 'Stories',
    namesIn: ({ stories }) => stories.map(({ name }) => name),
    usedBy: ({ catalogue }, name) =>
      catalogue.detections.filter(({ stories }) => stories.includes(name)),
    about({ stories }, wanted) {
      const story = stories.find(({ name }) => name === wanted)
      if (!story) return null
      return (
        <>
          <p className="text">{story.description}</p>
          <p className="text">
            <TextWithLinks text={story.narrative} />
          </p>
          <Facts
            facts={[
              ['Author', story.author],
              ['Date', story.date],
              ['Categories', story.categories.join(', ')],
            ]}
          />
          <Links title="References" addresses={story.references} />
        </>
      )
    },
  },
  'data-sources': {
    label: 'Data sources',
    namesIn: ({ dataSources }) => dataSources.map(({ name }) => name),
    usedBy: ({ catalogue }, name) =>
      catalogue.detections.filter(({ dataSources }) => dataSources.includes(name)),
    about({ dataSources }, wanted) {
      const source = dataSources.find(({ name }) => name === wanted)
      if (!source) return null
      return (
        <>
          <p className="text">{source.description}</p>
          <Facts
            facts={[
              ['Source', source.source],
              ['Sourcetype', source.sourcetype],
              [
                'Add-ons',
                source.addOns.map(({ name, version }) => `${name} ${version}`).join(', '),
              ],
              ['Fields', source.fields.join(', ')],
            ]}
          />
          <Links title="Add-ons" addresses={source.addOns.map(({ url }) => url)} />
        </>
      )
    },
  },
  macros: {
    label: 'Macros',
    namesIn: ({ macros }) => macros.map(({ name }) => name),
    usedBy: (known, wanted) =>
      using(known, ({ macros }) => macros.some(({ name }) => name === wanted)),
    about({ macros }, wanted) {
      const found = macros.filter(({ name }) => name === wanted)
      if (found.length === 0) return null
      return found.map((macro) => (
        <div key={macro.arguments.length}>
          <p className="text">{macro.description}</p>
          {macro.arguments.length > 0 && <p>Arguments: {macro.arguments.join(', ')}</p>}
          <SplBlock text={macro.definition} />
        </div>
      ))
    },
  },
  lookups: {
    label: 'Lookups',
    namesIn: ({ lookups }) => lookups.map(({ name }) => name),
    usedBy: (known, name) => using(known, ({ lookups }) => lookups.includes(name)),
    about({ lookups }, wanted) {
      const lookup = lookups.find(({ name }) => name === wanted)
      if (!lookup) return null
      return (
        <>
          <p className="text">{lookup.description}</p>
          <Facts
            facts={[
              ['Type', lookup.type],
              ['Fields', lookup.fields.join(', ')],
            ]}
          />
        </>
      )
    },
  },
}

export function ContentPage({ kind, name }: { readonly kind: string; readonly name?: string }) {
  const about = itemKinds[kind]
  useTitle(name ?? about?.label ?? 'Content')
  const catalogue = useCatalogue()
  const { data: analysis } = useAnalysis()
  if (!about) return <NotThere what="This page" />
  if (catalogue.isPending) return <Loading what="the catalogue" />
  if (catalogue.isError) return <Failed error={catalogue.error} retry={() => catalogue.refetch()} />
  const known = { catalogue: catalogue.data, analysis }
  if (name === undefined) return <ContentList kind={kind} about={about} known={known} />
  const described = about.about(known.catalogue, name)
  const users = about.usedBy(known, name)
  if (described === null && users.length === 0) return <NotThere what={name} />
  return (
    <div className="page">
      <p className="back">
        <a href={hrefOf([kind])}>{about.label}</a>
      </p>
      <h1>{name}</h1>
      {described ?? (
        <p className="problem">Detections name it; the content does not describe it.</p>
      )}
      <DetectionLinks items={users} />
    </div>
  )
}

interface ContentListProps {
  readonly kind: string
  readonly about: ItemKind
  readonly known: Known
}

function ContentList({ kind, about, known }: ContentListProps) {
  const names = [...new Set(about.namesIn(known.catalogue))]
  return (
    <div className="page">
      <h1>{about.label}</h1>
      <nav aria-label="Kinds of content" className="contents">
        {Object.entries(itemKinds).map(([other, each]) => (
          <a key={other} href={hrefOf([other])} aria-current={other === kind ? 'page' : undefined}>
            {each?.label}
          </a>
        ))}
      </nav>
      {names.length === 0 && <p className="empty">The content has none.</p>}
      <ul className="item-list">
        {names.map((name) => (
          <li key={name}>
            <a href={hrefOf([kind, name])}>{name}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Links({
  title,
  addresses,
}: {
  readonly title: string
  readonly addresses: readonly string[]
}) {
  if (addresses.length === 0) return null
  return (
    <Section title={title} id="links">
      <ul className="plain">
        {addresses.map((address) => (
          <li key={address}>
            <TextWithLinks text={address} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
