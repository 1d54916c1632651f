import type { Cursor } from './cursor.ts'

/**
 * A piece of a command's argument syntax: how it is read, how it is printed, and what people are told about it.
 * `parse(print(value))` gives the value again, spans aside.
 */
export interface Syntax<T> {
  /** The form shown to people: `maxspan=<time>`, `<field-list>`. */
  readonly usage: string
  readonly arguments: readonly ArgumentDoc[]
  /** Reports to the cursor what is wrong and returns the best it can: reading goes on so that more can be said. */
  parse(cursor: Cursor): T
  print(value: T): string
}

export interface ArgumentDoc {
  readonly name: string
  readonly usage: string
  readonly about: string
  readonly required: boolean
  readonly default?: string | number | boolean
}
