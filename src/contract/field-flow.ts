/** What a stage does to the fields of its rows. Names may hold `*` wildcards where the command allows them. */
export interface FieldFlow {
  /** Fields the stage reads, whatever is asked of it later. */
  readonly needs?: readonly string[]
  /** Fields it makes or overwrites. */
  readonly adds?: readonly string[]
  /** Fields that are gone after it. */
  readonly removes?: readonly string[]
  /** Which fields of its input come out besides: all (the default), none, or just these. */
  readonly passes?: 'all' | 'none' | readonly string[]
  /** It makes fields that cannot be named before it runs (`xyseries`, `kv`): the analysis stays silent after it. */
  readonly addsUnknown?: boolean
  /** With `addsUnknown`: the names after it follow from those before it (`rename a.* AS *`), and this tells which they are. */
  readonly renames?: (names: ReadonlySet<string>) => ReadonlySet<string>
  /** It reads every field there is (`fieldsummary`, bare `transpose`). */
  readonly needsAll?: boolean
}
