import { expect, test } from 'vitest'
import { parseWhole } from './pipeline.ts'
import { printSearch } from './print.ts'
import { parseSearch } from './search.ts'
import { escapeSearchText, unescapeSearchText } from './search-text.ts'

const parse = (text: string) => parseWhole(text, parseSearch)

test.each<[string, string]>([
  ['a=1 b=2 OR c=3', 'a=1 (b=2 OR c=3)'],
  ['a=1 AND b=2 OR c=3 AND d=4', 'a=1 (b=2 OR c=3) d=4'],
  ['(a b) c', 'a b c'],
  ['NOT a=1 k=3', 'NOT a=1 k=3'],
  ['NOT (a=1 OR k=3)', 'NOT (a=1 OR k=3)'],
  ['NOT NOT a', 'NOT NOT a'],
  ['alpha or gamma', 'alpha or gamma'],
  ['a = 1  b!= "x y" c >=5 d<6 e== f', 'a=1 b!="x y" c>=5 d<6 e=f'],
  ['status IN (404, "5 0", 5*) x IN(a)', 'status IN (404, "5 0", 5*) x IN (a)'],
  ['status NOT IN (404)', 'NOT status IN (404)'],
  ['sourcetype::syslog tag::host=web', 'sourcetype::syslog tag::host=web'],
  ['earliest=-24h@h starthoursago=168', 'earliest=-24h@h starthoursago=168'],
  ['earliest="01/02/2026:00:00:00"', 'earliest=01/02/2026:00:00:00'],
  ['TERM(10.0.0.1) CASE(Error) user=CASE(Ann)', 'TERM(10.0.0.1) CASE(Error) user=CASE(Ann)'],
  ['"a \\"b\\" c"', '"a \\"b\\" c"'],
  ['path="C:\\\\Windows\\\\*"', 'path="C:\\Windows\\\\*"'],
  ['path=C:\\Windows\\*', 'path=C:\\Windows\\*'],
  ['x=*\\"privileged\\":true*', 'x=*\\"privileged\\":true*'],
  ['"DNS.query"="*.example"', 'DNS.query="*.example"'],
  ['*', '*'],
  ['', '*'],
  ['()', '*'],
  [
    'source=WinEventLog:Microsoft-Windows-PowerShell/Operational',
    'source=WinEventLog:Microsoft-Windows-PowerShell/Operational',
  ],
  ['url=*a?b=c&d=e*', 'url=*a?b=c&d=e*'],
  ['index=a, sourcetype=b', 'index=a sourcetype=b'],
  ["'Object Name'=x", '"Object Name"=x'],
  ['a-b *foo* %orig% $tok$ 10.0.0.0/8', 'a-b *foo* %orig% $tok$ 10.0.0.0/8'],
])('%s', (text, printed) => {
  const { value, diagnostics } = parse(text)
  expect(diagnostics).toEqual([])
  expect(printSearch(value)).toBe(printed)
  expect(printSearch(parse(printed).value)).toBe(printed)
})

test.each<[string, ...string[]]>([
  ['a OR', 'SPL0104 2'],
  ['AND a', 'SPL0104 0'],
  ['OR a', 'SPL0104 0'],
  ['NOT', 'SPL0104 0'],
  ['a OR OR b', 'SPL0104 2'],
  ['a=', 'SPL0104 2'],
  ['(a', 'SPL0102 0'],
  ['a)', 'SPL0102 1'],
  ['a "b', 'SPL0101 2'],
  ['x IN (a', 'SPL0102 5'],
  ['x IN ()', 'SPL0104 5'],
  ['a=[search b]', 'SPL0502 0', 'SPL0103 3'],
  ['(a OR NOT ) b', 'SPL0104 6'],
  ['a= | b=', 'SPL0104 3', 'SPL0103 3'],
])('%s is wrong', (text, ...expected) => {
  const found = parse(text).diagnostics.map(({ code, span }) => `${code} ${span?.start}`)
  expect(found).toEqual(expected)
})

test('a backslash stays apart from a wildcard behind it', () => {
  const wildcard = parse('a="x\\\\*"').value
  const asterisk = parse('a="x\\*"').value
  expect(wildcard).toMatchObject({ value: { text: 'x\\\\*' } })
  expect(asterisk).toMatchObject({ value: { text: 'x\\*' } })
})

test.each(['\\', '\\\\', 'a\\b', '\\"', '\\\\"*', 'x\\*', 'x\\\\*', '*\\', '"', 'a\\\\b'])(
  '%s is escaped and read again',
  (text) => expect(unescapeSearchText(escapeSearchText(text))).toBe(text),
)
