/** Names of the groups of a PCRE pattern in order, each once. Escaped brackets and those in character classes do not count. */
export function groupNamesOf(pattern: string): readonly string[] {
  const names = new Set<string>()
  let inClass = false
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]
    if (char === '\\') at++
    else if (inClass) inClass = char !== ']'
    else if (char === '[') {
      inClass = true
      // A bracket right behind the opening one is a member of the class.
      if (pattern[at + 1] === '^') at++
      if (pattern[at + 1] === ']') at++
    } else if (char === '(') {
      opening.lastIndex = at
      const name = opening.exec(pattern)?.[1]
      if (name !== undefined) names.add(name)
    }
  }
  return [...names]
}

const opening = /\(\?(?:P?<|')([A-Za-z_]\w*)[>']/y
