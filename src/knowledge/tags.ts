import { foldCase } from '../values/fold-case.ts'
import { type ConfFile, defaultStanza } from './conf/conf-file.ts'

/** Tags of the values of fields. */
export interface Tags {
  /** Fields whose values have tags. */
  readonly fields: readonly string[]
  /** Values compare without case. */
  of(field: string, value: string): readonly string[]
}

/** Source: tags.conf specification. */
export function readTags(conf: ConfFile): Tags {
  const byField = new Map<string, Map<string, string[]>>()
  for (const [name, stanza] of conf) {
    const mark = name.indexOf('=')
    if (name === defaultStanza || mark <= 0) continue
    const field = name.slice(0, mark).trim()
    const values = byField.get(field) ?? new Map<string, string[]>()
    byField.set(field, values)
    const enabled = [...stanza].filter(([, { value }]) => value.toLowerCase() === 'enabled')
    const key = foldCase(decoded(name.slice(mark + 1).trim()))
    values.set(key, [...(values.get(key) ?? []), ...enabled.map(([tag]) => tag)])
  }
  return {
    fields: [...byField.keys()],
    of: (field, value) => byField.get(field)?.get(foldCase(value)) ?? [],
  }
}

/** Signs that a stanza cannot hold are written as in addresses. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
