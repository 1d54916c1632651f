import type { Attack } from '../detections/attack.ts'

/** A technique of ATT&CK as a page shows it. Of an id that ATT&CK does not have, only the id is known. */
export interface TechniqueEntry {
  readonly id: string
  readonly name: string | null
  /** Names: `Lateral Movement`. */
  readonly tactics: readonly string[]
  readonly url: string
  /** Of a sub-technique. */
  readonly parent: { readonly id: string; readonly name: string | null } | null
}

export function techniqueEntry(attack: Attack, id: string): TechniqueEntry {
  const technique = attack.technique(id)
  const [parentId = id] = id.split('.')
  return {
    id,
    name: technique?.name ?? null,
    tactics: technique?.tactics ?? [],
    url: techniqueUrl(id),
    parent:
      parentId === id ? null : { id: parentId, name: attack.technique(parentId)?.name ?? null },
  }
}

const techniqueUrl = (id: string): string =>
  `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
