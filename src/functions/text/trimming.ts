/** What is trimmed unless characters are given. Source: Splunk Search Reference, "Text functions", trim(). */
export const BLANKS = ' \t'

/** The text without any of these characters at its start. */
export function trimStart(text: string, characters: string): string {
  let at = 0
  while (at < text.length && characters.includes(characterAt(text, at))) {
    at += characterAt(text, at).length
  }
  return text.slice(at)
}

/** The text without any of these characters at its end. */
export function trimEnd(text: string, characters: string): string {
  let end = text.length
  while (end > 0) {
    const pair = end > 1 ? characterAt(text, end - 2) : ''
    const last = pair.length === 2 ? pair : (text[end - 1] as string)
    if (!characters.includes(last)) break
    end -= last.length
  }
  return text.slice(0, end)
}

const characterAt = (text: string, at: number): string =>
  String.fromCodePoint(text.codePointAt(at) as number)
