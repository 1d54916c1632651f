import type { NamedContent } from './known-content.ts'
import { type ContentFile, kindOfFolder } from './load.ts'

/**
 * Name and id of a content file by a look at its text, which takes a hundredth of the time of reading it; `null` where they do not stand there
 * plainly, or its folder does not tell what it is.
 */
export function scanNames({ path, text }: ContentFile): NamedContent | null {
  const kind = kindOfFolder(path)
  if (kind === null || kind === 'unused') return null
  const name = valueAt(text, 'name')
  if (name === null) return null
  const place = { line: 1, column: 1 }
  return { kind, name, id: (valueAt(text, 'id') ?? '').toLowerCase(), path, place }
}

/** Of a key at the top with a value in its line, without quotes or in plain ones. */
function valueAt(text: string, key: 'name' | 'id'): string | null {
  const line = lines[key].exec(text)?.[1]
  if (line === undefined || /^[>|&*!%@{[]/.test(line)) return null
  const quoted = /^(['"])([^'"\\]*)\1$/.exec(line)
  if (quoted) return quoted[2] as string
  return /['"]/.test(line.charAt(0)) || / #|: /.test(line) ? null : line
}

const lines = {
  // What goes on in the next line does not stand plainly.
  name: /^name:[ \t]+(.*?)[ \t]*\r?$(?!\n[ \t])/m,
  id: /^id:[ \t]+(.*?)[ \t]*\r?$(?!\n[ \t])/m,
} as const
