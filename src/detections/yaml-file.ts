import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import { lineIndex, type PlacedText } from './placed-text.ts'
import type { ContentCode, ContentProblem, Place } from './problem.ts'
import { indentQuotedLines } from './quoted-lines.ts'
import { type ScalarStyle, scalarOffsets } from './scalar-offsets.ts'

/** A file that parsed, with what was found wrong in it so far. */
export interface YamlFile {
  readonly path: string
  /** The file as it was read. */
  readonly text: string
  readonly problems: ContentProblem[]
  /** Notes a problem at an offset of the file's text. */
  report(code: ContentCode, severity: ContentProblem['severity'], at: number, message: string): void
  placed(node: Node, text: string): PlacedText
  placeAt(offset: number): Place
  resolve(node: unknown): Node | null
}

/** A mapping of a file. Read it with `textAt`, `numberAt` and so on, which report values of a wrong type instead of giving them. */
export interface YamlMapping {
  readonly file: YamlFile
  readonly offset: number
  readonly entries: ReadonlyMap<string, YamlEntry>
}

interface YamlEntry {
  readonly keyOffset: number
  readonly value: Node | null
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
  const { document, source, original, indented } = parsed
  const reportAt: YamlFile['report'] = (code, severity, at, message) =>
    report(code, severity, original(at), message)
  if (indented !== null)
    report('YML0103', 'note', indented, 'the lines of a quoted text should be indented')
  const [error] = document.errors
  if (error !== undefined) {
    reportAt('YML0101', 'error', error.pos[0], errorMessage(error))
    return { root: null, problems }
  }
  for (const warning of document.warnings)
    reportAt('YML0103', 'note', warning.pos[0], firstLine(warning.message))

  const placeAt = (offset: number) => placeOf(original(offset))
  const file: YamlFile = {
    path,
    text,
    problems,
    report: reportAt,
    placed: (node, value) => placedText(node, value, source, placeAt),
    placeAt,
    resolve: aliasResolver(document, reportAt),
  }
  const root = document.contents
  if (!isMap(root)) {
    const found =
      root === null ? 'the file is empty' : 'the file is not a mapping of keys to values'
    report('YML0101', 'error', 0, found)
    return { root: null, problems }
  }
  return { root: mappingOf(file, root), problems }
}

/** The mapping of a node that is one; reports keys that stand twice. */
export function mappingOf(file: YamlFile, node: Node): YamlMapping | null {
  if (!isMap(node)) return null
  const entries = new Map<string, YamlEntry>()
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const keyOffset = key.range?.[0] ?? 0
    if (entries.has(name))
      file.report(
        'YML0102',
        'error',
        keyOffset,
        `the key "${name}" stands twice; the last one counts`,
      )
    entries.set(name, { keyOffset, value: file.resolve(value) })
  }
  return { file, offset: node.range?.[0] ?? 0, entries }
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
  readonly document: Document
  readonly source: string
  readonly original: (offset: number) => number
  /** Where the first line that had to be indented stands in the original. */
  readonly indented: number | null
}

function parseLeniently(text: string): Parsed | string {
  const document = parse(text)
  if (typeof document === 'string') return document
  const strict = { document, source: text, original: (offset: number) => offset, indented: null }
  if (document.errors[0]?.code !== 'MISSING_CHAR') return strict
  const repaired = indentQuotedLines(text)
  if (repaired === null) return strict
  const second = parse(repaired.text)
  if (typeof second === 'string' || second.errors.length > 0) return strict
  const { original } = repaired
  return { document: second, source: repaired.text, original, indented: document.errors[0].pos[0] }
}

const tooDeep = 'the YAML is too deeply nested'

function parse(text: string): Document | string {
  try {
    return parseDocument(text, {
      // The library's own check compares each key with each other one.
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'silent',
    }) as Document
  } catch (error) {
    if (error instanceof RangeError) return tooDeep
    throw error
  }
}

function aliasResolver(document: Document, report: YamlFile['report']): YamlFile['resolve'] {
  let anchors: Map<string, Node> | null = null
  return (node) => {
    if (!isAlias(node)) return isScalar(node) || isMap(node) || isSeq(node) ? node : null
    anchors ??= anchoredNodes(document)
    const found = anchors.get(node.source)
    if (found !== undefined) return found
    const message = `there is no &${node.source} for the alias *${node.source}`
    report('YML0101', 'error', node.range?.[0] ?? 0, message)
    return null
  }
}

function anchoredNodes(document: Document): Map<string, Node> {
  const anchors = new Map<string, Node>()
  visit(document, {
    Value(_, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
  })
  return anchors
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

function placedText(
  node: Node,
  text: string,
  source: string,
  placeOf: (offset: number) => Place,
): PlacedText {
  const start = node.range?.[0] ?? 0
  const end = node.range?.[1] ?? start
  const style = isScalar(node) ? (styles[node.type ?? ''] ?? 'plain') : 'plain'
  let offsets: Uint32Array | null = null
  const offsetOf = (offset: number) => {
    offsets ??= scalarOffsets(source, start, end, style, text)
    return offsets[Math.min(Math.max(offset, 0), text.length)] as number
  }
  return {
    text,
    get place() {
      return placeOf(start)
    },
    placeAt: (offset) => placeOf(offsetOf(offset)),
  }
}

function errorMessage({ code, message }: YAMLError): string {
  return code === 'RESOURCE_EXHAUSTION' ? tooDeep : firstLine(message)
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] as string
  return line.charAt(0).toLowerCase() + line.slice(1)
}
