import type { YAMLError } from 'yaml'
import { type ParsedYaml, parseYaml } from './parse-yaml.ts'
import { lineIndex, type PlacedText } from './placed-text.ts'
import type { ContentCode, ContentProblem, Place } from './problem.ts'
import { indentQuotedLines } from './quoted-lines.ts'
import { type ScalarStyle, scalarOffsets } from './scalar-offsets.ts'
import type { YamlNode, YamlScalar, YamlValue } from './yaml-node.ts'

/** A file that parsed, with what was found wrong in it so far. */
export interface YamlFile {
  readonly path: string
  /** The file as it was read. */
  readonly text: string
  readonly problems: ContentProblem[]
  /** Notes a problem at an offset of the file's text. */
  report(code: ContentCode, severity: ContentProblem['severity'], at: number, message: string): void
  placed(node: YamlScalar, text: string): PlacedText
  placeAt(offset: number): Place
  /** The node itself, or that which an alias stands for; reports one that stands for nothing. */
  resolve(node: YamlValue): YamlNode | null
}

/** A mapping of a file. Read it with `textAt`, `numberAt` and so on, which report values of a wrong type instead of giving them. */
export interface YamlMapping {
  readonly file: YamlFile
  readonly offset: number
  readonly entries: ReadonlyMap<string, YamlEntry>
}

interface YamlEntry {
  readonly keyOffset: number
  readonly value: YamlNode | null
}

/** Content of this size is not written by people; larger files are refused before any work is done on them. */
const maxCharacters = 2 << 20
const maxProblems = 100

/**
 * Parses one file whose top is a mapping. `root` is `null` when that fails, and the first problem with severity `error` says why.
 * Duplicate keys are reported and the last one counts, as for Splunk's tools. Never throws; aliases are looked up, never copied.
 */
export function openYaml(
  path: string,
  text: string,
): { root: YamlMapping | null; problems: readonly ContentProblem[] } {
  const problems: ContentProblem[] = []
  const placeOf = lineIndex(text)
  const report = reporter(path, problems, placeOf)
  if (text.length > maxCharacters) {
    report('YML0101', 'error', 0, `the file is larger than ${maxCharacters >> 20} MiB`)
    return { root: null, problems }
  }
  const parsed = parseLeniently(text)
  if (typeof parsed === 'string') {
    report('YML0101', 'error', 0, parsed)
    return { root: null, problems }
  }
  const { yaml, source, original, indented } = parsed
  const reportAt: YamlFile['report'] = (code, severity, at, message) =>
    report(code, severity, original(at), message)
  if (indented !== null)
    report('YML0103', 'note', indented, 'the lines of a quoted text should be indented')
  const [error] = yaml.errors
  if (error !== undefined) {
    reportAt('YML0101', 'error', error.pos[0], errorMessage(error))
    return { root: null, problems }
  }
  for (const warning of yaml.warnings)
    reportAt('YML0103', 'note', warning.pos[0], firstLine(warning.message))

  const places: Places = { source, placeAt: placesBehind(placeOf, original) }
  const file: YamlFile = {
    path,
    text,
    problems,
    report: reportAt,
    placed: (node, value) => new ScalarText(value, node, places),
    placeAt: places.placeAt,
    resolve: aliasResolver(yaml, reportAt),
  }
  const { root } = yaml
  if (root?.kind !== 'map') {
    const found =
      root === null ? 'the file is empty' : 'the file is not a mapping of keys to values'
    report('YML0101', 'error', 0, found)
    return { root: null, problems }
  }
  return { root: mappingOf(file, root), problems }
}

/** The mapping of a node that is one; reports keys that stand twice. */
export function mappingOf(file: YamlFile, node: YamlNode): YamlMapping | null {
  if (node.kind !== 'map') return null
  const entries = new Map<string, YamlEntry>()
  for (const { key, keyOffset, value } of node.pairs) {
    if (entries.has(key))
      file.report(
        'YML0102',
        'error',
        keyOffset,
        `the key "${key}" stands twice; the last one counts`,
      )
    entries.set(key, { keyOffset, value: file.resolve(value) })
  }
  return { file, offset: node.start, entries }
}

function reporter(path: string, problems: ContentProblem[], placeOf: (offset: number) => Place) {
  return (
    code: ContentCode,
    severity: ContentProblem['severity'],
    at: number,
    message: string,
  ): void => {
    if (problems.length > maxProblems) return
    const place = placeOf(at)
    problems.push(
      problems.length < maxProblems
        ? { code, severity, message, path, place }
        : { code, severity, message: 'further problems of this file are not listed', path, place },
    )
  }
}

interface Parsed {
  readonly yaml: ParsedYaml
  readonly source: string
  readonly original: (offset: number) => number
  /** Where the first line that had to be indented stands in the original. */
  readonly indented: number | null
}

function parseLeniently(text: string): Parsed | string {
  const yaml = parseYaml(text)
  if (yaml === null) return tooDeep
  const strict = { yaml, source: text, original: (offset: number) => offset, indented: null }
  if (yaml.errors[0]?.code !== 'MISSING_CHAR') return strict
  const repaired = indentQuotedLines(text)
  if (repaired === null) return strict
  const second = parseYaml(repaired.text)
  if (second === null || second.errors.length > 0) return strict
  const { original } = repaired
  return { yaml: second, source: repaired.text, original, indented: yaml.errors[0].pos[0] }
}

const tooDeep = 'the YAML is too deeply nested'

const aliasResolver =
  ({ anchored }: ParsedYaml, report: YamlFile['report']): YamlFile['resolve'] =>
  (node) => {
    if (node?.kind !== 'alias') return node
    const found = anchored(node.name)
    if (found !== undefined) return found
    const message = `there is no &${node.name} for the alias *${node.name}`
    report('YML0101', 'error', node.start, message)
    return null
  }

/** What texts of a file share. */
interface Places {
  readonly source: string
  placeAt(offset: number): Place
}

/** A function of its own: one within `openYaml` would keep the tree of the file as long as any of its texts. */
const placesBehind =
  (placeOf: (offset: number) => Place, original: (offset: number) => number) =>
  (offset: number): Place =>
    placeOf(original(offset))

/** A class, since a content repository has a hundred thousand of them. */
class ScalarText implements PlacedText {
  readonly text: string
  readonly #places: Places
  readonly #start: number
  readonly #end: number
  readonly #style: ScalarStyle
  #offsets: Uint32Array | null = null

  constructor(text: string, { start, end, style }: YamlScalar, places: Places) {
    this.text = text
    this.#places = places
    this.#start = start
    this.#end = end
    this.#style = style
  }

  get place(): Place {
    return this.#places.placeAt(this.#start)
  }

  placeAt(offset: number): Place {
    const { source, placeAt } = this.#places
    this.#offsets ??= scalarOffsets(source, this.#start, this.#end, this.#style, this.text)
    const at = Math.min(Math.max(offset, 0), this.text.length)
    return placeAt(this.#offsets[at] as number)
  }
}

function errorMessage({ code, message }: YAMLError): string {
  return code === 'RESOURCE_EXHAUSTION' ? tooDeep : firstLine(message)
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] as string
  return line.charAt(0).toLowerCase() + line.slice(1)
}
