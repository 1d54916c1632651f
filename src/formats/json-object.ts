export type JsonObject = Readonly<Record<string, unknown>>

/** The object that a text is, or why it is none: no JSON, no object, or nested too deep. */
export function parseObject(text: string, maxDepth: number): JsonObject | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'no valid JSON'
  }
  if (!isObject(value)) return 'no JSON object'
  return mayBeDeeper(text, maxDepth) && isDeeper(value, maxDepth)
    ? `an object nested deeper than ${maxDepth}`
    : value
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object under a name, an empty one when there is none. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = ownValue(object, name)
  return isObject(value) ? value : {}
}

/** A member of the object itself: names that objects inherit, like `constructor`, are names like any other. */
export function ownValue(object: JsonObject, name: string): unknown {
  const value = object[name]
  // What they inherit are functions, which JSON has none of; looking is several times faster than asking whether it is their own.
  if (typeof value !== 'function' && name !== '__proto__') return value
  return Object.hasOwn(object, name) ? value : undefined
}

/** Most objects have fewer brackets than they may be deep. */
function mayBeDeeper(text: string, maxDepth: number): boolean {
  let left = maxDepth
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      left--
      if (left < 0) return true
    }
  }
  return false
}

function isDeeper(value: object, maxDepth: number): boolean {
  if (maxDepth === 0) return true
  for (const key in value) {
    const member = (value as Record<string, unknown>)[key]
    if (typeof member === 'object' && member !== null && isDeeper(member, maxDepth - 1)) return true
  }
  return false
}

/** A value as text: numbers and truth values as JSON writes them, nothing for null, JSON for lists and objects. */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The text of a member that must not be empty, `null` for anything else. */
export function textAt(object: JsonObject, name: string): string | null {
  const value = ownValue(object, name)
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/**
 * The digits of an integer member. A number of 64 bits is more than a double holds, so its digits are looked up in the object's
 * text, where the name must occur once for that.
 */
export function integerAt(text: string, object: JsonObject, name: string): string | null {
  const value = ownValue(object, name)
  return typeof value === 'number' ? exactNumber(text, name, value) : textAt(object, name)
}

export function exactNumber(text: string, name: string, value: number): string {
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return String(value)
  const key = `"${name}"`
  const start = text.indexOf(key)
  if (start < 0 || text.includes(key, start + 1)) return bigText(value)
  const digits = /^\s*:\s*(-?\d+)/.exec(text.slice(start + key.length, start + key.length + 64))
  return digits?.[1] ?? bigText(value)
}

const bigText = (value: number): string => BigInt(value).toString()

/** Whether a member is of this name, or of one that has other characters in place of underscores. */
export function mayName(object: JsonObject, name: string): boolean {
  if (Object.hasOwn(object, name)) return true
  if (!name.includes('_')) return false
  for (const key in object) if (oddCharacter.test(key)) return true
  return false
}

const oddCharacter = /\W/
