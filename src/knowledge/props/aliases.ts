/** One `FIELDALIAS-` pair. */
export interface FieldAlias {
  readonly original: string
  readonly alias: string
  /** `ASNEW`: only events that have no field of that name get it, and none loses one. */
  readonly onlyNew: boolean
}

/** `src AS dest, "a b" ASNEW c`: the pairs, or `null` when it is not written so. Source: props.conf specification, FIELDALIAS. */
export function parseAliases(text: string): readonly FieldAlias[] | null {
  const words = [...text.matchAll(/"([^"]*)"|'([^']*)'|([^\s,"']+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? (plain as string),
  )
  const aliases: FieldAlias[] = []
  for (let at = 0; at < words.length; at += 3) {
    const [original, as, alias] = words.slice(at, at + 3)
    if (original === undefined || alias === undefined || !/^as(?:new)?$/i.test(as ?? ''))
      return null
    aliases.push({ original, alias, onlyNew: as?.toLowerCase() === 'asnew' })
  }
  return aliases.length > 0 ? aliases : null
}
