import type { ListedDetection } from '../../../src/http/api-types.ts'
import { Section } from '../parts/section.tsx'
import { SeverityMark } from '../parts/severity-mark.tsx'
import { hrefOf } from '../router.ts'

/** The detections that something is about. */
export function DetectionLinks({ items }: { readonly items: readonly ListedDetection[] }) {
  return (
    <Section title={`Detections (${items.length})`} id="detections">
      {items.length === 0 && <p>There is none.</p>}
      <ul className="item-list">
        {items.map(({ slug, name, severity }) => (
          <li key={slug}>
            <a href={hrefOf(['detections', slug])}>{name}</a>
            <SeverityMark severity={severity} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
