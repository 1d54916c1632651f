import type { DrilldownEntry } from '../../../src/catalogue/detection-entry.ts'
import { CopyButton } from '../parts/copy-button.tsx'
import { SplBlock } from '../parts/spl.tsx'

/** The templates; those of a finding are filled, and run. */
export function Drilldowns({ drilldowns }: { readonly drilldowns: readonly DrilldownEntry[] }) {
  return drilldowns.map(({ name, search, earliest, latest }) => (
    <div key={name} className="drilldown">
      <div className="section-head">
        <h3>{name}</h3>
        <CopyButton text={search} what={`the search of ${name}`} />
      </div>
      <SplBlock text={search} />
      {(earliest !== null || latest !== null) && (
        <p className="note">
          From <code>{earliest ?? 'the beginning'}</code> to <code>{latest ?? 'now'}</code>
        </p>
      )}
    </div>
  ))
}
