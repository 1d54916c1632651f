import type { Finding } from './finding.ts'
import type { SkippedDetection } from './hunt.ts'

/** What `whippet hunt` tells, in the shape that its JSON output has. */
export interface HuntReport {
  readonly summary: HuntSummary
  readonly findings: readonly Finding[]
}

export interface HuntSummary {
  readonly files: number
  /** Before decompression. */
  readonly bytes: number
  readonly events: number
  /** Records, or larger parts of files, that could not be read. */
  readonly parseErrors: number
  /** What is unusual in a file but lost nothing: an empty file, a wrong checksum, bytes that are no UTF-8. */
  readonly notes: number
  /** That ran. */
  readonly detections: number
  readonly skipped: readonly SkippedDetection[]
  /** How long the hunt took, rounded down to tens of seconds: small hunts print the same bytes in every run. */
  readonly seconds: number
}
