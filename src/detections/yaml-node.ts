import type { ScalarStyle } from './scalar-offsets.ts'

/** What stands in a YAML file. Offsets are those of its text, in UTF-16 units. */
export type YamlNode = YamlScalar | YamlList | YamlMap

export interface YamlScalar {
  readonly kind: 'scalar'
  /** By the types of YAML 1.2: a text, number, truth value or null; what tags make of it otherwise. */
  readonly value: unknown
  /** As written, without quotes and with its lines folded. */
  readonly source: string
  readonly style: ScalarStyle
  /** Both enclose it with its quotes or its `|` header. */
  readonly start: number
  readonly end: number
}

export interface YamlList {
  readonly kind: 'list'
  readonly items: readonly YamlValue[]
  readonly start: number
}

export interface YamlMap {
  readonly kind: 'map'
  readonly pairs: readonly YamlPair[]
  readonly start: number
}

export interface YamlPair {
  readonly key: string
  readonly keyOffset: number
  readonly value: YamlValue
}

/** Stands for the node with an anchor of this name; where there is none nothing is known of it. */
export interface YamlAlias {
  readonly kind: 'alias'
  readonly name: string
  readonly start: number
}

/** `null` where not even an empty scalar stands. */
export type YamlValue = YamlNode | YamlAlias | null
