import { expandMacros, type MacroTable } from '../language/source.ts'
import type { Content } from './content.ts'
import { savedSearchName } from './risk-index.ts'

/** The searches of detections by the names that they have in Splunk, for `savedsearch`; the last of one name counts. */
export function contentSearches(
  { detections }: Content,
  macros: MacroTable,
): (name: string) => string | undefined {
  const texts = new Map(detections.map((each) => [savedSearchName(each), each.search.text]))
  return (name) => {
    const text = texts.get(name)
    if (text === undefined) return undefined
    const { source, diagnostics } = expandMacros(text, macros)
    // What could not be expanded is told where the search is read.
    return diagnostics.length > 0 ? text : source.text
  }
}
