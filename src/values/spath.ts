import { type PathStep, parsePath } from './structured-path.ts'
import { multivalueOf, type Scalar, type Value } from './value.ts'
import { parseXml, type XmlElement } from './xml-tree.ts'

/**
 * What a path leads to in a text of JSON or XML, as `spath` gives it: the values in order, arrays, objects and elements as their text;
 * `null` when there is nothing or the text is neither. Arrays of JSON count from 0, elements of XML from 1.
 * Source: Splunk Search Reference, "spath", Location path expressions.
 */
export function spathValue(text: string, path: string): Value {
  const steps = parsePath(path)
  if (!steps) return null
  if (text.trimStart().startsWith('<')) {
    const elements = parseXml(text)
    return elements && multivalueOf(xmlValues(elements, steps))
  }
  const json = parseJson(text)
  return json === undefined ? null : multivalueOf(jsonValues(json, steps))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function jsonValues(json: unknown, steps: readonly PathStep[]): Scalar[] {
  let found: readonly unknown[] = [json]
  for (const step of steps) found = found.flatMap((one) => followJson(one, step))
  return found.flatMap((one) => scalarOfJson(one) ?? [])
}

function followJson(json: unknown, step: PathStep): readonly unknown[] {
  if (Array.isArray(json)) {
    if (step.kind === 'all') return json
    return step.kind === 'element' && step.index < json.length ? [json[step.index]] : []
  }
  if (typeof json !== 'object' || json === null || step.kind !== 'key') return []
  return Object.hasOwn(json, step.key) ? [(json as Record<string, unknown>)[step.key]] : []
}

/** `null` when the value is nested too deeply to be printed. */
function scalarOfJson(json: unknown): Scalar | null {
  if (typeof json === 'string' || typeof json === 'number') return json
  try {
    return JSON.stringify(json)
  } catch {
    return null
  }
}

function xmlValues(elements: readonly XmlElement[], steps: readonly PathStep[]): Scalar[] {
  let among: readonly XmlElement[] = elements
  let found: readonly XmlElement[] = []
  for (const step of steps) {
    if (step.kind === 'key') {
      found = among.filter(({ name }) => name === step.key)
    } else if (step.kind === 'element') {
      const one = found[step.index - 1]
      found = one ? [one] : []
    } else if (step.kind === 'attribute') {
      return found.flatMap(({ attributes }) => attributes.get(step.name) ?? [])
    }
    among = found.flatMap(({ children }) => children)
  }
  return found.map((element) => (element.children.length > 0 ? printXml(element) : element.text))
}

/** Elements inside an element, printed without recursion: their depth has no limit. */
function printXml({ children, text }: XmlElement): string {
  const pieces: string[] = text === '' ? [] : [escapeXml(text)]
  const waiting: (XmlElement | string)[] = [...children].reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string') {
      pieces.push(next)
      continue
    }
    const attributes = [...next.attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    pieces.push(`<${next.name}${attributes.join('')}>${escapeXml(next.text)}`)
    waiting.push(`</${next.name}>`, ...[...next.children].reverse())
  }
  return pieces.join('')
}

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&${names[character]};`)

const names: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }
