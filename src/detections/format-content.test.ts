import { expect, test } from 'vitest'
import { sharedFolder } from '../../test/shared-material.ts'
import { formatContent } from './format-content.ts'
import { readContentFiles } from './read-content.ts'

const formatted = (text: string): string => {
  const result = formatContent(text)
  if (result.kind === 'refused') throw new Error(result.reason)
  return result.text
}

test('SPL becomes a block, lists are indented, comments and quotes stay', () => {
  const text = `# about it
name: A   # the name
search: 'index=a | stats
  count by b'

tags:
- x
# of y
- 'y'
version: 010
`
  expect(formatted(text)).toBe(`# about it
name: A # the name
search: |-
  index=a
  | stats count by b

tags:
  - x
  # of y
  - 'y'
version: 010
`)
})

test.each([
  ['name: "A\n', 'quote'],
  ['- a\n', 'the file is not a mapping of keys to values'],
  ['a: 1\na: 2\n', 'unique'],
])('refused: %j', (text, reason) => {
  expect(formatContent(text)).toMatchObject({
    kind: 'refused',
    reason: expect.stringContaining(reason),
  })
})

const securityContent = sharedFolder('data/security_content')

test.skipIf(securityContent === undefined)(
  'all of security_content can be formatted, and formatting it twice changes nothing more',
  () => {
    // Every value is compared by the function itself.
    const files = readContentFiles([securityContent as string], () => {}).filter(
      (_, index) => index % 5 === 0,
    )
    for (const { path, text } of files) {
      const once = formatted(text)
      expect(formatted(once), path).toBe(once)
    }
  },
  60_000,
)
