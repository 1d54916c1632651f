export const valueTypes = {
  null: 0x00,
  string: 0x01,
  ansiString: 0x02,
  int8: 0x03,
  uint8: 0x04,
  int16: 0x05,
  uint16: 0x06,
  int32: 0x07,
  uint32: 0x08,
  int64: 0x09,
  uint64: 0x0a,
  float: 0x0b,
  double: 0x0c,
  boolean: 0x0d,
  binary: 0x0e,
  guid: 0x0f,
  size: 0x10,
  filetime: 0x11,
  systemtime: 0x12,
  sid: 0x13,
  hexInt32: 0x14,
  hexInt64: 0x15,
  handle: 0x20,
  binXml: 0x21,
  xml: 0x23,
} as const

/** Set on the type of an array. */
export const arrayFlag = 0x80

const variable = 0
const unknown = -1

const sizes: Readonly<Record<keyof typeof valueTypes, number>> = {
  null: variable,
  string: variable,
  ansiString: variable,
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float: 4,
  double: 8,
  boolean: 4,
  binary: variable,
  guid: 16,
  size: variable,
  filetime: 8,
  systemtime: 16,
  sid: variable,
  hexInt32: 4,
  hexInt64: 8,
  handle: variable,
  binXml: variable,
  xml: variable,
}

const sizeOfType = new Int8Array(256).fill(unknown)
for (const name of Object.keys(sizes) as (keyof typeof sizes)[]) {
  sizeOfType[valueTypes[name]] = sizes[name]
}

const fixedSizes = sizeOfType.map((size) => Math.max(0, size))

/** The bytes that a value of a type takes; 0 when that varies or the type is unknown. */
export function fixedSize(type: number): number {
  return fixedSizes[type] as number
}

/** Whether `size` bytes can be a value of this type; an unset value of any type has no bytes. */
export function fitsType(type: number, size: number): boolean {
  const fixed = sizeOfType[type & ~arrayFlag] as number
  if (fixed === unknown) return false
  if (fixed === variable || size === 0 || fixed === size) return true
  return (type & arrayFlag) !== 0 && size % fixed === 0
}
