import type { ChunkBytes } from './bytes.ts'

/**
 * One chunk of 64 KiB, the unit of EVTX: names and templates are referred to by offsets that never leave it.
 * `bytes` always has the full size; what a truncated file lacks is zero.
 */
export interface Chunk extends ChunkBytes {
  /** Where the chunk begins in the file. */
  readonly fileOffset: number
  /** How many of the bytes were really in the file. */
  readonly end: number
  readonly maxDepth: number
  readonly maxEventBytes: number
  readonly names: Map<number, string>
  /** By offset; `null` while a definition is being read, so that one within itself is noticed. */
  readonly templates: Map<number, Template | null>
  /** Start (high half) and size (low half) of every substitution value of the chunk's records. */
  places: Uint32Array
  placeCount: number
  /** Bytes of template definitions read so far. Honest definitions do not overlap, so more than the chunk means a trap. */
  templateBytes: number
  /** Characters that events longer than the limit may still take, all together. */
  cutLength: number
}

/** A piece of element content or of an attribute's value, as a template lays it out. */
export type Part = Literal | Substitution | Element | Instance

export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cdata'; readonly text: string }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'instruction'; readonly target: string; readonly text: string }

/** A place to be filled from an instance's values. When optional, a null value removes the element or attribute around it. */
export interface Substitution {
  readonly kind: 'substitution'
  readonly index: number
  readonly optional: boolean
}

export interface Attribute {
  readonly name: string
  /** What stands before the value, the quote included. */
  readonly before: string
  readonly parts: readonly Part[]
  /** The value when it does not depend on substitutions. */
  readonly constant: string | null
  /** The substitution when the value is nothing else. */
  readonly sole: Substitution | null
}

export interface Element {
  readonly kind: 'element'
  readonly name: string
  /** The name without a namespace prefix. */
  readonly localName: string
  readonly attributes: readonly Attribute[]
  readonly parts: readonly Part[]
  /** Written as `<a/>`. */
  readonly empty: boolean
  /** The substitution when the content is nothing else: the usual leaf. */
  readonly sole: Substitution | null
  /** The substitution whose null value removes the element (MS-EVEN6 3.1.4.7.2), or -1. */
  readonly dependency: number
  /** `<a b='c'>` when no attribute depends on substitutions; an empty element's, `<a b='c'`, ends with its end tag. */
  readonly startTag: string | null
  readonly endTag: string
  /** What the datum is called when this is a leaf of EventData: the Name of `<Data>`, else the local name; `null` varies. */
  readonly dataName: string | null
  /** The content when it is nothing but usual leaves of known names: what EventData nearly always is. */
  readonly leaves: readonly Leaf[] | null
}

export type Leaf = Element & { readonly sole: Substitution; readonly dataName: string }

/** Where a member of System comes from: a constant, the number of a substitution, several parts, or nowhere. */
export type Slot = string | number | readonly Part[] | null

/** A definition; once read it serves all chunks that have it. */
export interface Template {
  readonly parts: readonly Part[]
  /** Empty when this is not the definition of a whole event. */
  readonly event: EventLayout
  /** Bytes of the definition, without what stands before it. */
  readonly size: number
  /** Levels of elements and of templates within it. */
  readonly depth: number
  /** Characters that the definition itself brings into each rendering. */
  readonly weight: number
  /** How often one substitution is used at most; more than once lets nested values multiply. */
  readonly mostUses: number
  /** Characters repeated for each item of an array, at most; `mostWeight` when values are repeated with them. */
  readonly repeatWeight: number
  readonly problem: string | null
}

export interface EventLayout {
  readonly system: SystemSlots
  /** Content of `<Event>` besides System. */
  readonly sections: readonly Part[]
}

export type SystemSlots = Readonly<Record<SystemMember, Slot>>

export type SystemMember =
  | 'provider'
  | 'guid'
  | 'eventSourceName'
  | 'eventId'
  | 'qualifiers'
  | 'version'
  | 'level'
  | 'task'
  | 'opcode'
  | 'keywords'
  | 'systemTime'
  | 'recordId'
  | 'activityId'
  | 'relatedActivityId'
  | 'processId'
  | 'threadId'
  | 'channel'
  | 'computer'
  | 'userId'

/** A template definition that is being read, and what its meaning depends on besides its own bytes. */
export interface Definition {
  /** Where it begins in the chunk. */
  readonly start: number
  readonly names: NameUse[]
  /** Whether there are instances of templates in it, whose values belong to the chunk. */
  hasInstances: boolean
}

export interface NameUse {
  /** Where the name's offset stands in the definition. */
  readonly at: number
  readonly name: string
  /** Whether the chunk keeps the name right here. */
  readonly isInline: boolean
}

/** A template with values. The values stay bytes in the chunk until asked for. */
export interface Instance {
  readonly kind: 'instance'
  readonly chunk: Chunk
  readonly template: Template
  /** How many values there are. */
  readonly count: number
  /** Offset of the value descriptors: size (2 bytes), type, padding. */
  readonly descriptors: number
  /** Index of the first value in `chunk.places`. */
  readonly firstPlace: number
  /** The values that are BinXML themselves. */
  readonly fragments: readonly NestedFragment[]
  /** Bound on the characters of its rendering. */
  readonly weight: number
}

export interface NestedFragment {
  readonly index: number
  readonly parts: readonly Part[]
  readonly weight: number
}
