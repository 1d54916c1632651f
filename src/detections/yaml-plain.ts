import type { YamlMapping } from './yaml-file.ts'
import type { YamlNode, YamlScalar } from './yaml-node.ts'

/** More than this many values come only of aliases that repeat each other. */
const maxValues = 100_000

/**
 * A mapping as plain data: objects, lists, texts, numbers and truth values. Keys without a value are left out. `null` when its aliases
 * stand for more than anybody writes.
 */
export function plainOf({ file, entries }: YamlMapping): Record<string, unknown> | null {
  let left = maxValues
  const plainValue = (node: YamlNode): unknown => {
    if (left-- <= 0) throw tooMany
    if (node.kind === 'scalar') return scalarValue(node)
    if (node.kind === 'list') return node.items.map((item) => itemValue(file.resolve(item)))
    const result: Record<string, unknown> = Object.create(null)
    for (const { key, value } of node.pairs) {
      const resolved = file.resolve(value)
      if (resolved !== null) set(result, key, plainValue(resolved))
    }
    return result
  }
  const itemValue = (node: YamlNode | null): unknown => (node === null ? null : plainValue(node))
  try {
    const result: Record<string, unknown> = Object.create(null)
    for (const [key, { value }] of entries) if (value !== null) set(result, key, plainValue(value))
    return result
  } catch (error) {
    // An alias within its own anchor never ends.
    if (error === tooMany || error instanceof RangeError) return null
    throw error
  }
}

const tooMany = new Error('too many values')

function set(object: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== null) object[key] = value
}

/** Hexadecimal numbers and the like stay as they are written. */
const scalarValue = ({ value, source }: YamlScalar): unknown =>
  typeof value === 'bigint' ? source : value
