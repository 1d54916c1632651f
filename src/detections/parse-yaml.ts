import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type YAMLError,
  type YAMLWarning,
} from 'yaml'
import { readBlockYaml } from './read-block-yaml.ts'
import type { ScalarStyle } from './scalar-offsets.ts'
import type { YamlNode, YamlPair, YamlValue } from './yaml-node.ts'

/** A YAML file as a tree. */
export interface ParsedYaml {
  readonly root: YamlValue
  /** The node with an anchor of this name; of several the last. */
  anchored(name: string): YamlNode | undefined
  readonly errors: readonly YAMLError[]
  readonly warnings: readonly YAMLWarning[]
}

/** `null` when it is too deeply nested. Aliases stay what they are: what they stand for may never end. */
export function parseYaml(text: string): ParsedYaml | null {
  const root = readBlockYaml(text)
  if (root !== null) return { root, anchored: () => undefined, errors: [], warnings: [] }
  return parseAnyYaml(text)
}

/** As `parseYaml`, by the library whatever the text. */
export function parseAnyYaml(text: string): ParsedYaml | null {
  try {
    const document: Document = parseDocument(text, {
      // The library's own check compares each key with each other one.
      uniqueKeys: false,
      stringKeys: true,
      prettyErrors: false,
      logLevel: 'silent',
    })
    const { errors, warnings } = document
    const { root, anchors } = treeOf(document)
    return { root, anchored: (name) => anchors.get(name), errors, warnings }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function treeOf(document: Document) {
  const anchors = new Map<string, YamlNode>()
  return { root: treeAt(document.contents), anchors }

  function treeAt(node: unknown): YamlValue {
    if (isAlias(node)) return { kind: 'alias', name: node.source, start: startOf(node) }
    if (isScalar(node)) {
      const [start, end] = node.range ?? [0, 0]
      const source = node.source ?? String(node.value)
      const style = styles[node.type ?? ''] ?? 'plain'
      return anchored(node, { kind: 'scalar', value: node.value, source, style, start, end })
    }
    if (isSeq(node)) {
      const items: YamlValue[] = []
      const list = anchored(node, { kind: 'list', items, start: startOf(node) })
      for (const item of node.items) items.push(treeAt(item))
      return list
    }
    if (!isMap(node)) return null
    const pairs: YamlPair[] = []
    const map = anchored(node, { kind: 'map', pairs, start: startOf(node) })
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue
      pairs.push({ key: String(key.value), keyOffset: startOf(key), value: treeAt(value) })
    }
    return map
  }

  function anchored({ anchor }: { anchor?: string }, node: YamlNode): YamlNode {
    if (anchor !== undefined) anchors.set(anchor, node)
    return node
  }
}

const startOf = ({ range }: { range?: readonly number[] | null | undefined }): number =>
  range?.[0] ?? 0

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}
