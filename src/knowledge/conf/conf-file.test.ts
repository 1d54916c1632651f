import { expect, it } from 'vitest'
import { parseConf } from './conf-file.ts'

const read = (text: string) =>
  Object.fromEntries(
    [...parseConf('props.conf', text).stanzas].map(([name, settings]) => [
      name,
      Object.fromEntries([...settings].map(([key, { value, line }]) => [key, `${line}:${value}`])),
    ]),
  )

it.each<[string, string, Record<string, Record<string, string>>]>([
  ['a stanza', '[a]\nx = 1', { a: { x: '2:1' } }],
  ['blanks and line ends', '\ufeff [ a ] \r\n  x=  1 2  \r\n', { a: { x: '2:1 2' } }],
  ['comments are whole lines', '# c\n[a]\n #x=1\ny = 1 # 2', { a: { y: '4:1 # 2' } }],
  ['a comment is not continued', '# c \\\n[a]\nx=1', { a: { x: '3:1' } }],
  ['the value holds all other signs', '[a]\nx = b = c', { a: { x: '2:b = c' } }],
  ['an empty value', '[a]\nx =', { a: { x: '2:' } }],
  ['an empty stanza', '[a]', { a: {} }],
  ['brackets in names', '[source::/a[1]/b]\nx=1', { 'source::/a[1]/b': { x: '2:1' } }],
  ['later settings count', '[a]\nx=1\n[b]\n[a]\nx=2', { a: { x: '5:2' }, b: {} }],
  ['names keep their case', '[a]\nx=1\nX=2', { a: { x: '2:1', X: '3:2' } }],
  ['before the first stanza', 'x=1\n[a]\ny=2', { default: { x: '1:1' }, a: { y: '3:2' } }],
  ['the default stanza', '[default]\nx=1', { default: { x: '2:1' } }],
  ['continued lines', '[a]\nx = 1\\\n2\\\n3\ny=4', { a: { x: '2:1\n2\n3', y: '5:4' } }],
  ['continued into a stanza-like line', '[a]\nx = 1\\\n[b]', { a: { x: '2:1\n[b]' } }],
  ['a backslash at the end of the file', '[a]\nx = 1\\', { a: { x: '2:1\\' } }],
  ['a backslash before a blank', '[a]\nx = 1\\ \ny=2', { a: { x: '2:1\\', y: '3:2' } }],
  ['old line ends', '[a]\rx=1', { a: { x: '2:1' } }],
  ['nothing', '', {}],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected)
})

it('says what it cannot read', () => {
  const { problems } = parseConf('a.conf', '[a]\nhello\n= 1\n[open\nx=1')
  expect(problems.map(({ path, line }) => `${path}:${line}`)).toEqual([
    'a.conf:2',
    'a.conf:3',
    'a.conf:4',
  ])
})

it('takes time that grows with the text only', () => {
  const start = performance.now()
  parseConf('a.conf', `[a]\nx=${'\\\n'.repeat(200_000)}`)
  parseConf('a.conf', `[a]\n${'x=1\n'.repeat(200_000)}`)
  expect(performance.now() - start).toBeLessThan(2000)
})
