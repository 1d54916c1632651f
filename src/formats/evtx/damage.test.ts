import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Outcome, oneRecord, parse } from '../../../test/evtx-outcome.ts'
import { chunkSize } from './chunk.ts'
import { exampleRecords } from './example-log.ts'
import {
  type BuiltContent,
  type BuiltElement,
  type BuiltValue,
  buildLog,
  sealChunk,
  text,
} from './log-builder.ts'
import { valueTypes } from './value-types.ts'

const hex = (type: number, bytes: string): BuiltValue => ({
  type,
  bytes: Buffer.from(bytes, 'hex'),
})
const example = buildLog([exampleRecords])
const used = example.subarray(0, 4096 + example.readUInt32LE(4096 + 48))

describe('damage', () => {
  const reports = (file: Uint8Array, events: number, ...messages: string[]): Outcome => {
    const outcome = parse([file])
    expect(outcome.events.length).toBe(events)
    expect(outcome.problems.map(({ kind, message }) => `${kind}: ${message}`)).toEqual(messages)
    return outcome
  }
  const changed = (change: (file: Buffer) => void, file = example): Buffer => {
    const copy = Buffer.from(file)
    change(copy)
    return copy
  }
  const second = parse([example]).events[1]?.offset as number
  const chunkEnd = 4096 + chunkSize

  test('of the file header is told, and the records are read', () => {
    reports(
      changed((file) => file.writeUInt8(9, 24)),
      2,
      'note: checksum of the file header is wrong',
    )
    const dirty = changed((file) => {
      file.writeUInt32LE(1, 120)
    })
    reports(dirty, 2, 'note: log was not closed: its header may be out of date')
    reports(example.subarray(4096), 2, 'note: file begins with a chunk, without a file header')
    reports(new Uint8Array(0), 0, 'file: file is empty')
    reports(Buffer.from('MZ'), 0, 'file: no EVTX file header', 'file: file ends within its header')
  })
  test('of the chunk header is told, and the records are read', () => {
    const header = 'note: checksum of the chunk header is wrong'
    reports(
      changed((file) => file.writeUInt8(9, 4096 + 70)),
      2,
      header,
    )
    reports(
      changed((file) => file.write('x', 4096)),
      2,
      'file: no chunk where one should begin',
      header,
    )
    const records = 'note: checksum of the records is wrong'
    reports(
      changed((file) => file.writeUInt32LE(7, 4096 + 52)),
      2,
      header,
      records,
    )
    const free = 'note: chunk header does not tell where its records end'
    const outcome = parse([changed((file) => file.writeUInt32LE(7, 4096 + 48))])
    expect(outcome.events.length).toBe(2)
    expect(outcome.problems.map(({ kind, message }) => `${kind}: ${message}`)).toContain(free)
  })
  test('of a chunk leaves its neighbours alone', () => {
    const three = buildLog([exampleRecords, exampleRecords, exampleRecords])
    const noise = changed((file) => file.fill(0xa5, chunkEnd, chunkEnd + chunkSize), three)
    const { events, problems } = parse([noise])
    expect(events.map(({ offset }) => offset)).toEqual([
      4608,
      second,
      4608 + 2 * chunkSize,
      second + 2 * chunkSize,
    ])
    expect(problems[0]).toEqual({
      kind: 'file',
      offset: chunkEnd,
      message: 'no chunk where one should begin',
    })
    const empty = changed((file) => file.fill(0, chunkEnd, chunkEnd + chunkSize), three)
    reports(empty, 4)
  })
  test('of a record leaves the others alone', () => {
    const seal = (file: Buffer): void => sealChunk(file.subarray(4096))
    const lost = changed((file) => {
      file.writeUInt32LE(0xffff, 4608 + 4)
      seal(file)
    })
    const { problems } = reports(lost, 1, `record: no record here; ${second - 4608} bytes skipped`)
    expect(problems[0]?.offset).toBe(4608)
    const copy = changed((file) => {
      file.writeUInt32LE(5, second - 4)
      seal(file)
    })
    reports(copy, 2, 'note: record ends with another size than it begins with')
    const late = changed((file) => {
      file.writeUInt32LE(second - 4096, 4096 + 48)
      seal(file)
    })
    reports(late, 2, 'note: records after the end that the chunk tells')
  })
  test('of a template or its values is told with its place', () => {
    const at = 4608 + 24 + 4
    const definition = changed((file) => {
      file.writeUInt32LE(0xfffffff0, at + 6)
      sealChunk(file.subarray(4096))
    })
    const { problems } = reports(
      definition,
      1,
      'record: template at 4294967280 lies outside of the chunk',
    )
    expect(problems[0]?.offset).toBe(at)
    const many = changed((file) => {
      file.writeUInt32LE(0xffffffff, second + 24 + 4 + 10)
      sealChunk(file.subarray(4096))
    })
    reports(many, 1, 'record: BinXML ends in the middle of a token')
    const data = {
      template: { name: 'EventData', content: [{ substitution: 0 }] },
      values: [hex(0x55, '01')],
    }
    reports(buildLog([[oneRecord(data)]]), 1, 'record: value of type 0x55 with 1 bytes')
    const guid = { ...data, values: [hex(valueTypes.guid, '0102')] }
    const short = reports(
      buildLog([[oneRecord(guid)]]),
      1,
      'record: value of type 0x0f with 2 bytes',
    )
    expect(short.events[0]?.raw()).toContain('<EventData>0102</EventData>')
  })
  test('made on purpose stays bounded', () => {
    const content: BuiltContent[] = []
    const self: BuiltElement = { name: 'EventData', content }
    content.push({ instance: { template: self, values: [] } })
    const { problems } = parse([buildLog([[oneRecord({ template: self, values: [] })]])])
    expect(problems[0]?.message).toMatch(/^template at \d+ contains itself$|contains itself/)

    const wide: BuiltElement = {
      name: 'EventData',
      content: Array.from({ length: 50 }, () => ({ substitution: 0 })),
    }
    let bomb: BuiltValue = text('x')
    for (let level = 0; level < 12; level++) bomb = { template: wide, values: [bomb] }
    const outcome = parse([buildLog([[oneRecord(bomb)]])], { maxEventBytes: 100_000 })
    expect(outcome.problems.map(({ message }) => message)).toEqual([
      'event is cut to 100000 characters',
    ])
    expect(outcome.events[0]?.raw().length).toBeLessThanOrEqual(100_000)
    expect(outcome.events[0]?.raw()).toContain('<Computer>')

    const hundred = Array.from({ length: 100 }, (_, index) => oneRecord(bomb, index + 1))
    const many = parse([buildLog([hundred.slice(0, 20)])], { maxEventBytes: 100_000 })
    expect(many.events.length).toBe(20)
    const lengths = many.events.map((event) => event.raw().length)
    expect(lengths.reduce((sum, length) => sum + length)).toBeLessThan(900_000)

    let deep: BuiltElement = { name: 'EventData', content: ['x'] }
    for (let level = 0; level < 80; level++) deep = { name: 'D', content: [deep] }
    const nested = parse([buildLog([[oneRecord({ template: deep, values: [] })]])])
    expect(nested.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('BinXML is nested deeper than 64 levels'),
    ])
    expect(nested.events.length).toBe(1)
  })

  test('by cutting the file anywhere loses only what is cut', () => {
    const whole = parse([used]).told
    for (let length = 0; length < used.length; length++) {
      const { told, problems } = parse([used.subarray(0, length)])
      expect(told).toEqual(whole.slice(0, told.length))
      expect(told.length).toBe(length < second ? 0 : 1)
      expect(problems.length).toBeGreaterThan(0)
      expect(Math.max(...problems.map(({ offset }) => offset))).toBeLessThanOrEqual(length)
    }
  })
  test('by flipping bits anywhere is told or harmless', () => {
    const whole = parse([example]).told
    const copy = Buffer.from(example)
    const tryFlip = (offset: number, bits: number): void => {
      copy.writeUInt8((example[offset] as number) ^ bits, offset)
      const { told, problems } = parse([copy])
      if (problems.length === 0) expect([offset, told]).toEqual([offset, whole])
      copy.writeUInt8(example[offset] as number, offset)
    }
    for (let offset = 0; offset < used.length; offset++) {
      if (offset >= 128 && offset < 4096) continue
      tryFlip(offset, 1 << (offset % 8))
      tryFlip(offset, 0xff)
    }
  })
  test('by writing noise over a log never throws', () => {
    const noise = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 64 })
    const place = fc.integer({ min: 4096, max: used.length - 1 })
    fc.assert(
      fc.property(noise, place, (bytes, at) => {
        const copy = Buffer.from(used)
        copy.set(bytes.slice(0, used.length - at), at)
        expect(parse([copy]).told.length).toBeLessThanOrEqual(2)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('pieces', () => {
  const two = buildLog([exampleRecords, exampleRecords])
  const whole = parse([two])
  test('cut at any place give the same events', () => {
    for (let cut = 0; cut <= used.length; cut++) {
      const { told, problems } = parse([used.subarray(0, cut), used.subarray(cut)])
      expect(told).toEqual(whole.told.slice(0, 2))
      expect(problems.length).toBe(1)
    }
  })
  test('of any sizes give the same events', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, (lengths) => {
        const pieces: Uint8Array[] = []
        for (let at = 0, turn = 0; at < two.length; turn++) {
          const length = lengths[turn % lengths.length] as number
          const size = Math.max(length, 64)
          pieces.push(two.subarray(at, at + size))
          at += size
        }
        const { told, problems } = parse(pieces)
        expect(told).toEqual(whole.told)
        expect(problems).toEqual([])
      }),
    )
  })
})
