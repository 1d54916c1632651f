import type { WindowsDatum, WindowsEvent, WindowsSystem } from '../contract/event.ts'
import type { JsonObject } from './json-object.ts'

/** One way of writing a Windows event as a JSON object. All functions see only objects that `finds` accepted. */
export interface JsonShape {
  /** The object that the other functions are given, mostly the one asked about; `undefined` when it is of another shape. */
  finds(object: JsonObject): JsonObject | undefined
  /** `timeZone` is meant where the object's time tells none. */
  time(object: JsonObject, timeZone: string): number | null
  /** The System part; `text` is the object's own, for numbers that a double cannot hold. */
  system(object: JsonObject, text: string, time: number | null): WindowsSystem
  data(object: JsonObject, text: string): readonly WindowsDatum[]
  /** As `WindowsEvent` means it. */
  mayHave(object: JsonObject, name: string): boolean
  message(object: JsonObject): string | null
}

/** A class, because one is made for each event of a file and its members are mostly never asked. */
export class JsonWindowsEvent implements WindowsEvent {
  readonly kind = 'windows'
  readonly shape = 'json'
  readonly offset: number
  readonly time: number | null
  readonly #text: string
  readonly #object: JsonObject
  readonly #form: JsonShape
  #system: WindowsSystem | undefined
  #data: readonly WindowsDatum[] | undefined

  constructor(form: JsonShape, object: JsonObject, text: string, offset: number, timeZone: string) {
    this.offset = offset
    this.time = form.time(object, timeZone)
    this.#text = text
    this.#object = object
    this.#form = form
  }

  get system(): WindowsSystem {
    this.#system ??= this.#form.system(this.#object, this.#text, this.time)
    return this.#system
  }

  raw(): string {
    return this.#text
  }

  data(): readonly WindowsDatum[] {
    this.#data ??= this.#form.data(this.#object, this.#text)
    return this.#data
  }

  mayHave(name: string): boolean {
    return this.#form.mayHave(this.#object, name)
  }

  message(): string | null {
    return this.#form.message(this.#object)
  }
}
