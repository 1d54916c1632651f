import { expect, test } from 'vitest'
import type { InputProblem } from '../contract/format.ts'
import { plainText } from './plain-text.ts'

function read(pieces: Iterable<Uint8Array>, maxEventBytes = 1000) {
  const lines: string[] = []
  const problems: InputProblem[] = []
  const sink = {
    event: (event: { raw(): string }) => void lines.push(event.raw()),
    problem: (problem: InputProblem) => void problems.push(problem),
  }
  const parser = plainText.open(sink, { maxEventBytes })
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return { lines, problems }
}

test.each([
  ['text', 'hello\n', true],
  ['UTF-16', Buffer.from('hello', 'utf16le'), true],
  ['colours of a terminal', '\x1b[31mred\x1b[0m\n', true],
  ['a few bytes of Latin-1', Buffer.from('a caf\xe9 in the street', 'latin1'), true],
  ['zeros', Buffer.alloc(10), false],
  [
    'random bytes',
    Buffer.from(Array.from({ length: 999 }, (_, at) => ((at * 7919) % 255) + 1)),
    false,
  ],
  ['nothing', '', false],
])('%s', (_, bytes, isText) => {
  expect(plainText.sniff(Buffer.from(bytes)) > 0).toBe(isText)
})

test('a long line is cut once, and the next line read', () => {
  const { lines, problems } = read([Buffer.from(`${'é'.repeat(2000)}\nnext`)], 101)
  expect(lines).toEqual(['é'.repeat(50), 'next'])
  expect(problems).toMatchObject([{ offset: 0, kind: 'record' }])
})

test('a line of 100 MB in bounded memory', () => {
  let most = 0
  const before = process.memoryUsage().arrayBuffers
  function* pieces(): Generator<Uint8Array> {
    for (let at = 0; at < 1600; at++) {
      yield Buffer.alloc(1 << 16, 'x')
      if (at % 100 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    yield Buffer.from('\nnext')
  }
  const { lines } = read(pieces(), 1 << 20)
  expect(lines.map(({ length }) => length)).toEqual([1 << 20, 4])
  expect(most).toBeLessThan(64 << 20)
})
