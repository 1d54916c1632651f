import type { Severity } from '../../../src/detections/detection.ts'

/** A colour and the word: neither stands alone. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return <span className={`severity ${severity}`}>{severity}</span>
}
