import type { DetectionDetail, Info } from '../../../src/http/api-types.ts'
import { useDetection, useInfo } from '../data/queries.ts'
import { isStatic, RequestError } from '../data/source.ts'
import { lastExplore } from '../explore/explore-state.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { Facts } from '../parts/facts.tsx'
import { OpenInSearch } from '../parts/open-in-search.tsx'
import { Problems } from '../parts/problems.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { Section } from '../parts/section.tsx'
import { SeverityMark } from '../parts/severity-mark.tsx'
import { SplBlock } from '../parts/spl.tsx'
import { Failed, Loading, NotThere } from '../parts/states.tsx'
import { TextWithLinks } from '../parts/text-with-links.tsx'
import { useTitle } from '../parts/use-title.ts'
import { hrefOf } from '../router.ts'
import { DetectionRun } from './detection-run.tsx'
import { Drilldowns } from './drilldowns.tsx'
import { FieldFlow } from './field-flow.tsx'
import { RiskSection } from './risk-section.tsx'
import { TestList } from './test-list.tsx'

export function DetectionPage({ slug }: { readonly slug: string }) {
  const detection = useDetection(slug)
  useTitle(detection.data?.entry.name ?? 'Detection')
  if (detection.isPending) return <Loading what="the detection" />
  if (detection.isError) {
    const { error } = detection
    if (error instanceof RequestError && error.code === 404) {
      return <NotThere what="This detection" />
    }
    return <Failed error={error} retry={() => detection.refetch()} />
  }
  return <Detection detail={detection.data} />
}

function Detection({ detail }: { readonly detail: DetectionDetail }) {
  const { entry, source, explanation, lint } = detail
  const { data: info } = useInfo()
  return (
    <article className="page detection">
      <p className="back">
        <a href={lastExplore()}>
          <span aria-hidden="true">← </span>Back to Explore
        </a>
      </p>
      <p className="badges">
        <span className="badge source">{contentName(info?.content)}</span>
        <span className="badge">{entry.type}</span>
        <SeverityMark severity={entry.severity} />
        {entry.status !== '' && <span className="badge plain">{entry.status}</span>}
        {entry.refusal !== null && <span className="badge warn">refused here</span>}
      </p>
      <h1>{entry.name}</h1>
      <Paragraphs text={entry.description} />
      {entry.explanation !== '' && <Paragraphs text={entry.explanation} />}
      <Contents />
      {!isStatic && <DetectionRun entry={entry} />}
      <Section title="MITRE ATT&CK" id="attack">
        <AttackChips entry={entry} />
      </Section>
      <Section
        title="Detection Query"
        id="query"
        action={
          <span className="row-facts">
            <OpenInSearch spl={entry.search} what="the query" />
            <CopyButton text={entry.search} what="the query" />
          </span>
        }
      >
        {entry.refusal !== null && <p className="problem error">{entry.refusal}</p>}
        <SplBlock text={entry.search} />
        <Problems problems={explanation.diagnostics} />
      </Section>
      <Facts
        facts={[
          ['Author', entry.author],
          ['Created', entry.created],
          ['Updated', entry.date === entry.created ? '' : entry.date],
        ]}
      />
      <Section title="Data Sources" id="sources">
        <Chips kind="data-sources" names={entry.dataSources} />
      </Section>
      <Section title="Tags" id="tags">
        <Chips kind="stories" names={entry.stories} />
        <Facts
          facts={[
            ['Asset type', entry.assetType],
            ['Security domain', entry.securityDomain],
            ['Products', entry.products.join(', ')],
            ['CVE', entry.cves.join(', ')],
            ['Groups', entry.groups.join(', ')],
            ['Kill chain', entry.killChainPhases.join(', ')],
            ['NIST', entry.nist.join(', ')],
            ['CIS', entry.cis20.join(', ')],
            ['Version', entry.version],
            ['ID', entry.id],
          ]}
        />
      </Section>
      <Section title="Severity and risk" id="risk">
        <RiskSection entry={entry} />
      </Section>
      <Section title="Field flow" id="flow">
        <FieldFlow stages={explanation.stages} required={entry.requiredFields} />
      </Section>
      {entry.howToImplement !== '' && (
        <Section title="How to implement" id="implement">
          <Paragraphs text={entry.howToImplement} />
        </Section>
      )}
      {entry.knownFalsePositives !== '' && (
        <Section title="Known false positives" id="false-positives">
          <Paragraphs text={entry.knownFalsePositives} />
        </Section>
      )}
      {entry.drilldowns.length > 0 && (
        <Section title="Drilldowns" id="drilldowns">
          <Drilldowns drilldowns={entry.drilldowns} />
        </Section>
      )}
      {entry.references.length > 0 && (
        <Section title="References" id="references">
          <ul className="plain">
            {entry.references.map((reference) => (
              <li key={reference}>
                <TextWithLinks text={reference} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Tests" id="tests">
        <TestList entry={entry} />
      </Section>
      <Section title="Lint" id="lint">
        {lint.length === 0 ? <p>Nothing to complain about.</p> : <Problems problems={lint} />}
      </Section>
      <Section
        title="Raw Content"
        id="raw"
        action={<CopyButton text={source} what="the raw content" />}
      >
        <FilePlace path={entry.path} info={info} />
        <ScrollRegion label="The whole file" className="raw">
          <pre>{source}</pre>
        </ScrollRegion>
      </Section>
    </article>
  )
}

/** Where the file can be edited: on the web where that is known, else in its folder. */
function FilePlace({ path, info }: { readonly path: string; readonly info: Info | undefined }) {
  const [folder, ...others] = info?.content ?? []
  const file =
    folder === undefined || others.length > 0 || isStatic
      ? path
      : `${folder.replace(/[\\/]+$/, '')}/${path}`
  return (
    <p className="mono path">
      {file} <CopyButton text={file} what="the path" />
      {info?.repository && (
        <a
          className="button"
          href={`${info.repository}/${path.split('/').map(encodeURIComponent).join('/')}`}
          rel="noreferrer noopener"
          target="_blank"
        >
          Edit
        </a>
      )}
    </p>
  )
}

/** Of several folders it is not told which one a detection came from. */
const contentName = (folders: readonly string[] | undefined): string =>
  folders?.length === 1
    ? (folders[0]!.split(/[\\/]/).filter(Boolean).at(-1) ?? 'content')
    : 'content'

const places = [
  ['attack', 'ATT&CK'],
  ['query', 'Query'],
  ['risk', 'Risk'],
  ['flow', 'Field flow'],
  ['drilldowns', 'Drilldowns'],
  ['tests', 'Tests'],
  ['lint', 'Lint'],
  ['raw', 'Raw'],
] as const

/** The hash of the address is the app's: buttons lead to places on a page. */
function Contents() {
  const show = (id: string) => {
    const heading = document.getElementById(id)
    heading?.scrollIntoView({ block: 'start' })
    heading?.focus({ preventScroll: true })
  }
  return (
    <nav className="contents" aria-label="On this page">
      {places.map(([id, label]) => (
        <button key={id} type="button" className="link" onClick={() => show(id)}>
          {label}
        </button>
      ))}
    </nav>
  )
}

const Paragraphs = ({ text }: { readonly text: string }) =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => (
      <p key={paragraph} className="text">
        <TextWithLinks text={paragraph} />
      </p>
    ))

function AttackChips({ entry: { attack, tactics } }: { readonly entry: DetectionDetail['entry'] }) {
  if (attack.length === 0) return <p>It names no technique.</p>
  return (
    <ul className="chips">
      {tactics.map((tactic) => (
        <li key={tactic}>
          <a className="chip tactic" href={hrefOf(['tactics', tacticSlug(tactic)])}>
            {tacticSlug(tactic)}
          </a>
        </li>
      ))}
      {attack.map(({ id, name, parent }) => (
        <li key={id}>
          <a className="chip" href={hrefOf(['techniques', id])}>
            <span className="mono">{id}</span> {parent?.name && `${parent.name}: `}
            {name ?? 'not in ATT&CK'}
          </a>
        </li>
      ))}
    </ul>
  )
}

const tacticSlug = (name: string): string => name.toLowerCase().replaceAll(' ', '-')

function Chips({ kind, names }: { readonly kind: string; readonly names: readonly string[] }) {
  if (names.length === 0) return <p>None is named.</p>
  return (
    <ul className="chips">
      {[...new Set(names)].map((name) => (
        <li key={name}>
          <a className="chip" href={hrefOf([kind, name])}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}
