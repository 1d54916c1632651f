/** Lines of CSV as cells. Quotes enclose cells with commas, line breaks and doubled quotes; empty lines are passed over. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\r|$)/y
  const endLine = () => {
    if (cells.length > 1 || cells[0] !== '') lines.push(cells)
    cells = []
  }
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex
    const match = cell.exec(text)
    if (!match) {
      // Text behind a closing quote belongs to nothing: it is taken as it stands, up to the next comma.
      const end = /[,\r\n]|$/g
      end.lastIndex = start + 1
      const at = end.exec(text)?.index ?? text.length
      cells.push(text.slice(start, at))
      cell.lastIndex = at + 1
      if (text[at] !== ',') endLine()
      continue
    }
    const [, inQuotes, plain = '', separator] = match
    cells.push(inQuotes === undefined ? plain : inQuotes.replaceAll('""', '"'))
    if (separator === ',') {
      if (cell.lastIndex >= text.length) cells.push('')
    } else endLine()
  }
  if (cells.length > 0) endLine()
  return lines
}
