import { describe, expect, test } from 'vitest'
import { formats } from '../../src/formats/index.ts'
import { bytesOf, readerSuite } from './reader-suite.ts'

const cases = formats.flatMap((format) =>
  format.examples.map((example) => ({ name: `${format.name}: ${example.title}`, format, example })),
)

describe.each(cases)('$name', ({ format, example }) => {
  readerSuite((sink) => format.open(sink), example)

  test('is recognized by its content', () => {
    const bytes = bytesOf(example)
    const best = formats.map((other) => other.sniff(bytes))
    expect(format.sniff(bytes)).toBe(Math.max(...best))
  })
})

test.each(formats.map((format) => ({ name: format.name, format })))(
  '$name answers for odd samples',
  ({ format }) => {
    const samples = [
      '',
      '\0',
      '\ufeff',
      '{',
      '[',
      '<',
      '<Event',
      '0',
      '\r\n\r\n',
      '\xff\xfe\xfd'.repeat(100),
    ]
    for (const sample of samples) {
      const answer = format.sniff(Buffer.from(sample, 'latin1'))
      expect(answer).toBeGreaterThanOrEqual(0)
      expect(answer).toBeLessThanOrEqual(1)
    }
  },
)
