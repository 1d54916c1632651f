/**
 * The text in lines of at most so many characters, broken at blanks where there are any.
 * @param maxLines what does not fit in as many is cut, and the last line ends in an ellipsis
 */
export function wrapped(
  text: string,
  width: number,
  maxLines: number = Number.POSITIVE_INFINITY,
): string[] {
  const characters = [...text.trim()]
  const length = Math.max(width, 2)
  const lines: string[] = []
  let at = 0
  while (at < characters.length) {
    const rest = characters.length - at
    if (rest > length && lines.length + 1 >= maxLines) {
      const last = characters.slice(at, at + length - 1).join('')
      return [...lines, `${last.trimEnd()}…`]
    }
    const end = at + (rest <= length ? rest : lineLength(characters, at, length))
    lines.push(characters.slice(at, end).join('').trimEnd())
    at = end
    while (characters[at] === ' ') at++
  }
  return lines
}

/** Up to the last blank, unless that would leave most of the line empty. */
function lineLength(characters: readonly string[], at: number, length: number): number {
  for (let end = length; end > length / 2; end--) if (characters[at + end] === ' ') return end
  return length
}
