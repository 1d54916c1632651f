/**
 * PyYAML, and so Splunk's own tools, let the lines of a quoted text go on in the first column; YAML 1.2 wants them indented. Folding
 * drops such blanks, so indenting the lines changes no value. Gives the text with those lines indented by one space, and how to find
 * an offset of it in the original; `null` when nothing was to be changed.
 */
export function indentQuotedLines(
  text: string,
): { text: string; original: (offset: number) => number } | null {
  const inserted: number[] = []
  const parts: string[] = []
  let copied = 0
  for (const line of unindentedQuotedLines(text)) {
    parts.push(text.slice(copied, line), ' ')
    inserted.push(line + inserted.length)
    copied = line
  }
  if (inserted.length === 0) return null
  parts.push(text.slice(copied))
  return { text: parts.join(''), original: (offset) => offset - countBelow(inserted, offset) }
}

/** Starts of the lines in the first column that lie inside a quoted value of a top-level key. */
function* unindentedQuotedLines(text: string): Generator<number> {
  const opening = /^[\w-]+:[ \t]+(['"])/gm
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const quote = match[1] as string
    const closed = closingQuote(text, opening.lastIndex, quote)
    if (closed === -1) return
    for (let at = text.indexOf('\n', opening.lastIndex); at !== -1 && at < closed; ) {
      const line = at + 1
      if (line <= closed && !/[\s]/.test(text[line] ?? ' ')) yield line
      at = text.indexOf('\n', line)
    }
    opening.lastIndex = closed
  }
}

function closingQuote(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    const found = text[at]
    if (found === '\\' && quote === '"') at++
    else if (found === quote && quote === "'" && text[at + 1] === "'") at++
    else if (found === quote) return at
  }
  return -1
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}
