/** One step of a path into JSON or XML: a member or element by name, one of several by number, all of them, or an attribute of XML. */
export type PathStep =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'attribute'; readonly name: string }

const STEP = /\{(@?[^{}]*)\}|\.|([^.{]+)/y

/**
 * A path such as `a.b{0}.c{}` or `a.b{@id}`. `null` when it is none.
 * Source: Splunk Search Reference, "spath", Location path expressions; "JSON functions", json_extract().
 */
export function parsePath(text: string): readonly PathStep[] | null {
  const steps: PathStep[] = []
  STEP.lastIndex = 0
  while (STEP.lastIndex < text.length) {
    const match = STEP.exec(text)
    if (!match) return null
    const [, inBraces, key] = match
    if (key !== undefined) steps.push({ kind: 'key', key })
    if (inBraces === undefined) continue
    if (inBraces === '') steps.push({ kind: 'all' })
    else if (/^\d+$/.test(inBraces)) steps.push({ kind: 'element', index: Number(inBraces) })
    else if (inBraces.startsWith('@')) steps.push({ kind: 'attribute', name: inBraces.slice(1) })
    else return null
  }
  return steps
}
