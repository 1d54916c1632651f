/** Lines of CSV as cells. Quotes enclose cells with commas, line breaks and doubled quotes; empty lines are passed over. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = []
  let quote = text.indexOf('"')
  let at = 0
  while (at < text.length) {
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at)
    const end = lineEnd(text, at)
    if (quote === -1 || quote > end) {
      // Without quotes, as most lines are, only commas matter.
      if (end > at) lines.push(text.slice(at, end).split(','))
      at = end + (text.startsWith('\r\n', end) ? 2 : 1)
    } else {
      const line = lineWithQuotes(text, at)
      if (line.cells.length > 1 || line.cells[0] !== '') lines.push(line.cells)
      at = line.end
    }
  }
  return lines
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  const end = feed === -1 ? text.length : feed
  const before = text.slice(from, end).indexOf('\r')
  return before === -1 ? end : from + before
}

function lineWithQuotes(text: string, from: number): { cells: string[]; end: number } {
  const cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/y
  let at = from
  do {
    cell.lastIndex = at
    const match = cell.exec(text)
    if (match) {
      const [, inQuotes, plain = '', separator] = match
      cells.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'))
      at = cell.lastIndex
      if (separator !== ',') break
      if (at >= text.length) cells.push('')
    } else {
      // Text behind a closing quote belongs to nothing: it is taken as it stands, up to the next comma.
      const end = /[,\r\n]|$/g
      end.lastIndex = at + 1
      const stop = end.exec(text)?.index ?? text.length
      cells.push(text.slice(at, stop))
      at = stop + 1
      if (text[stop] !== ',') break
    }
  } while (at < text.length)
  return { cells, end: at }
}
