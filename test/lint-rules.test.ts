// Long because each check of lint has its case here, beside those that it must stay silent about.

import { afterAll, describe, expect, test } from 'vitest'
import { lintPaths } from '../src/content-checks.ts'
import type { LintDiagnostic } from '../src/detections/lint.ts'
import { contentRepository, files, newRule, oldRule, rule, ruleFile } from './content-repository.ts'

const repository = contentRepository()
afterAll(() => repository.remove())

const now = Date.UTC(2026, 5, 1) / 1000

async function lint(
  changed: Readonly<Record<string, string>>,
  paths = [repository.folder],
): Promise<readonly LintDiagnostic[]> {
  for (const [name, text] of Object.entries(changed)) repository.write(name, text)
  try {
    const { diagnostics } = await lintPaths(paths, [], { now, timeZone: 'UTC' }, () => {})
    return diagnostics
  } finally {
    for (const name of Object.keys(changed)) repository.restore(name)
  }
}

/** `CODE severity line message`, without the path. */
const told = (found: readonly LintDiagnostic[]): readonly string[] =>
  found.map(
    ({ code, severity, line, message }) =>
      `${code} ${severity} ${line} ${message.replaceAll(`${repository.folder}/`, '')}`,
  )

describe('nothing is wrong with a detection of generation', () => {
  test.each([
    ['2', rule],
    ['1', oldRule],
    ['3', newRule],
  ])('%s', async (_, text) => {
    expect(told(await lint({ [ruleFile]: text }))).toEqual([])
  })
})

/** What stands in the rule, what stands there instead, and what lint says of it. */
type Case = readonly [
  written: string | RegExp,
  instead: string,
  ...told: readonly (string | RegExp)[],
]

async function expectCase(base: string, [written, instead, ...expected]: Case, file = ruleFile) {
  const text = base.replace(written, instead)
  expect(text).not.toBe(base)
  const found = told(await lint({ [file]: text }))
  const matches = (line: string, each: string | RegExp) =>
    typeof each === 'string' ? line.includes(each) : each.test(line)
  const missing = expected.filter((each) => !found.some((line) => matches(line, each)))
  const further = found.filter((line) => !expected.some((each) => matches(line, each)))
  expect({ missing, further }).toEqual({ missing: [], further: [] })
  expect(found).toHaveLength(expected.length)
}

const title = (text: unknown) => String(text).replaceAll('\n', '⏎')

describe('keys and values', () => {
  const cases: readonly Case[] = [
    [/^version.*\n/m, '', 'YML0202 error 1 "version" is missing'],
    ['version: 1', 'version: one', 'YML0201 error 3 "version" should be a number, and is a text'],
    ['version: 1', 'version: -1', 'YML0204 error 3 "version" is -1, and should be at least 0'],
    ['id: 0b5b', 'id: zb5b', 'YML0206 error 2 "id" should be a UUID'],
    [
      "date: '2025-03-10'",
      'date: 10.3.2025',
      'YML0206 error 4 "date" should be a date as YYYY-MM-DD',
    ],
    [
      'status: production',
      'status: prodution',
      'YML0204 error 6 "status" is "prodution", and should be one of production, experimental, deprecated (did you mean "production"?)',
    ],
    ['type: TTP', 'type: Ttp', 'YML0204 error 7'],
    [
      'how_to_implement: Collect the log.',
      'how_to_implement: no',
      'YML0205 error 15 "how_to_implement" has 2 characters, and should have at least 4',
    ],
    [
      '  - https://example.com/a',
      '  - example.com',
      'YML0206 error 18 an entry of "references" should be an address',
    ],
    [
      'author: Ann',
      `author: ${'x'.repeat(256)}`,
      'YML0205 error 5 "author" has 256 characters, and should have at most 255',
    ],
    [
      'author: Ann',
      'author: 7',
      'YML0201 error 5 "author" should be a text, and is the number 7 (put it in quotes)',
    ],
    [
      '    - Splunk Enterprise',
      '    - Splunk Cluod',
      'YML0204 error 44 an entry of "tags.product"',
    ],
    [/ {2}product:\n.*\n/, '  product: []\n', 'YML0202 error 43 "tags.product" has no entries'],
    [
      'score: 50',
      'score: 0',
      'YML0204 error 33 "rba.risk_objects.score" is 0, and should be at least 1',
    ],
    [
      'type: process_name',
      'type: process_nam',
      /YML0204 error 36 .*\(did you mean "process_name"\?\)/,
    ],
    [
      'asset_type: Endpoint',
      'asset_type: Endpiont',
      'YML0204 warning 40 the asset type "Endpiont" is none of the known ones (did you mean "Endpoint"?)',
    ],
    ['T1059.001', 'T59', 'YML0206 error 42'],
    ['security_domain: endpoint', 'security_domain: end', 'YML0204 error 45'],
    [
      'security_domain:',
      'security_domian:',
      /YML0202 error 37 "tags.security_domain" is missing/,
      /YML0203 warning 45 .*did you mean "security_domain"/,
    ],
    ['author: Ann', 'author: Ann\nauthor: Bob', 'YML0102 error 6 the key "author" stands twice'],
    [
      'tags:\n',
      'tags:\n  throttling: {fields: [dest], period: 1d}\n',
      'YML0206 error 38 "tags.throttling.period" should be a number of seconds',
    ],
    [
      'tags:\n',
      'tags:\n  throttling: {fields: [a b], period: 1h}\n',
      'YML0206 error 38',
      'YML0303 error 38',
    ],
    ['tags:\n', 'tags:\n  cve: [CVE-1]\n', 'YML0206 error 38'],
    [
      "date: '2025-03-10'",
      "date: '2026-06-02'",
      'YML0207 error 4 the date 2026-06-02 lies in the future',
    ],
    ['Finds something.', '__UPDATE__ this', 'YML0106 error 8'],
    [
      'name: A Rule',
      `name: ${'x'.repeat(68)}`,
      /YML0205 error 1 "name" has 68 characters/,
      'YML0313',
      /YML0306/,
    ],
  ]
  test.each(cases.map((each) => [title(each[1]), each] as const))('%s', (_, each) =>
    expectCase(rule, each),
  )
})

describe('names and what they refer to', () => {
  const cases: readonly Case[] = [
    [
      'name: A Rule',
      'name: A - B.c/d',
      'YML0306 error 1 the file should be named a___b_c_d.yml',
      'YML0313',
    ],
    [
      '- A Story',
      '- A Stroy',
      'YML0311 error 39 there is no story "A Stroy" (did you mean "A Story"?)',
    ],
    [
      '- Some Log',
      '- Some Lag AND Some Log',
      'YML0312 error 10 there is no data source "Some Lag" (did you mean "Some Log"?)',
    ],
    ['T1059.001', 'T9999', 'YML0302 error 42 ATT&CK 18.1 has no technique T9999'],
    ['T1059.001', 'T1086', /YML0308 warning 42 the technique T1086 .* it is T1059.001 now/],
    [
      '- T1059.001',
      '- T1059.001\n    - T1059',
      'YML0307 error 42 T1059.001 stands beside its parent T1059',
    ],
    ['`somelog`', '`somelag`', 'SPL0201 error 12'],
  ]
  test.each(cases.map((each) => [title(each[1]), each] as const))('%s', (_, each) =>
    expectCase(rule, each),
  )

  test('a baseline that serves no detection there is', () =>
    expectCase(
      files['baselines/a_baseline.yml'] as string,
      [
        '[A Rule]',
        '[A Rul]',
        'YML0313 error 13 there is no detection "A Rul" (did you mean "A Rule"?)',
      ],
      'baselines/a_baseline.yml',
    ))

  test('names and ids that two contents share', async () => {
    const copy = rule.replace('`a_rule_filter`', '`b_rule_filter`')
    expect(told(await lint({ 'detections/endpoint/b_rule.yml': copy }))).toEqual([
      'YML0301 error 1 the id 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11 is also in detections/endpoint/a_rule.yml',
      'YML0301 error 1 the name "A Rule" is also in detections/endpoint/a_rule.yml',
      'YML0306 error 1 the file should be named a_rule.yml after "A Rule"',
    ])
    const story = (files['stories/a_story.yml'] as string).replace(
      /^id:.*$/m,
      'id: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11',
    )
    expect(told(await lint({ 'stories/a_story.yml': story }))).toEqual([
      'YML0301 error 1 the id 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11 is also in detections/endpoint/a_rule.yml',
    ])
    const macro = 'name: words\ndefinition: x\ndescription: y\n'
    expect(told(await lint({ 'macros/words.yml': macro }))).toEqual([
      expect.stringContaining('YML0301 warning 1 the name "words" is also in'),
    ])
  })

  test('a file alone is compared with the rest of its repository, and nothing else is told', async () => {
    const copy = rule.replace(/^id:.*$/m, 'id: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6d10')
    const paths = [`${repository.folder}/${ruleFile}`]
    expect(told(await lint({ [ruleFile]: copy }, paths))).toEqual([
      'YML0301 error 1 the id 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6d10 is also in stories/a_story.yml',
    ])
    expect(told(await lint({}, paths))).toEqual([])
  })
})

describe('what a detection must have', () => {
  const withoutRba = (text: string) => text.replace(/^rba:[\s\S]*?(?=^tags:)/m, '')
  const cases: readonly Case[] = [
    ['\n  | `a_rule_filter`', '', 'YML0401 error 13 the search should end with its filter macro'],
    [
      '`a_rule_filter`',
      '`b_rule_filter`',
      'YML0401 error 14 the filter macro should be named after the file',
      'SPL0201',
    ],
    ['  | `a_rule_filter`', '  | `a_rule_filter`\n  | `a_rule_filter`', 'YML0401 warning 15'],
    [
      /^rba:[\s\S]*?(?=^tags:)/m,
      '',
      'YML0402 error 7 a detection of the type TTP needs a block rba',
    ],
    [
      'type: TTP',
      'type: Hunting',
      'YML0402 error 28 a detection of the type Hunting has no block rba',
    ],
    ['type: TTP', 'type: Correlation', 'YML0402 error 28'],
    [
      / {2}- name: View the user[\s\S]*?(?=^rba:)/m,
      '',
      'YML0403 error 19 two drilldowns are needed, and there is one',
    ],
    [
      '%original_detection_search%',
      '| makeresults',
      'YML0403 error 19 one of the drilldowns should show the results',
      'SPL0401 warning 21 in a drilldown: unknown field "dest"',
    ],
    [/^tests:[\s\S]*/m, '', 'YML0404 error 6 a detection in production needs a test'],
    ['type: TTP', 'type: TTP\nenabled_by_default: true\ndeployment: {}'],
    ['status: production', 'status: experimental\nenabled_by_default: true', 'YML0405 error 7'],
  ]
  test.each(
    cases.filter(({ length }) => length > 2).map((each) => [title(each[1]), each] as const),
  )('generation 2: %s', (_, each) => expectCase(rule, each))
  test.each([
    [
      'a Hunting search needs neither risk nor drilldowns',
      withoutRba(rule)
        .replace('type: TTP', 'type: Hunting')
        .replace(/^drilldown[\s\S]*?(?=^tags:)/m, ''),
    ],
    [
      'manual_test stands for a test',
      rule.replace(/^tests:[\s\S]*/m, '').replace('tags:\n', 'tags:\n  manual_test: needs a lab\n'),
    ],
    [
      'an experimental one needs no test',
      rule.replace(/^tests:[\s\S]*/m, '').replace('status: production', 'status: experimental'),
    ],
    [
      'its own deployment can do without risk',
      withoutRba(rule).replace(
        'tags:\n',
        'deployment: {alert_action: {rba: {enabled: false}}}\ntags:\n',
      ),
    ],
    ['a TTP may be enabled', rule.replace('type: TTP', 'type: TTP\nenabled_by_default: true')],
    ['generation 1 may have no drilldowns', oldRule.replace(/^drilldown[\s\S]*?(?=^tags:)/m, '')],
    [
      'generation 1 may name a technique and its parent',
      oldRule.replace('- T1059.001', '- T1059.001\n    - T1059'),
    ],
  ])('%s', async (_, text) => {
    expect(told(await lint({ [ruleFile]: text }))).toEqual([])
  })

  const cases3: readonly Case[] = [
    [
      /^finding:[\s\S]*?(?=^threat)/m,
      '',
      'YML0402 error 8 a detection of the type TTP needs "finding"',
    ],
    [
      'type: TTP',
      'type: Anomaly',
      'YML0402 error 8 a detection of the type Anomaly needs "intermediate_findings"',
      /YML0402 error \d+ a detection of the type Anomaly has no "finding"/,
    ],
    [
      'type: TTP',
      'type: Hunting',
      /YML0402 error \d+ .* has no "finding"/,
      /YML0402 error \d+ .* has no "threat_objects"/,
    ],
    [
      'title: Something ran on $dest$.',
      'title: Something ran.',
      /YML0406 error \d+ the message names no field/,
    ],
    ['category: endpoint', 'category: end', /YML0204 error \d+ "category"/],
    [', Splunk Cloud]', ']', /YML0205 error \d+ "product" has 2 entries, and should have 3/],
    ['    test_type: unit\n', '', /YML020[24] error \d+ .*test_type/],
  ]
  test.each(cases3.map((each) => [title(each[1]), each] as const))('generation 3: %s', (_, each) =>
    expectCase(newRule, each),
  )

  const scheduled = (times: string) =>
    newRule.replace('category: endpoint\n', `category: endpoint\ncustom_schedule:\n${times}`)
  const times =
    "  cron_schedule: 0 * * * *\n  earliest_time: -70m@m\n  latest_time: -10m@m\n  schedule_window: '5'\n"

  test('generation 3: a schedule of its own', async () => {
    expect(told(await lint({ [ruleFile]: scheduled(times) }))).toEqual([])
    expect(
      told(
        await lint({
          [ruleFile]: newRule.replace(
            'category: endpoint\n',
            'category: endpoint\ncustom_schedule: hourly\n',
          ),
        }),
      ),
    ).toEqual([expect.stringMatching(/YML0201 error \d+ "custom_schedule" should be a mapping/)])
  })

  const ownSchedules: readonly Case[] = [
    [
      '  cron_schedule: 0 * * * *\n',
      '',
      /YML0202 error \d+ "custom_schedule.cron_schedule" is missing/,
    ],
    ['-70m@m', 'yesterday', 'should be a relative time such as -70m@m, and is "yesterday"'],
    ["'5'", 'soon', '"custom_schedule.schedule_window" should be auto, or minutes, and is "soon"'],
    [
      '  latest_time',
      '  timezone: UTC\n  latest_time',
      /YML0203 warning \d+ the key "timezone" is not known/,
    ],
  ]
  test.each(ownSchedules.map((each) => [title(each[1]), each] as const))(
    'generation 3, a schedule of its own: %s',
    (_, each) => expectCase(scheduled(times), each),
  )

  test('generation 1: risk without a victim', () =>
    expectCase(oldRule, [
      'role: [Victim]',
      'role: [Attacker]',
      /YML0402 warning \d+ none of the observables/,
    ]))
})

describe('the fields of the results', () => {
  const cases: readonly Case[] = [
    ['ran on $dest$', 'ran on $dset$', 'YML0303 error 29 the risk message names the field dset'],
    ['field: dest', 'field: dset', 'YML0303 error 31 a risk object is the field dset'],
    [
      'field: process_name',
      'field: process',
      'YML0303 error 35 a threat object is the field process',
    ],
    ['for "$dest$"', 'for "$dvc$"', 'YML0303 error 20 the name of a drilldown names the field dvc'],
    [
      'search dest="$dest$"',
      'search dest="$dvc$"',
      'YML0303 error 21 the search of a drilldown names the field dvc',
    ],
    [
      'tags:\n',
      'tags:\n  throttling: {fields: [parent], period: 1h}\n',
      'YML0303 error 38 throttling names the field parent',
    ],
    [
      'ran on $dest$.',
      'ran on $dest.',
      'YML0304 warning 29 the risk message has a token without its closing $',
    ],
    ['by dest user process_name', 'by user process_name\n  | eval dest=user, x=dest', 'YML0303'],
    [
      '  | stats count by dest user process_name',
      '  | rename x.* as *',
      'YML0407 error 31 a risk object is the field dest',
    ],
  ]
  test.each(cases.slice(0, 7).map((each) => [title(each[1]), each] as const))('%s', (_, each) =>
    expectCase(rule, each),
  )

  test('that a field stands in the text of the search is not enough', () =>
    expectCase(rule, [
      'by dest user process_name',
      'by user process_name | rename user as dest | rename dest as user',
      'YML0303 error 20',
      'YML0303 error 21',
      'YML0303 error 29',
      'YML0303 error 31',
      'YML0505',
    ]))

  test('where the fields cannot be told, a name must at least occur in the search', () =>
    expectCase(rule, [
      '| stats count by dest user process_name',
      '| rename x.* as *, process_name as user',
      /YML0407 error 29 .* dest, which occurs nowhere in the search/,
      'YML0505 error 10 the data source "Some Log" wants dest among the results',
    ]))

  test('an experimental detection is only warned', () =>
    expectCase(rule.replace('status: production', 'status: experimental'), [
      'field: dest',
      'field: dset',
      'YML0303 warning 31',
    ]))
})

describe('what the search does', () => {
  const cases: readonly Case[] = [
    [
      'EventCode=1',
      'EventCode=1 EventCode=2',
      'YML0502 warning 12 EventCode cannot be both 1 and 2',
    ],
    [
      'EventCode=1',
      'parent=x NOT parent=X',
      'YML0502 warning 12 parent="x" is demanded and excluded',
    ],
    [
      '  | stats',
      '  | where user="*admin*"\n  | stats',
      'YML0502 warning 13 an asterisk is no wildcard in an expression',
    ],
    [
      '  | stats',
      '  | where like(user, "*admin")\n  | stats',
      'YML0502 warning 13 like() knows the wildcards % and _',
    ],
    ['  | stats', '  | eval x=if(user IN ("a*"), 1, 0)\n  | stats', 'YML0502 warning 13'],
    ['`somelog` EventCode=1', 'EventCode=1', 'YML0504 note 12 nothing tells which index'],
    ['`somelog`', 'index=* `somelog`', 'YML0504 note 12 index=* reads every index'],
    [
      '  | stats',
      '  | join user [search index=b]\n  | stats',
      'YML0504 note 13 join reads all of its subsearch',
    ],
    ['  | stats', '  | transaction user\n  | stats', /YML0504 note 13 a transaction without/],
    [
      'process_name\n',
      'process_name image\n',
      'YML0501 warning 13 stats groups by image, which the fields of "Some Log" do not list',
    ],
    ['stats count by', 'stats nosuch(x) by', 'SPL0303 error 13'],
    [
      'search dest="$dest$"',
      'search dest="$dest$" | wher x=1',
      /SPL0105 error 21 in a drilldown: unknown command/,
    ],
    [
      'search dest="$dest$"',
      'search dest="$dest$" | nosuch',
      /SPL0105 warning 21 in a drilldown: unknown command/,
    ],
    [
      'search dest="$dest$"',
      'eval x=nosuch("$dest$")',
      /SPL0301 error 21 in a drilldown: unknown function/,
    ],
    [
      'search dest="$dest$"',
      'stats count by dest | where user="$user$"',
      'SPL0401 warning 21 in a drilldown: unknown field "user"',
    ],
  ]
  test.each(cases.map((each) => [title(each[1]), each] as const))('%s', (_, each) =>
    expectCase(rule, each),
  )

  test.each([
    ['a lone asterisk may be meant', '  | where user="*"\n  | stats'],
    ['a span bounds a transaction', '  | transaction user maxspan=5m\n  | stats'],
    ['a field that is made is given', '  | eval made=1\n  | stats values(made) as made'],
    ['two values with OR', '  | search EventCode=1 OR EventCode=2\n  | stats'],
  ])('%s', async (_, instead) => {
    expect(told(await lint({ [ruleFile]: rule.replace('  | stats', instead) }))).toEqual([])
  })

  test.each([
    ['a token may stand for a number', 'head $user$'],
    ['for a time', 'search earliest=$user$ latest=$dest$'],
    ['for a text that is compared', 'stats count by dest | where dest=$user$'],
  ])('%s', async (_, instead) => {
    const text = rule.replace('search dest="$dest$"', instead)
    expect(told(await lint({ [ruleFile]: text }))).toEqual([])
  })

  test('an investigation is compiled, whatever its tokens stand for', async () => {
    const text = (search: string) => `name: An Investigation
id: 3f1e7a52-2c0d-4a0e-9c43-0b3a0d6f7f55
version: 1
date: '2025-03-10'
author: Ann
type: Investigation
datamodel: []
description: Looks closer.
search: '${search}'
how_to_implement: Collect the log.
known_false_positives: None known.
references: []
tags:
  analytic_story:
    - A Story
  product:
    - Splunk Enterprise
  required_fields:
    - dest
  security_domain: endpoint
`
    const of = (search: string) => lint({ 'investigations/an_investigation.yml': text(search) })
    expect(told(await of('`somelog` dest=$dest$ earliest=$begin$ | stats count by user'))).toEqual(
      [],
    )
    expect(told(await of('`somelog` dest=$dest$ | stats count by user | where host="a"'))).toEqual([
      expect.stringContaining('SPL0401 warning 9 unknown field "host"'),
    ])
    expect(told(await of('`notable` | search dest=$dest$'))).toEqual([
      expect.stringContaining('SPL0502 warning 9 the macro "notable" is not supported'),
    ])
  })

  test('a macro that is deprecated, and what to use instead', async () => {
    const macro = (files['macros/somelog.yml'] as string).replace('The log.', 'DEPRECATED.')
    expect(told(await lint({ 'macros/somelog.yml': macro }))).toEqual([
      'YML0503 warning 12 the macro `somelog` is deprecated',
    ])
  })

  test('what may belong to an app or be made by another search is no error', async () => {
    const by = (tail: string) =>
      rule.replace('  | `a_rule_filter`', `${tail}\n  | \`a_rule_filter\``)
    const severity = async (tail: string) =>
      (await lint({ [ruleFile]: by(tail) })).map((each) => `${each.code} ${each.severity}`)
    expect(await severity('  | zzqqxxkk dest')).toEqual(['SPL0105 warning'])
    expect(await severity('  | statz count by dest')).toEqual(['SPL0105 error'])
    expect(await severity('  | lookup interesting_ports_lookup key as dest')).toEqual([
      'SPL0306 warning',
    ])
    expect(await severity('  | lookup zzqqxxkk key as dest')).toEqual(['SPL0306 error'])
    expect(await severity('  | lookup zzqqxxkk.csv key as dest')).toEqual(['SPL0306 error'])
    const baseline = (files['baselines/a_baseline.yml'] as string).replace(
      'outputlookup words',
      'outputlookup zzqqxxkk.csv',
    )
    const found = await lint({
      [ruleFile]: by('  | lookup zzqqxxkk.csv key as dest'),
      'baselines/a_baseline.yml': baseline,
    })
    expect(told(found).join()).toMatch(/SPL0306 warning/)
    expect(told(found).join()).not.toMatch(/error 15/)
  })

  test('macros that call each other in a circle', async () => {
    const macro = (name: string, other: string) =>
      `name: ${name}\ndefinition: '\`${other}\`'\ndescription: x\n`
    const found = await lint({
      'macros/somelog.yml': macro('somelog', 'otherlog'),
      'macros/otherlog.yml': macro('otherlog', 'somelog'),
    })
    expect(found.map(({ code, line }) => `${code} ${line}`)).toContain('SPL0203 12')
  })
})

describe('the files beside', () => {
  test.each([
    [
      'lookups/words.csv',
      'a,b\n1\n',
      'YML0305 error 1 row 1 of lookups/words.csv has 1 cells, and its header has 2',
    ],
    ['lookups/words.csv', '', 'YML0305 error 1 lookups/words.csv is empty'],
    [
      'dashboards/a_board.json',
      '{"title": "B", "description": ""}',
      'YML0305 error 1 the title in dashboards/a_board.json is "B", and should be "A Board"',
    ],
    [
      'dashboards/a_board.json',
      '{"title": "A Board"}',
      'YML0305 error 1 dashboards/a_board.json has no description',
    ],
    ['dashboards/a_board.json', '{', 'YML0305 error 1 dashboards/a_board.json is not JSON'],
    [
      'playbooks/a_book.yml',
      (files['playbooks/a_book.yml'] as string).replace('playbook: a_book', 'playbook: b'),
      'YML0305 error 1 the playbook has no file b.py',
    ],
    [
      'lookups/words.yml',
      (files['lookups/words.yml'] as string).replace('csv', 'kvstore\nfields: [a, b]'),
      'YML0204 error 8 the fields of a KV store lookup should begin with _key',
    ],
    [
      'lookups/words.yml',
      (files['lookups/words.yml'] as string).replace('csv', 'mlmodel'),
      'YML0305 error 1 the file of a machine learning model',
    ],
    ['lookups/orphan.csv', 'a\n1\n', 'YML0314 error 1 the table belongs to no lookup'],
  ])('%s %j', async (file, text, expected) => {
    expect(told(await lint({ [file]: text })).join('\n')).toContain(expected)
  })
})

describe('deprecations', () => {
  const mapping = 'removed/deprecation_mapping.YML'
  const entry = (content: string, kind = 'detections', reason = 'too noisy') =>
    `${kind}:\n- content: ${content}\n  removed_in_version: 5.2.0\n  reason: ${reason}\n`
  const removed = files['stories/a_story.yml']
    ?.replace(/^name:.*$/m, 'name: Old Rule')
    .replace(/d10$/m, 'e10')
    .replace('status: production', 'status: removed') as string
  test.each([
    [entry('Old Rule'), []],
    [
      entry('Old Rul'),
      [
        'YML0411 error 7 "Old Rule" is removed, and no deprecation mapping says why',
        'YML0411 error 2 "Old Rul" is neither deprecated nor removed (did you mean "Old Rule"?)',
      ],
    ],
    [
      entry('Old Rule', 'detections', 'bad'),
      ['YML0411 error 2 the reason for "Old Rule" is missing or too short'],
    ],
    [
      `${entry('Old Rule')}- content: Old Rule\n  reason: too noisy\n`,
      ['YML0411 error 5 "Old Rule" is also named in line 2'],
    ],
  ])('%j', async (text, expected) => {
    const found = told(await lint({ [mapping]: text, 'removed/detections/old_rule.yml': removed }))
    expect([...found].sort()).toEqual([...expected].sort())
  })
})
