/** Lines of CSV as cells. Quotes enclose cells with commas, line breaks and doubled quotes; empty lines are passed over. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = []
  const quoteAfter = finderOf(text, '"')
  const feedAfter = finderOf(text, '\n')
  const returnAfter = finderOf(text, '\r')
  let at = 0
  while (at < text.length) {
    const end = Math.min(feedAfter(at), returnAfter(at))
    if (quoteAfter(at) >= end) {
      // Without quotes, as most lines are, only commas matter.
      if (end > at) lines.push(text.slice(at, end).split(','))
      at = lineAfter(text, end)
    } else {
      const line = lineWithQuotes(text, at)
      if (line.cells.length > 1 || line.cells[0] !== '') lines.push(line.cells)
      at = lineAfter(text, line.end)
    }
  }
  return lines
}

/** Where the character stands next, the length of the text where it does not: asked from left to right, the text is looked through once. */
function finderOf(text: string, character: string): (from: number) => number {
  let place = -1
  return (from) => {
    if (place < from) {
      const found = text.indexOf(character, from)
      place = found === -1 ? text.length : found
    }
    return place
  }
}

const lineAfter = (text: string, end: number): number =>
  end + (text.startsWith('\r\n', end) ? 2 : 1)

function lineWithQuotes(text: string, from: number): { cells: string[]; end: number } {
  const cells: string[] = []
  const ends = /[,\r\n]/g
  for (let at = from; ; at++) {
    const close = text[at] === '"' ? closingQuote(text, at) : -1
    let end = close + 1
    if (close !== -1 && (end === text.length || /[,\r\n]/.test(text.charAt(end)))) {
      cells.push(text.slice(at + 1, close).replaceAll('""', '"'))
    } else {
      // With text behind its closing quote, or without one, a cell is taken as it stands.
      ends.lastIndex = at
      end = ends.exec(text)?.index ?? text.length
      cells.push(text.slice(at, end))
    }
    if (text[end] !== ',') return { cells, end }
    at = end
  }
}

/** Of the quote that stands there; -1 when it is not closed. */
function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  return close
}
