import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnyYaml } from './parse-yaml.ts'
import { readBlockYaml } from './read-block-yaml.ts'

/** Whatever is read is what the library reads, with the same offsets, and has no errors for it. */
function agrees(text: string): boolean {
  const root = readBlockYaml(text)
  if (root === null) return false
  const other = parseAnyYaml(text)
  expect(other?.errors, text).toEqual([])
  expect(other?.warnings, text).toEqual([])
  expect(root, text).toEqual(other?.root)
  return true
}

test.each([
  'name: A rule\nid: 12\nversion: 1.50\ndate: 2024-05-01\nenabled: true\nnone: ~\nempty:\nlast: -0.5e3\n',
  'search: index=a\n  | stats count by x\n\n  | where count > 3  \n\n\ntype: TTP',
  "quoted: 'it''s\n\n   so '   \nplain: don't\ndouble: \"x: y # z\"\nnothing: ''\n",
  'literal: |\n\n  one \n    two\n\n  three\n\nclip: |-\n  x\n\n\nmore: 1\n',
  'list:\n- a\n- b: 1\n  c:\n  - d\n  -\n    e: f\n-   g:\n      h\n-\nother:\n  - x\n  - y\n    z\n',
  'map:\n  inner:\n    x: y\n  text:\n    begins below\n    and goes on\nlist: []\nmap2: {}\n',
  '# comment\na: b # comment\n\n  # comment\nc: d#e\nlist:\n- x\n  # comment\n- y\n# end',
  "a: 'b' # comment\nc: [] # comment\n\n",
  '\n\na: http://x:80/y?z=:1\nT_1.x-y: +1\nz: 0123\n',
])('%j is read', (text) => {
  expect(agrees(text)).toBe(true)
})

test.each([
  '',
  '# only a comment',
  ' a: b\n',
  'a: b: c\n',
  'a: &x b\nc: *x\n',
  'a: !!str 1\n',
  'a: {b: c}\n',
  'a: [b]\n',
  'a: "\\n"\n',
  'a: "x\n  y\n',
  "a: 'x\ny'\n",
  'a: b # c\n  d\n',
  'a: b\n  # c\n  d\n',
  'a:\n# b\n c\n',
  'a: >\n  b\n',
  'a: |+\n  b\n',
  'a: |2\n   b\n',
  'a: |\n  b\n c\n',
  'a:\n  - b\n c: d\n',
  'a: - b\n',
  '- a\n- b\n',
  'a: 0x1f\n',
  'a: 12345678901234567890\n',
  'a: .inf\n',
  'a:\tb\n',
  'a: b\r\n',
  '? a\n: b\n',
  '---\na: b\n',
  'a: b\n...\n',
  '"a": b\n',
  'a b: c\n',
  `${'a'.repeat(1100)}: b\n`,
])('%j is left to the library', (text) => {
  expect(readBlockYaml(text)).toBeNull()
})

const pieces = [
  ...[
    'a: ',
    'b:',
    'key.x: ',
    '- ',
    '-',
    ': ',
    ':',
    '#',
    ' # x',
    "'",
    "''",
    '"',
    '|',
    '|-',
    '[]',
    '{}',
  ],
  ...[
    'word',
    'two words',
    "it's",
    '12',
    '1.5',
    'true',
    'null',
    '~',
    '-x',
    '- - ',
    '? ',
    'x:y',
    '<<: ',
  ],
]

test('nothing is read otherwise than by the library', () => {
  const line = fc.tuple(
    fc.integer({ min: 0, max: 5 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 3 }),
    fc.constantFrom('', '', ' ', '  '),
  )
  const text = fc
    .array(line, { minLength: 1, maxLength: 7 })
    .map((lines) => lines.map(([indent, parts, end]) => ' '.repeat(indent) + parts.join('') + end))
    .map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, (rest) => {
      agrees(rest)
      agrees(`a:${rest}`)
      agrees(`a:\n${rest}\nb: c\n`)
    }),
    { numRuns: 1500 },
  )
})
