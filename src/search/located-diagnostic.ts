import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { lineAndColumn } from '../diagnostics/span.ts'
import type { Source } from '../language/source.ts'

/** A diagnostic with the place where its cause was written. */
export interface LocatedDiagnostic {
  readonly code: string
  readonly severity: Diagnostic['severity']
  readonly message: string
  readonly advice?: string
  /** From 1, in the text of the search; of something inside a macro the place of its call. */
  readonly line?: number
  readonly column?: number
}

export function locateDiagnostic(
  { code, severity, message, advice, span }: Diagnostic,
  source: Source,
): LocatedDiagnostic {
  const place = span && source.locate(span)[0]
  return {
    code,
    severity,
    message,
    ...(advice !== undefined && { advice }),
    ...(place && lineAndColumn(place.text, place.span.start)),
  }
}
