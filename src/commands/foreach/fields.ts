import type { Batch } from '../../contract/batch.ts'
import type { Scope } from '../../contract/command.ts'
import { capturesOf, hasStar } from '../shared-field-names.ts'
import { runOver, type Template } from '../shared-template.ts'

export interface FieldPlaceholders {
  readonly fieldstr: string
  readonly matchstr: string
  readonly matchseg1: string
  readonly matchseg2: string
  readonly matchseg3: string
  readonly names: readonly string[]
  readonly body: Template
}

interface Match {
  readonly field: string
  readonly captured: readonly string[]
  /** From the first to the last part that a wildcard stands for. */
  readonly whole: string
}

function matchesOf(pattern: string, fields: readonly string[]): readonly Match[] {
  if (!hasStar(pattern)) return [{ field: pattern, captured: [], whole: '' }]
  const before = pattern.indexOf('*')
  const after = pattern.length - pattern.lastIndexOf('*') - 1
  return fields.flatMap((field) => {
    const captured = capturesOf(pattern, field)
    return captured ? [{ field, captured, whole: field.slice(before, field.length - after) }] : []
  })
}

/** All places are filled at once, so that a name which looks like a placeholder is left alone. */
function filledIn(args: FieldPlaceholders, { field, captured, whole }: Match): string {
  const values = new Map([
    [args.matchseg1, captured[0] ?? ''],
    [args.matchseg2, captured[1] ?? ''],
    [args.matchseg3, captured[2] ?? ''],
    [args.matchstr, whole],
    [args.fieldstr, field],
  ])
  const names = [...values.keys()].filter((name) => name !== '')
  const any = new RegExp(
    names.map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'),
    'g',
  )
  return args.body.text.replace(any, (name) => values.get(name) ?? name)
}

/** The commands once for each field, one after the other. */
export async function overFields(
  args: FieldPlaceholders,
  rows: Batch,
  scope: Scope,
  signal: AbortSignal,
): Promise<Batch> {
  const fields = rows.fields()
  const matches = new Map<string, Match>()
  for (const name of args.names) {
    for (const match of matchesOf(name, fields)) {
      if (!matches.has(match.field)) matches.set(match.field, match)
    }
  }
  if (matches.size === 0) return rows
  const text = [...matches.values()].map((match) => filledIn(args, match)).join(' | ')
  return await runOver(text, args.body.span, rows, scope, signal)
}
