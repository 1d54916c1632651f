import type { ResultRow } from './tokens.ts'

/**
 * What different logs call the computer and the user of an event. Published drilldowns name one of these where the search puts out another
 * (`$Computer$` where rows have `dest`).
 */
const names: Readonly<Record<string, readonly string[]>> = {
  system: ['computer', 'computername', 'dest', 'dest_host', 'dest_nt_host', 'host', 'hostname'],
  user: ['user', 'username', 'user_name', 'user_id', 'account_name', 'targetusername'],
}

interface RowObject {
  readonly field: string
  readonly value: string
  readonly type: string
}

/**
 * Values for the fields that a drilldown names and the row lacks, where the name can only mean the row's one risk object of that type.
 */
export function assumedValues(
  row: ResultRow,
  wanted: readonly string[],
  objects: readonly RowObject[],
): ReadonlyMap<string, RowObject> {
  const assumed = new Map<string, RowObject>()
  for (const name of wanted) {
    if (Object.hasOwn(row, name)) continue
    const type = Object.keys(names).find((each) => names[each]?.includes(name.toLowerCase()))
    const [only, ...others] = objects.filter((object) => object.type === type)
    if (only && others.length === 0) assumed.set(name, only)
  }
  return assumed
}
