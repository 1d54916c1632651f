import { crc32, deflateRawSync } from 'node:zlib'

interface Member {
  readonly name: string
  readonly data: Uint8Array | string
  readonly method?: number
  readonly flags?: number
  readonly sum?: number
}

/** A zip archive; with flag 8 the sizes stand behind the data only. */
export function zip(members: readonly Member[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, method = 8, flags = 0, sum } of members) {
    const content = Buffer.from(data)
    const packed = method === 8 ? deflateRawSync(content) : content
    const fixed = Buffer.alloc(26)
    fixed.writeUInt16LE(20, 0)
    fixed.writeUInt16LE(flags, 2)
    fixed.writeUInt16LE(method, 4)
    fixed.writeUInt32LE(sum ?? crc32(content), 10)
    fixed.writeUInt32LE(packed.length, 14)
    fixed.writeUInt32LE(content.length, 18)
    fixed.writeUInt16LE(name.length, 22)
    const descriptor = Buffer.concat([Buffer.from('PK\x07\x08'), fixed.subarray(10, 22)])
    const local = Buffer.from(fixed)
    const isLate = (flags & 8) !== 0
    if (isLate) local.fill(0, 10, 22)
    const file = [
      Buffer.from('PK\x03\x04'),
      local,
      Buffer.from(name),
      packed,
      isLate ? descriptor : Buffer.alloc(0),
    ]
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), fixed, place, Buffer.from(name))
    parts.push(...file)
    offset += Buffer.concat(file).length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06')
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}
