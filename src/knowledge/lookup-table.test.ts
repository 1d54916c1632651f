import { describe, expect, it } from 'vitest'
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
