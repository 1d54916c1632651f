import type { WindowsDatum, WindowsEvent, WindowsSystem } from '../../contract/event.ts'
import type { Instance, Slot } from './binxml-model.ts'
import { u64 } from './bytes.ts'
import { mayHaveDatum } from './data-names.ts'
import { collectData, renderedMessage } from './event-data.ts'
import { type EvtxElement, treeOf } from './event-tree.ts'
import { renderXml } from './event-xml.ts'
import { filetimeSeconds } from './filetime.ts'
import { sizeAt, slotText, startAt, textAt, typeAt } from './instance.ts'
import { valueTypes } from './value-types.ts'

/**
 * System, each member decoded when asked for. A class, because its accessors live on the prototype: an object literal
 * would make twenty closures for every record of a log.
 */
class EvtxSystem implements WindowsSystem {
  readonly #root: Instance
  readonly #recordOffset: number

  constructor(root: Instance, recordOffset: number) {
    this.#root = root
    this.#recordOffset = recordOffset
  }

  get provider(): string | null {
    return slotText(this.#root, this.#root.template.event.system.provider)
  }
  get guid(): string | null {
    return guidOf(this.#root, this.#root.template.event.system.guid)
  }
  get eventSourceName(): string | null {
    return slotText(this.#root, this.#root.template.event.system.eventSourceName)
  }
  get eventId(): string | null {
    return slotText(this.#root, this.#root.template.event.system.eventId)
  }
  get qualifiers(): string | null {
    return slotText(this.#root, this.#root.template.event.system.qualifiers)
  }
  get version(): string | null {
    return slotText(this.#root, this.#root.template.event.system.version)
  }
  get level(): string | null {
    return slotText(this.#root, this.#root.template.event.system.level)
  }
  get task(): string | null {
    return slotText(this.#root, this.#root.template.event.system.task)
  }
  get opcode(): string | null {
    return slotText(this.#root, this.#root.template.event.system.opcode)
  }
  get keywords(): string | null {
    return slotText(this.#root, this.#root.template.event.system.keywords)
  }
  get systemTime(): string | null {
    return slotText(this.#root, this.#root.template.event.system.systemTime)
  }
  /** Falls back on the record's own header, which always has it. */
  get recordId(): string | null {
    return (
      slotText(this.#root, this.#root.template.event.system.recordId) ??
      String(u64(this.#root.chunk.bytes, this.#recordOffset + 8))
    )
  }
  get activityId(): string | null {
    return guidOf(this.#root, this.#root.template.event.system.activityId)
  }
  get relatedActivityId(): string | null {
    return guidOf(this.#root, this.#root.template.event.system.relatedActivityId)
  }
  get processId(): string | null {
    return slotText(this.#root, this.#root.template.event.system.processId)
  }
  get threadId(): string | null {
    return slotText(this.#root, this.#root.template.event.system.threadId)
  }
  get channel(): string | null {
    return slotText(this.#root, this.#root.template.event.system.channel)
  }
  get computer(): string | null {
    return slotText(this.#root, this.#root.template.event.system.computer)
  }
  get userId(): string | null {
    return slotText(this.#root, this.#root.template.event.system.userId)
  }
  get user(): null {
    return null
  }
}

/** A definition may hold a GUID as text. */
const hasLowerCase = /[a-f]/

function guidOf(root: Instance, slot: Slot): string | null {
  if (typeof slot === 'number' && typeAt(root, slot) === valueTypes.guid)
    return textAt(root, slot) || null
  const text = slotText(root, slot)
  return text !== null && hasLowerCase.test(text) ? text.toUpperCase() : text
}

/** A record whose values are still bytes in its chunk. */
class EvtxEvent implements WindowsEvent {
  readonly kind = 'windows'
  readonly shape = 'evtx'
  readonly system: WindowsSystem
  readonly #root: Instance
  readonly #recordOffset: number
  readonly #maxLength: number
  #data: readonly WindowsDatum[] | null = null

  constructor(root: Instance, recordOffset: number, maxLength: number) {
    this.#root = root
    this.#maxLength = maxLength
    this.#recordOffset = recordOffset
    this.system = new EvtxSystem(root, recordOffset)
  }

  get offset(): number {
    return this.#root.chunk.fileOffset + this.#recordOffset
  }

  /** TimeCreated, or when that is missing the time at which the record was written. */
  get time(): number | null {
    const root = this.#root
    const { chunk } = root
    const slot = root.template.event.system.systemTime
    if (typeof slot === 'number' && typeAt(root, slot) === valueTypes.filetime) {
      if (sizeAt(root, slot) === 8) return filetimeSeconds(chunk, startAt(root, slot))
    } else if (slot !== null) {
      const milliseconds = Date.parse(slotText(root, slot) ?? '')
      if (!Number.isNaN(milliseconds)) return milliseconds / 1000
    }
    return filetimeSeconds(chunk, this.#recordOffset + 16)
  }

  raw(): string {
    return renderXml([this.#root], this.#maxLength).text
  }

  data(): readonly WindowsDatum[] {
    if (this.#data === null) {
      const root = this.#root
      this.#data = collectData(root, root.template.event.sections, this.#maxLength)
    }
    return this.#data
  }

  mayHave(name: string): boolean {
    const root = this.#root
    return mayHaveDatum(root, root.template.event.sections, name)
  }

  message(): string | null {
    const root = this.#root
    return renderedMessage(root, root.template.event.sections, this.#maxLength)
  }

  tree(): EvtxElement | null {
    return treeOf([this.#root], this.#maxLength)[0] ?? null
  }
}

/** The event of the record at an offset of its chunk; what it tells is cut to `maxLength` characters. */
export function createEvent(root: Instance, recordOffset: number, maxLength: number): WindowsEvent {
  return new EvtxEvent(root, recordOffset, maxLength)
}

/** All elements of an event of this format, for tools and tests that need more than System and the data; else `null`. */
export function recordTree(event: WindowsEvent): EvtxElement | null {
  return event instanceof EvtxEvent ? event.tree() : null
}
