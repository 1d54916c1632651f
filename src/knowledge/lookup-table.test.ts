import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cidrMatcher } from '../values/cidr.ts'
import { foldCase } from '../values/fold-case.ts'
import { wildcardMatcher, withPlainBackslashes } from '../values/wildcard.ts'
import { type LookupTable, lookupReader } from './lookup-table.ts'

const rows = [
  { host: 'web*', role: 'web' },
  { host: 'web01', role: 'first' },
  { host: 'DB', role: 'data' },
]
const roles = (settings: Omit<LookupTable, 'rows'>, host: string) =>
  lookupReader({ rows, ...settings })
    .find({ host })
    .map(({ role }) => role)

describe('lookupReader', () => {
  it.each<[string, Omit<LookupTable, 'rows'>, string, string[]]>([
    ['matches exactly', {}, 'web01', ['first']],
    ['minds the case', {}, 'db', []],
    ['or not', { case_sensitive_match: false }, 'db', ['data']],
    [
      'knows wildcards, in the order of the table',
      { match_type: 'WILDCARD(host)' },
      'web01',
      ['web', 'first'],
    ],
    [
      'gives at most so many rows',
      { match_type: 'WILDCARD(host)', max_matches: 1 },
      'web01',
      ['web'],
    ],
    ['gives a default', { default_match: 'none', min_matches: 1 }, 'x', ['none']],
    ['has no default unless one is wanted', { min_matches: 1 }, 'x', []],
  ])('%s', (_, settings, host, expected) => expect(roles(settings, host)).toEqual(expected))

  it('knows subnets', () => {
    const reader = lookupReader({
      rows: [{ net: '10.0.0.0/8', zone: 'in' }],
      match_type: 'CIDR(net)',
    })
    expect(reader.find({ net: '10.1.2.3' })).toHaveLength(1)
    expect(reader.find({ net: '11.1.2.3' })).toHaveLength(0)
  })

  it.each([
    ['C:\\Windows\\explorer.exe', 1],
    ['C:\\Users\\x\\explorer.exe', 0],
    ['c:\\windows\\*', 1],
    ['D:\\tools\\a.exe', 1],
    ['D:\\toolshed', 0],
  ])('takes a folder and an asterisk as what is in the folder: %s', (path, count) => {
    const reader = lookupReader({
      rows: [{ path: 'c:\\windows\\*' }, { path: 'd:\\tools\\\\*' }],
      match_type: 'WILDCARD(path)',
      case_sensitive_match: false,
    })
    expect(reader.find({ path })).toHaveLength(count)
  })

  it('demands every field that is matched', () => {
    const reader = lookupReader({ rows: [{ a: '1', b: '2' }] })
    expect(reader.find({ a: '1', b: '2' })).toHaveLength(1)
    expect(reader.find({ a: '1', b: '3' })).toHaveLength(0)
  })
})

describe('the rows that are found', () => {
  type Row = Readonly<Record<string, string>>
  const kinds: Readonly<Record<string, string>> = { path: 'WILDCARD', net: 'CIDR', other: 'REGEX' }

  /** What is found by trying each row, one after the other. */
  function tried(table: LookupTable, match: Row): readonly Row[] {
    const { case_sensitive_match: minded = true, max_matches: most = 1000, default_match } = table
    const same = (left: string, right: string) =>
      minded ? left === right : foldCase(left) === foldCase(right)
    const passes = (field: string, written: string, value: string): boolean => {
      if (table.match_type?.includes(`${kinds[field]}(${field})`) !== true)
        return same(written, value)
      if (kinds[field] === 'WILDCARD')
        return wildcardMatcher(withPlainBackslashes(written), { ignoreCase: !minded }).test(value)
      return cidrMatcher(written)?.(value) ?? same(written, value)
    }
    const found = table.rows
      .filter((row) =>
        Object.entries(match).every(([field, value]) => passes(field, row[field] ?? '', value)),
      )
      .slice(0, most)
    if (found.length > 0 || default_match === undefined) return found
    const fields = [...new Set(table.rows.flatMap((row) => Object.keys(row)))]
    return [Object.fromEntries(fields.map((field) => [field, match[field] ?? default_match]))]
  }

  const path = fc
    .array(fc.constantFrom('a', 'B', 'b', '*', 'ſ', 'S', 'Σ', 'ς', 'İ', 'K', 'k', 'é', '\\'), {
      maxLength: 5,
    })
    .map((characters) => characters.join(''))
  const net = fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '::/0', 'none', 'None', '')
  const address = fc.constantFrom('10.1.2.3', '10.9.9.9', '11.0.0.1', '::1', 'none', 'NONE', '')
  const name = fc.constantFrom('x', 'X', 'y', '')
  const row = fc.record(
    { path, net, host: name, other: name, number: fc.nat(3).map(String) },
    { requiredKeys: ['number'] },
  )
  const table = fc.record(
    {
      rows: fc.array(row, { maxLength: 12 }),
      match_type: fc.constantFrom(
        'WILDCARD(path)',
        'CIDR(net)',
        'WILDCARD(path), CIDR(net)',
        'WILDCARD(path),CIDR(net),REGEX(other)',
      ),
      case_sensitive_match: fc.boolean(),
      max_matches: fc.integer({ min: 1, max: 3 }),
      default_match: fc.constant('none'),
    },
    { requiredKeys: ['rows'] },
  )
  const match = fc
    .record({ path, net: address, host: name, other: name }, { requiredKeys: [] })
    .filter((fields) => Object.keys(fields).length > 0)

  it('are those of trying each row, in the same order', () => {
    fc.assert(
      fc.property(table, fc.array(match, { minLength: 1, maxLength: 5 }), (settings, matches) => {
        const reader = lookupReader(settings)
        for (const each of [...matches, ...matches])
          expect(reader.find(each)).toEqual(tried(settings, each))
      }),
      { numRuns: 1000 },
    )
  })
})
