import { environmentOf } from '../../src/app.ts'
import type { Content } from '../../src/detections/content.ts'
import type { Detection } from '../../src/detections/detection.ts'
import { loadContent } from '../../src/detections/load.ts'
import { readContentFiles } from '../../src/detections/read-content.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { foreignLookups } from '../../src/knowledge/foreign-lookups.ts'
import { prepareSearch } from '../../src/search/prepare-search.ts'

export interface CompiledDetection {
  readonly detection: Detection
  /**
   * `named`: refused because it uses a command, macro or lookup that is known to belong to somebody's add-on, and said so by name: nothing was
   * misunderstood.
   */
  readonly outcome: 'compiled' | 'named' | 'refused'
  readonly errors: readonly Diagnostic[]
  readonly warnings: readonly Diagnostic[]
}

/** @returns the content of a folder laid out like ESCU's repository, as `hunt` reads it */
export const contentOf = (folder: string): Content =>
  loadContent(
    readContentFiles([folder], () => {}),
    ['detections', 'macros', 'lookups'],
  )

/** Compiles every detection that is not deprecated. */
export function compileContent(content: Content): readonly CompiledDetection[] {
  const environment = environmentOf(content)
  const options = { now: 1_700_000_000, timeZone: 'UTC' }
  return content.detections
    .filter(({ deprecated }) => !deprecated)
    .map((detection) => {
      const { diagnostics } = prepareSearch(detection.search.text, environment, options)
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      const warnings = diagnostics.filter(({ severity }) => severity === 'warning')
      return { detection, outcome: outcomeOf(errors), errors, warnings }
    })
}

function outcomeOf(errors: readonly Diagnostic[]): CompiledDetection['outcome'] {
  if (errors.length === 0) return 'compiled'
  const named = errors.every(
    ({ code, message, advice }) =>
      ((code === 'SPL0501' || code === 'SPL0502') && advice !== undefined) ||
      (code === 'SPL0306' && foreignLookups.get(/"(.*)"/.exec(message)?.[1] ?? '') === advice),
  )
  return named ? 'named' : 'refused'
}
