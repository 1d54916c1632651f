/**
 * Reads JSON and tells each value that is no object or array with its path as `spath` writes it: `a.b`, `list{}`, `list{}.c`. Numbers are
 * told as they are written, so none loses digits. False when the text is not JSON, or nested too deeply.
 */
export function flattenJson(text: string, tell: (path: string, value: string) => void): boolean {
  let at = 0

  const skipBlanks = (): void => {
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      at++
    }
  }

  const readString = (): string | undefined => {
    const start = at++
    let plain = true
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === BACKSLASH) {
        plain = false
        at++
      } else if (code === QUOTE) {
        at++
        if (plain) return text.slice(start + 1, at - 1)
        return unescaped(text.slice(start, at))
      }
    }
    return undefined
  }

  const readMember = (path: string, depth: number): boolean => {
    skipBlanks()
    if (text.charCodeAt(at) !== QUOTE) return false
    const key = readString()
    skipBlanks()
    if (key === undefined || text[at] !== ':') return false
    at++
    return readValue(path === '' ? key : `${path}.${key}`, depth)
  }

  const readItems = (close: string, readItem: () => boolean): boolean => {
    at++
    skipBlanks()
    if (text[at] === close) {
      at++
      return true
    }
    for (;;) {
      if (!readItem()) return false
      skipBlanks()
      const next = text[at++]
      if (next === close) return true
      if (next !== ',') return false
    }
  }

  const readValue = (path: string, depth: number): boolean => {
    if (depth > maxDepth) return false
    skipBlanks()
    switch (text[at]) {
      case '{':
        return readItems('}', () => readMember(path, depth + 1))
      case '[': {
        const item = `${path}{}`
        return readItems(']', () => readValue(item, depth + 1))
      }
      case '"': {
        const value = readString()
        if (value !== undefined) tell(path, value)
        return value !== undefined
      }
      default: {
        literal.lastIndex = at
        const value = literal.exec(text)?.[0]
        if (value === undefined) return false
        at += value.length
        tell(path, value)
        return true
      }
    }
  }

  if (!readValue('', 0)) return false
  skipBlanks()
  return at === text.length
}

const QUOTE = 34
const BACKSLASH = 92
const maxDepth = 200
const literal = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

function unescaped(quotedText: string): string | undefined {
  try {
    return JSON.parse(quotedText) as string
  } catch {
    return undefined
  }
}
