import { describe, expect, it } from 'vitest'
import { addressDatabase } from './address-database.ts'

type Item = string | number | { readonly [key: string]: Item } | readonly Item[]

/** Encodes the few types of the MMDB format's data section that are needed here (MaxMind DB file format specification 2.0). */
function encoded(item: Item): number[] {
  if (typeof item === 'string') return [0x40 | item.length, ...Buffer.from(item)]
  if (Number.isInteger(item)) return [0xa2, (item as number) >> 8, (item as number) & 255]
  if (typeof item === 'number') {
    const double = Buffer.alloc(8)
    double.writeDoubleBE(item)
    return [0x68, ...double]
  }
  if (Array.isArray(item)) return [item.length, 4, ...item.flatMap(encoded)]
  const entries = Object.entries(item)
  return [
    0xe0 | entries.length,
    ...entries.flatMap(([key, value]) => [...encoded(key), ...encoded(value)]),
  ]
}

/** A database with one record, for every address whose first bit is 0. */
function database(record: Item): Uint8Array {
  const nodes = 1
  const tree = [0, 0, nodes + 16, 0, 0, nodes]
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: 'Test-City',
    ip_version: 4,
    languages: ['en'],
    node_count: nodes,
    record_size: 24,
  }
  return Buffer.from([
    ...tree,
    ...new Array<number>(16).fill(0),
    ...encoded(record),
    ...[0xab, 0xcd, 0xef],
    ...Buffer.from('MaxMind.com'),
    ...encoded(metadata),
  ])
}

describe('addressDatabase', () => {
  const locate = addressDatabase(
    database({
      city: { names: { en: 'Kiel' } },
      country: { names: { en: 'Germany' } },
      subdivisions: [{ names: { en: 'Schleswig-Holstein' } }],
      location: { latitude: 54.25, longitude: 10.5, metro_code: 7 },
    }),
  )

  it('tells where an address is', () =>
    expect(locate('10.1.2.3')).toEqual({
      city: 'Kiel',
      country: 'Germany',
      region: 'Schleswig-Holstein',
      latitude: 54.25,
      longitude: 10.5,
      metroCode: '7',
    }))

  it.each(['200.1.2.3', 'no address', '', '300.1.1.1'])('knows nothing of %j', (address) =>
    expect(locate(address)).toBeNull(),
  )

  it('refuses what is no database', () =>
    expect(() => addressDatabase(Buffer.from('none'))).toThrow())
})
