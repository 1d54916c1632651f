/** What is looked at: the work grows with the product of both lengths. */
const longestValue = 20_000
const longestWanted = 500

/** Where in the value the longest part begins that it has in common with one of these texts; case does not count. 0 when there is none. */
export function commonPart(value: string, wanted: readonly string[]): number {
  const text = value.slice(0, longestValue).toLowerCase()
  let longest = 0
  let start = 0
  for (const other of wanted.map((each) => each.slice(0, longestWanted).toLowerCase())) {
    let lengths = new Uint16Array(other.length + 1)
    for (let at = 0; at < text.length; at++) {
      const next = new Uint16Array(other.length + 1)
      for (let place = 0; place < other.length; place++) {
        if (text[at] !== other[place]) continue
        const length = lengths[place]! + 1
        next[place + 1] = length
        if (length > longest) {
          longest = length
          start = at + 1 - length
        }
      }
      lengths = next
    }
  }
  return start
}
