import { beforeAll, describe, expect, it } from 'vitest'
import { detectionWith } from './detection-for-tests.ts'
import { type FullText, indexDetections, typosIn, wordsOf } from './full-text.ts'

const technique = (id: string, name: string) => ({
  id,
  name,
  tactics: [],
  url: '',
  parent: null,
})

const items = [
  detectionWith({
    name: 'Remote Process via DCOM',
    description: 'Finds PowerShell that calls ShellExecute.',
    attack: [technique('T1021.003', 'Distributed Component Object Model')],
    search: '`powershell` ScriptBlockText="*Document.Application.ShellExecute*"',
  }),
  detectionWith({
    name: 'PowerShell Encoded Command',
    attack: [technique('T1059.001', 'PowerShell')],
    search: 'process_name=powershell.exe | stats count by dest',
  }),
  detectionWith({
    name: 'Kerberoasting of Service Accounts',
    description: 'Tickets with weak encryption.',
    author: 'Ann PowerShell',
    attack: [technique('T1558.003', 'Kerberoasting')],
    search: '`wineventlog_security` EventCode=4769',
  }),
]

describe('full-text search', () => {
  let index: FullText
  beforeAll(async () => {
    index = await indexDetections(items)
  })
  const found = (text: string) =>
    [...(index.search(text) ?? [])].sort((a, b) => b[1] - a[1]).map(([slug]) => slug)
  const [dcom, encoded, kerberos] = items.map(({ slug }) => slug)

  it.each([
    ['a name above a description above an author', 'powershell', [encoded, dcom, kerberos]],
    ['all words, wherever they stand', 'powershell dcom', [dcom]],
    ['what is not typed to its end', 'kerberoa', [kerberos]],
    ['a typing error', 'kerberaosting', [kerberos]],
    ['a technique by its id', 'T1021.003', [dcom]],
    ['sub-techniques by the technique', 'T1059', [encoded]],
    ['numbers exactly', '4768', []],
    ['words in the search', 'shellexecute', [dcom]],
    ['parts of a dotted word', 'powershell.exe', [encoded]],
    ['some words where not all are found', 'kerberoasting unheardof', [kerberos]],
  ])('finds %s', (_, text, slugs) => {
    expect(found(text)).toEqual(slugs)
  })

  it('leaves all for a text without words', () => {
    expect(index.search('')).toBeUndefined()
    expect(index.search(' "|* ')).toBeUndefined()
  })

  it('takes words apart, but ids of techniques', () => {
    expect(wordsOf('WmiPrvSE.exe, T1021.003.')).toEqual([
      'WmiPrvSE.exe',
      'WmiPrvSE',
      'exe',
      'T1021.003',
    ])
  })

  it('allows errors in long words only', () => {
    expect(['wmi', 'dcom', 'powershell', '4104'].map(typosIn)).toEqual([0, 1, 2, 0])
  })
})
