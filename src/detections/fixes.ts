import { indentQuotedLines } from './quoted-lines.ts'

/** What to write instead, where nothing is to be decided: at the place, or in the rest of its line, `written` becomes `instead`. */
export interface Fix {
  readonly written: string
  readonly instead: string
}

/** What is needed of a diagnostic. */
interface Fixable {
  readonly code: string
  readonly line: number
  readonly column: number
  readonly fix?: Fix
}

/** The text of a file with all that can be fixed, and how many of its problems that were. */
export function fixedText(
  text: string,
  diagnostics: readonly Fixable[],
): { readonly text: string; readonly fixed: number } {
  const starts = lineStarts(text)
  const edits = diagnostics.flatMap(({ fix, line, column }) => {
    if (fix === undefined) return []
    const from = (starts[line - 1] ?? text.length) + column - 1
    const at = text.indexOf(fix.written, from)
    const end = text.indexOf('\n', from)
    if (at < 0 || (end >= 0 && at > end)) return []
    return [{ at, end: at + fix.written.length, instead: fix.instead }]
  })
  edits.sort((a, b) => b.at - a.at || b.end - a.end)
  let result = text
  let fixed = 0
  let limit = text.length
  for (const { at, end, instead } of edits) {
    // Two fixes of one place: the second is for the next run.
    if (end > limit) continue
    result = `${result.slice(0, at)}${instead}${result.slice(end)}`
    limit = at
    fixed++
  }
  // Lines that only need blanks before them are moved last, for that moves all places.
  const indented = diagnostics.some(({ code }) => code === 'YML0103')
    ? indentQuotedLines(result)
    : null
  return indented === null ? { text: result, fixed } : { text: indented.text, fixed: fixed + 1 }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
