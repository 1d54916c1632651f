/** A pattern being read: code points one by one, with what PCRE's flags say at this place. */
export interface PatternReader {
  readonly source: string
  at: number
  flags: PatternFlags
  /** Deeper nesting than PCRE's own limit would end in a stack overflow here. */
  depth: number
  /** Groups opened so far. */
  groups: number
  readonly groupNames: string[]
  /** Groups in the whole pattern, known beforehand: they decide what `\12` means. */
  readonly totalGroups: number
  readonly nameReferences: { readonly name: string; readonly offset: number }[]
  readonly namesInPattern: ReadonlyMap<string, readonly number[]>
}

export interface PatternFlags {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly extended: boolean
  readonly ungreedy: boolean
}

/** Thrown while parsing and caught where parsing starts. */
export class PatternSyntaxError extends Error {
  readonly offset: number
  constructor(problem: string, offset: number) {
    super(problem)
    this.offset = offset
  }
}

export const failAt = (reader: PatternReader, problem: string, offset = reader.at): never => {
  throw new PatternSyntaxError(problem, offset)
}

export const peek = (reader: PatternReader): string => reader.source.charAt(reader.at)

export const looksAt = (reader: PatternReader, text: string): boolean =>
  reader.source.startsWith(text, reader.at)

/** Steps over the text if it stands here. */
export function take(reader: PatternReader, text: string): boolean {
  if (!looksAt(reader, text)) return false
  reader.at += text.length
  return true
}

/** Steps over what the sticky expression matches here. */
export function takeMatch(reader: PatternReader, form: RegExp): RegExpExecArray | null {
  form.lastIndex = reader.at
  const match = form.exec(reader.source)
  if (match) reader.at += match[0].length
  return match
}

export function takeCode(reader: PatternReader): number {
  const code = reader.source.codePointAt(reader.at)
  if (code === undefined) return failAt(reader, 'the pattern ends too early')
  reader.at += code > 0xffff ? 2 : 1
  return code
}
