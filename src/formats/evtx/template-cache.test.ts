import { describe, expect, test } from 'vitest'
import { oneRecord, parse } from '../../../test/evtx-outcome.ts'
import type { Chunk } from './binxml-model.ts'
import { createTemplate } from './binxml-parts.ts'
import { chunkSize, createChunk } from './chunk.ts'
import { exampleRecords } from './example-log.ts'
import { type BuiltElement, type BuiltRecord, buildLog, sealChunk, text } from './log-builder.ts'
import { keepTemplate, keptTemplate } from './template-cache.ts'

const emptyChunk = (): Chunk =>
  createChunk(Buffer.alloc(chunkSize), 0, chunkSize, { maxDepth: 64, maxEventBytes: 1000 })

/** One definition that is as long as all together may be leaves no room for others. */
function forgetAll(): void {
  keepTemplate(emptyChunk(), 1024, createTemplate([], 1 << 20, null), [])
}

const example = buildLog([exampleRecords])

/** After the example was read, so that its definitions are known, and after they were forgotten, a changed one gives the same. */
function tellsAsAnew(place: number, change: (file: Buffer) => void): void {
  const changed = Buffer.from(example)
  change(changed)
  sealChunk(changed.subarray(4096))
  parse([example])
  const { told, problems } = parse([changed])
  forgetAll()
  const anew = parse([changed])
  expect([place, told, problems]).toEqual([place, anew.told, anew.problems])
}

describe('definitions that were read before', () => {
  const dataOf = (name: string, ...content: string[]): BuiltRecord => {
    const template: BuiltElement = {
      name: 'EventData',
      content: [{ name, content: [{ substitution: 0 }] }, ...content.map((one) => ({ name: one }))],
    }
    return oneRecord({ template, values: [text('x')] })
  }
  /** The names of the data of each record. */
  const namesIn = (...chunks: BuiltRecord[][]): string[][] => {
    const { events, problems } = parse([buildLog(chunks)])
    expect(problems).toEqual([])
    return events.map((event) => event.data().map(({ name }) => name))
  }

  test('are not taken for others of the same bytes, whose names lie elsewhere', () => {
    // The second definition refers to the name in the first, at the same place in both chunks.
    const chunkWith = (name: string): BuiltRecord[] => [dataOf(name), dataOf(name, 'Last')]
    expect(namesIn(chunkWith('One'), chunkWith('Two'), chunkWith('One'))).toEqual([
      ['One'],
      ['One', 'Last'],
      ['Two'],
      ['Two', 'Last'],
      ['One'],
      ['One', 'Last'],
    ])
  })
  test('serve chunks that keep their names elsewhere', () => {
    const first = dataOf('Other')
    const record = dataOf('One', 'Two')
    expect(namesIn([record], [first, record], [record, first], [first, record, record])).toEqual([
      ['One', 'Two'],
      ['Other'],
      ['One', 'Two'],
      ['One', 'Two'],
      ['Other'],
      ['Other'],
      ['One', 'Two'],
      ['One', 'Two'],
    ])
  })
  test('are told apart wherever they differ', () => {
    const end = 4096 + example.readUInt32LE(4096 + 48)
    for (let offset = 4096 + 512; offset < end; offset++) {
      const bits = (example[offset] as number) ^ (1 << (offset % 8))
      tellsAsAnew(offset, (file) => file.writeUInt8(bits, offset))
    }
  })
  test('are told apart by where a name stands', () => {
    const chunk = example.subarray(4096)
    const name = Buffer.from('System', 'utf16le')
    const at = chunk.indexOf(name) - 8
    expect(chunk.readUInt32LE(at - 4)).toBe(at)
    tellsAsAnew(at, (file) => {
      file.copy(file, 4096 + 300, 4096 + at, 4096 + at + 8 + name.length)
      file.writeUInt32LE(300, 4096 + at - 4)
    })
  })
  test('have their depth counted anew', () => {
    let deep: BuiltElement = { name: 'EventData', content: ['x'] }
    for (let level = 0; level < 20; level++) deep = { name: 'D', content: [deep] }
    const log = buildLog([[oneRecord({ template: deep, values: [] })]])
    const problemsWith = (maxDepth: number): number => parse([log], { maxDepth }).problems.length
    expect([64, 10, 64].map(problemsWith)).toEqual([0, 1, 0])
  })
})

test('definitions by the thousand are not kept for ever', () => {
  const size = 1000
  const chunk = emptyChunk()
  const template = createTemplate([], size, null)
  const start = 1024
  const number = (index: number): void => {
    chunk.bytes.writeUInt32LE(1_000_000 + (index >> 4), start - 20)
    chunk.bytes.writeUInt32LE(index, start)
  }
  const count = 20_000
  for (let index = 0; index < count; index++) {
    number(index)
    keepTemplate(chunk, start, template, [])
    expect(keptTemplate(chunk, start, size)).toBe(template)
  }
  let kept = 0
  for (let index = 0; index < count; index++) {
    number(index)
    if (keptTemplate(chunk, start, size) !== undefined) kept++
  }
  expect(kept).toBeLessThanOrEqual((1 << 20) / size)
})
