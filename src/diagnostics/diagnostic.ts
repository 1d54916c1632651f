import type { DiagnosticCode } from './codes.ts'
import type { Span } from './span.ts'

export type Severity = 'error' | 'warning' | 'note'

/** What is wrong with a text, and where. Collected and returned; only bugs and I/O are thrown. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** One sentence without a full stop, lower case first letter. */
  readonly message: string
  /** In the macro-expanded text of the search (see `language/source.ts`, which finds where that was written). */
  readonly span?: Span
  /** What stands beside the carets. */
  readonly label?: string
  readonly advice?: string
}
