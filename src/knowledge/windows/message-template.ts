/**
 * The text that Windows shows for an event, with its data filled in: `{Name}` takes the datum of that name, `{0}` the first
 * unnamed one. It works both ways: data give the message (EVTX and XML carry none), a message gives the data (classic text
 * carries nothing else).
 */
export interface MessageTemplate {
  render(value: (name: string) => string | null): string
  /** The data in a message, or `null` when it was not made from this template. Linear in the message. */
  read(message: string): Map<string, string> | null
}

/**
 * @param template Literal text and placeholders. Between two placeholders there must be literal text. `{Name*}` marks the one whose value may
 *   hold the literal texts around it (a script): what follows it is looked for from the end.
 */
export function messageTemplate(template: string): MessageTemplate {
  const pieces = template.split(/\{(\w+\*?)\}/)
  const literals = pieces.filter((_, index) => index % 2 === 0)
  const marked = pieces.filter((_, index) => index % 2 === 1)
  const names = marked.map((name) => name.replace('*', ''))
  const greedy = marked.findIndex((name) => name.endsWith('*'))
  return {
    render: (value) =>
      literals
        .map((literal, index) => {
          const name = names[index]
          return name === undefined ? literal : literal + (value(name) ?? '')
        })
        .join('')
        .trimEnd(),
    read(message) {
      // Trailing white space is lost in many logs; the last literal may end in it.
      const cuts = cutMessage(message, literals, greedy)
      if (!cuts) return null
      return new Map(names.map((name, index) => [name, cuts[index] as string]))
    },
  }
}

/** The text between the literals, those after the greedy place found from the end. */
function cutMessage(
  message: string,
  literals: readonly string[],
  greedy: number,
): readonly string[] | null {
  const last = literals.length - 1
  const first = literals[0] as string
  if (!message.startsWith(first)) return null
  const starts = [first.length]
  const ends: number[] = []
  const forward = greedy < 0 ? last - 1 : greedy
  for (let i = 1; i <= forward; i++) {
    const found = message.indexOf(literals[i] as string, starts[i - 1])
    if (found < 0) return null
    ends[i - 1] = found
    starts[i] = found + (literals[i] as string).length
  }
  let end = message.length
  if (last > 0) {
    const tail = literals[last] as string
    if (!message.endsWith(tail)) return null
    end -= tail.length
    ends[last - 1] = end
  }
  for (let i = last - 1; i > forward; i--) {
    const literal = literals[i] as string
    const found = lastLiteral(message, literal, end)
    if (found < 0 || found < (starts[forward] as number)) return null
    starts[i] = Math.min(found + literal.length, end)
    ends[i - 1] = found
    end = found
  }
  return starts.slice(0, last).map((start, index) => message.slice(start, ends[index]))
}

/** Where the literal last begins before `end`; at the very end its trailing blank may be missing. */
function lastLiteral(message: string, literal: string, end: number): number {
  const trimmed = literal.trimEnd()
  if (end === message.length && message.endsWith(trimmed)) return end - trimmed.length
  return message.lastIndexOf(literal, end - literal.length)
}
