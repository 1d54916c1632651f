import type { Batch, Column } from '../contract/batch.ts'

export interface Projection {
  /** Output fields in order; asked for only when someone wants to see all. */
  fields(): readonly string[]
  column(name: string): Column | undefined
}

/** A batch of the same rows that shows other fields, made only when they are asked for. */
export function projected(input: Batch, { fields, column }: Projection): Batch {
  let names: readonly string[] | undefined
  return {
    length: input.length,
    fields() {
      names ??= fields()
      return names
    },
    column,
  }
}
