import type { MacroDefinition } from '../language/source.ts'
import type { Content } from './content.ts'

/**
 * The macros of content, by name, those with arguments as `name(2)`. Every detection has a filter macro named after its file; one that is
 * nowhere defined lets everything pass, as contentctl makes it.
 */
export function contentMacros({
  macros,
  detections,
}: Content): ReadonlyMap<string, MacroDefinition> {
  const table = new Map<string, MacroDefinition>()
  for (const { path } of detections) {
    const stem = /([^/\\]+)\.ya?ml$/i.exec(path)?.[1]
    if (!stem) continue
    const name = `${stem.toLowerCase()}_filter`
    table.set(name, { name, arguments: [], definition: 'search *' })
  }
  for (const macro of macros) {
    const count = macro.arguments.length
    table.set(count === 0 ? macro.name : `${macro.name}(${count})`, {
      name: macro.name,
      arguments: macro.arguments,
      definition: macro.definition.text,
    })
  }
  return table
}
