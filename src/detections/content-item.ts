import type { Place } from './problem.ts'

/** What a content file of any kind has. Missing texts are empty. */
export interface ContentItem {
  readonly path: string
  /** The file as it was read. */
  readonly source: string
  readonly name: string
  readonly id: string
  readonly version: string
  /** Of the last change, `2026-03-10`. */
  readonly date: string
  readonly author: string
  /** `production`, `experimental`, `deprecated` …, lower case; empty when the file does not say. */
  readonly status: string
  readonly description: string
  readonly references: readonly string[]
  /** Where the key or item is written that the steps lead to (`'tags', 'product', 0`); of what is not there, where the nearest above it is. */
  placeOf(...steps: readonly (string | number)[]): Place
}
