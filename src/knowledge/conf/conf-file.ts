/** Where a setting, or something that is wrong, stands. Lines count from 1. */
export interface ConfPlace {
  readonly path: string
  readonly line: number
}

export interface Setting extends ConfPlace {
  readonly value: string
}

/** Something in a file of settings that has no effect as written. */
export interface ConfProblem extends ConfPlace {
  /** One sentence without a full stop, lower case first letter. */
  readonly message: string
}

/** Settings by name, in the order in which names first come. */
export type Stanza = ReadonlyMap<string, Setting>

/** Stanzas by name; settings that stand before the first stanza belong to `default`. */
export type ConfFile = ReadonlyMap<string, Stanza>

export interface ParsedConf {
  readonly stanzas: ConfFile
  readonly problems: readonly ConfProblem[]
}

/**
 * Reads a `.conf` file. Names are case-sensitive; of two settings of one name the later counts, stanzas of one name are one stanza. A
 * backslash at the end of a line takes the next line in, with the line break. Only whole lines are comments.
 * Source: Splunk Admin Manual, "How to edit a configuration file".
 */
export function parseConf(path: string, text: string): ParsedConf {
  const stanzas = new Map<string, Map<string, Setting>>()
  const problems: ConfProblem[] = []
  let name = defaultStanza
  for (const { line, text: written } of logicalLines(text)) {
    const trimmed = written.trim()
    if (trimmed === '' || trimmed.startsWith('#')) continue
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) {
      name = trimmed.slice(1, -1).trim()
      if (!stanzas.has(name)) stanzas.set(name, new Map())
      continue
    }
    const mark = trimmed.indexOf('=')
    if (mark <= 0) {
      problems.push({ path, line, message: 'neither a stanza, a setting nor a comment' })
      continue
    }
    const stanza = stanzas.get(name) ?? new Map<string, Setting>()
    stanzas.set(name, stanza)
    const value = trimmed.slice(mark + 1).trim()
    stanza.set(trimmed.slice(0, mark).trim(), { value, path, line })
  }
  return { stanzas, problems }
}

export const defaultStanza = 'default'

interface LogicalLine {
  readonly line: number
  readonly text: string
}

function* logicalLines(text: string): Iterable<LogicalLine> {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at] as string
    const line = at + 1
    if (!first.endsWith('\\') || first.trimStart().startsWith('#')) {
      yield { line, text: first }
      continue
    }
    const parts = [first]
    while ((parts.at(-1) as string).endsWith('\\') && at + 1 < lines.length) {
      parts[parts.length - 1] = (parts.at(-1) as string).slice(0, -1)
      parts.push(lines[++at] as string)
    }
    yield { line, text: parts.join('\n') }
  }
}

/** The words that `disabled`, `iseval` and others take for yes. */
export const isYes = (setting: Setting | undefined): boolean =>
  setting !== undefined && /^(?:1|t|true|y|yes|enabled?)$/i.test(setting.value)
