import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openEngine } from '../src/index.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-sourcetypes-'))
afterAll(() => rmSync(root, { recursive: true }))

function file(path: string, text: string): string {
  const full = join(root, path)
  mkdirSync(dirname(full), { recursive: true })
  writeFileSync(full, text)
  return full
}

let apps = 0
/** The sourcetypes of the events of a text, by an app with these stanzas. */
async function sourcetypes(
  props: string,
  text: string,
  { name = 'a.log', sourcetype }: { name?: string; sourcetype?: string } = {},
): Promise<unknown[]> {
  const app = `app${apps++}`
  file(`${app}/default/props.conf`, props)
  const engine = await openEngine({ knowledge: [join(root, app)] })
  const input = file(`${app}-data/${name}`, text)
  const given = sourcetype === undefined ? {} : { sourcetype }
  const { rows, diagnostics } = await engine.search('* | stats count by sourcetype', {
    inputs: [input],
    ...given,
  })
  return [...rows.map((row) => row['sourcetype']), ...diagnostics.map(({ message }) => message)]
}

const rule = (name: string, conditions: string) =>
  `[${name}]\nsourcetype = ${name.split('::')[1]}\n${conditions}\n`
const audit = 'acme: one\nacme: two\nacme: three\nother\n'

describe('the sourcetype of a file', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['no rule', '', audit, ['text']],
    ['more than 74 %', rule('rule::a', 'MORE_THAN_74 = ^acme:'), audit, ['a']],
    ['not more than 75 %', rule('rule::a', 'MORE_THAN_75 = ^acme:'), audit, ['text']],
    ['less than', rule('rule::a', 'MORE_THAN_0 = acme\nLESS_THAN_26 = other'), audit, ['a']],
    ['not less than', rule('rule::a', 'MORE_THAN_0 = acme\nLESS_THAN_25 = other'), audit, ['text']],
    [
      'several patterns of one share',
      rule('rule::a', 'MORE_THAN_b_20 = one\nMORE_THAN_c_20 = two\nMORE_THANd_20 = other'),
      audit,
      ['a'],
    ],
    [
      'a delayed rule comes later',
      `${rule('delayedrule::a', 'MORE_THAN_0 = .')}${rule('rule::b', 'MORE_THAN_0 = .')}`,
      audit,
      ['b'],
    ],
    ['a delayed rule', rule('delayedrule::a', 'MORE_THAN_0 = .'), audit, ['a']],
    [
      'the first rule of a file',
      `${rule('rule::b', 'MORE_THAN_0 = .')}${rule('rule::a', 'MORE_THAN_0 = .')}`,
      audit,
      ['b'],
    ],
    [
      'the rule of the higher priority',
      `${rule('rule::b', 'MORE_THAN_0 = .')}${rule('rule::a', 'MORE_THAN_0 = .\npriority = 1')}`,
      audit,
      ['a'],
    ],
    [
      'objects of JSON, printed over many lines',
      rule('rule::aws', 'MORE_THAN_50 = "eventSource"[\\s\\S]*"awsRegion"'),
      '[\n{\n "eventSource": "s3",\n "awsRegion": "eu"\n}\n]',
      ['aws'],
    ],
    [
      'objects of JSON in one that wraps them, longer than what is looked at',
      rule('rule::aws', 'MORE_THAN_50 = "eventSource"'),
      `{"Records":[${Array(2000).fill('{"eventSource":"s3","filled":"0123456789012345678901234567890"}').join()}]}`,
      ['aws'],
    ],
    [
      'a Windows log by no delayed rule',
      rule('delayedrule::a', 'MORE_THAN_0 = .'),
      '<Event><System><EventID>1</EventID></System></Event>\n',
      ['XmlWinEventLog'],
    ],
    [
      'a Windows log by a rule',
      rule('rule::sysmon:linux', 'MORE_THAN_0 = Linux-Sysmon'),
      '<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID></System></Event>\n',
      ['sysmon:linux'],
    ],
    ['its name', '[source::.../a.log]\nsourcetype = named\n', audit, ['named']],
    [
      'its name before a rule',
      `[source::...a.log]\nsourcetype = named\n${rule('rule::a', 'MORE_THAN_0 = .')}`,
      audit,
      ['named'],
    ],
    [
      'a regular expression that is wrong',
      rule('rule::a', 'MORE_THAN_0 = ('),
      audit,
      [
        'text',
        expect.stringMatching(
          /props\.conf:3 the rule \[rule::a\] has no effect: MORE_THAN_0/,
        ) as never,
      ],
    ],
    [
      'a rule without a condition',
      rule('rule::a', ''),
      audit,
      ['text', expect.stringMatching(/neither MORE_THAN/) as never],
    ],
    [
      'a rule without a sourcetype',
      '[rule::a]\nMORE_THAN_0 = .\n',
      audit,
      ['text', expect.stringMatching(/names no sourcetype/) as never],
    ],
  ])('is told by %s', async (_, props, text, expected) => {
    expect(await sourcetypes(props, text)).toEqual(expected)
  })

  it('is what the user says, whatever the rules say', async () => {
    const props = `[source::...a.log]\nsourcetype = named\n${rule('rule::a', 'MORE_THAN_0 = .')}`
    expect(await sourcetypes(props, audit, { sourcetype: 'said' })).toEqual(['said'])
  })

  it('gives the events the fields of its stanza', async () => {
    const app = join(root, 'fields')
    file(
      'fields/default/props.conf',
      `${rule('rule::acme', 'MORE_THAN_0 = ^acme:')}[acme]\nSHOULD_LINEMERGE = false\nEXTRACT-n = acme: (?<n>\\w+)\n`,
    )
    const engine = await openEngine({ knowledge: [app] })
    const { rows } = await engine.search('n=t* | table n sourcetype', {
      inputs: [file('b.log', audit)],
    })
    expect(rows).toEqual([
      { n: 'three', sourcetype: 'acme' },
      { n: 'two', sourcetype: 'acme' },
    ])
  })
})
