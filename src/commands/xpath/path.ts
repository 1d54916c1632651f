import type { XmlElement } from '../../values/xml-tree.ts'

/** The part of XPath that finds elements, attributes and text; functions and axes by name are not known. */
export type XpathStep =
  | {
      readonly kind: 'element'
      /** `*` for any. */
      readonly name: string
      /** At any depth (`//`). */
      readonly anywhere: boolean
      readonly conditions: readonly Condition[]
    }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'text' }

type Condition =
  | { readonly kind: 'position'; readonly number: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'attribute'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'child'; readonly name: string; readonly value: string | undefined }

export type ParsedXpath = { readonly steps: readonly XpathStep[] } | { readonly problem: string }

const stepForm = /(\/\/|\/)?(?:(text\(\))|@([\w.:-]+|\*)|([\w.:-]+|\*))/y
const conditionForm =
  /\[\s*(?:(\d{1,9})|(last\(\))|@([\w.:-]+)(?:\s*=\s*("[^"]*"|'[^']*'))?|([\w.:-]+|\.)(?:\s*=\s*("[^"]*"|'[^']*'))?)\s*\]/y

const unquoted = (text: string | undefined): string | undefined => text?.slice(1, -1)

export function parseXpath(written: string): ParsedXpath {
  const text = written.trim()
  const steps: XpathStep[] = []
  let at = 0
  while (at < text.length) {
    stepForm.lastIndex = at
    const step = stepForm.exec(text)
    if (!step || (at > 0 && step[1] === undefined)) {
      return { problem: `"${text.slice(at)}" is not supported in an XPath` }
    }
    at = stepForm.lastIndex
    const [, slashes, isText, attribute, name = ''] = step
    if (isText !== undefined) steps.push({ kind: 'text' })
    else if (attribute !== undefined) steps.push({ kind: 'attribute', name: attribute })
    else {
      const { conditions, end } = readConditions(text, at)
      at = end
      steps.push({ kind: 'element', name, anywhere: slashes !== '/', conditions })
    }
  }
  return steps.length > 0 ? { steps } : { problem: 'the XPath is empty' }
}

function readConditions(
  text: string,
  start: number,
): { readonly conditions: readonly Condition[]; readonly end: number } {
  const conditions: Condition[] = []
  let end = start
  for (;;) {
    conditionForm.lastIndex = end
    const match = conditionForm.exec(text)
    if (!match) return { conditions, end }
    end = conditionForm.lastIndex
    const [, number, last, attribute, attributeValue, child, childValue] = match
    if (number !== undefined) conditions.push({ kind: 'position', number: Number(number) })
    else if (last !== undefined) conditions.push({ kind: 'last' })
    else if (attribute !== undefined) {
      conditions.push({ kind: 'attribute', name: attribute, value: unquoted(attributeValue) })
    } else if (child !== undefined) {
      conditions.push({ kind: 'child', name: child, value: unquoted(childValue) })
    }
  }
}

/** What the path finds, as text, in the order of the document. */
export function evaluateXpath(
  roots: readonly XmlElement[],
  steps: readonly XpathStep[],
): readonly string[] {
  let candidates: readonly (readonly XmlElement[])[] = [roots]
  let found: readonly XmlElement[] = []
  for (const step of steps) {
    if (step.kind === 'attribute') {
      return found.flatMap(({ attributes }) =>
        step.name === '*' ? [...attributes.values()] : (attributes.get(step.name) ?? []),
      )
    }
    if (step.kind === 'text') return found.map(({ text }) => text).filter((text) => text !== '')
    found = candidates.flatMap((siblings) => select(siblings, step))
    candidates = found.map(({ children }) => children)
  }
  return found.map(textWithin)
}

/** Positions count among the siblings that have the name. */
function select(
  siblings: readonly XmlElement[],
  step: Extract<XpathStep, { kind: 'element' }>,
): readonly XmlElement[] {
  const groups: (readonly XmlElement[])[] = [siblings]
  if (step.anywhere) {
    for (let next = 0; next < groups.length; next++) {
      for (const { children } of groups[next] as readonly XmlElement[]) {
        if (children.length > 0) groups.push(children)
      }
    }
  }
  return groups.flatMap((group) => {
    let matching = group.filter(({ name }) => step.name === '*' || name === step.name)
    for (const condition of step.conditions) {
      matching = matching.filter((element, index) =>
        holds(condition, element, index, matching.length),
      )
    }
    return matching
  })
}

function holds(condition: Condition, element: XmlElement, index: number, count: number): boolean {
  switch (condition.kind) {
    case 'position':
      return index + 1 === condition.number
    case 'last':
      return index + 1 === count
    case 'attribute': {
      const value = element.attributes.get(condition.name)
      return value !== undefined && (condition.value === undefined || value === condition.value)
    }
    case 'child': {
      const own =
        condition.name === '.'
          ? [element]
          : element.children.filter(({ name }) => name === condition.name)
      return own.some(
        (child) => condition.value === undefined || textWithin(child) === condition.value,
      )
    }
  }
}

/** Text of an element and of all inside it, without recursion: documents may be deep. */
function textWithin(element: XmlElement): string {
  const parts: string[] = []
  const waiting = [element]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.text !== '') parts.push(next.text)
    for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i] as XmlElement)
  }
  return parts.join(' ')
}
