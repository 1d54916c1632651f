import type { Element, Instance, Part } from './binxml-model.ts'
import { fragmentAt } from './instance.ts'

/**
 * Whether a leaf of EventData or UserData may be of this name, or of one with other characters in place of underscores. Templates tell
 * the names of nearly all data, so that those events which lack a name need not be decoded.
 */
export function mayHaveDatum(
  instance: Instance | null,
  parts: readonly Part[],
  name: string,
): boolean {
  for (const part of parts) {
    if (part.kind === 'element') {
      if (isData(part) && mayBeIn(instance, part, name)) return true
    } else if (part.kind === 'instance') {
      if (mayHaveDatum(part, part.template.parts, name)) return true
    } else if (part.kind === 'substitution' && instance) {
      const fragment = fragmentAt(instance, part.index)
      if (fragment && mayHaveDatum(null, fragment, name)) return true
    }
  }
  return false
}

const isData = ({ localName }: Element): boolean =>
  localName === 'EventData' || localName === 'UserData'

function mayBeIn(instance: Instance | null, section: Element, name: string): boolean {
  // Values that are BinXML bring names of their own.
  if (instance && instance.fragments.length > 0) return true
  let names = known.get(section)
  if (names === undefined) {
    names = namesIn(section)
    known.set(section, names)
  }
  return names === null || names.has(name)
}

/** By section of a definition, whose names are the same for all its records. */
const known = new WeakMap<Element, ReadonlySet<string> | null>()

const word = /^\w*$/

/** `null` when they cannot be told. */
function namesIn(section: Element): ReadonlySet<string> | null {
  const names = new Set<string>()
  const open: Element[] = [section]
  for (let element = open.pop(); element; element = open.pop()) {
    for (const part of element.parts) {
      if (part.kind === 'instance') return null
      if (part.kind !== 'element') continue
      if (part.dataName === null || !word.test(part.dataName)) return null
      names.add(part.dataName)
      open.push(part)
    }
  }
  return names
}
