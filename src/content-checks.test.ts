import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { captureCli } from '../test/captured-cli.ts'
import { explainCommand } from './cli/explain-command.ts'
import { lintCommand } from './cli/lint-command.ts'
import type { LintDiagnostic } from './detections/lint.ts'
import { services } from './services.ts'

const folder = mkdtempSync(join(tmpdir(), 'whippet-lint-')).replaceAll('\\', '/')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function whippet(...args: string[]) {
  const offered = services()
  return captureCli(args, [explainCommand(offered), lintCommand(offered)])
}

function file(name: string, text: string): string {
  const path = `${folder}/${name}`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}

/** The search begins in line 6. A hunting search that is an experiment needs no more than this. */
const detection = (search: string, more = ''): string =>
  `name: A Rule\nid: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11\ntype: Hunting\nstatus: experimental\nsearch: |\n${`${search} | \`a_rule_filter\``
    .split('\n')
    .map((line) => `  ${line}\n`)
    .join(
      '',
    )}${more}version: 1\ndate: '2025-01-02'\nauthor: Ann\ndescription: Finds it.\nhow_to_implement: Nothing.\nknown_false_positives: None.\ntags: {analytic_story: [], asset_type: Endpoint, product: [Splunk Cloud], security_domain: endpoint}\ntests: []\n`

async function lint(...paths: string[]): Promise<readonly LintDiagnostic[]> {
  return JSON.parse((await whippet('lint', ...paths, '--format', 'json')).out).diagnostics
}

describe('lint', () => {
  it('gives each diagnostic with its place in the file', async () => {
    const path = file(
      'places/detections/a_rule.yml',
      detection('index=a\n| stats nosuch(x)\n| where', 'nosuch: 1\n'),
    )
    const found = await lint(path)
    expect(found).toEqual([
      {
        code: 'SPL0104',
        severity: 'error',
        message: expect.any(String),
        file: path,
        line: 8,
        column: expect.any(Number),
      },
      {
        code: 'YML0203',
        severity: 'warning',
        message: 'the key "nosuch" is not known, and has no effect',
        file: path,
        line: 9,
        column: 1,
      },
    ])
  })

  const cases: readonly (readonly [search: string, more: string, expected: readonly string[]])[] = [
    ['index=a\n| stats count by user', '', []],
    ['index=a\n| stats nosuch(x)', '', ['SPL0303 7:11']],
    ['index=a\n| stats count by user\n| where usr=1', '', ['SPL0401 8:11']],
    ['index=a `nosuch`', '', ['SPL0201 6:11']],
    ['index=a | `security_content_ctime(x)` | lookup nosuch a', '', ['SPL0306 6:43']],
    [
      'index=a\n| stats count by user',
      'rba:\n  message: Seen $usr$\n  risk_objects:\n  - {field: user, type: user, score: 5}\n  threat_objects: []\n',
      // A hunting search has no risk; that it names a field which is not there is told as well.
      ['YML0402 8:1', 'YML0303 9:17'],
    ],
  ]
  it.each(cases)('%s %s', async (search, more, expected) => {
    const found = await lint(file('cases/detections/a_rule.yml', detection(search, more)))
    expect(found.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual(expected)
  })

  it('knows macros of the path, of --content, and of those that come with Whippet', async () => {
    const rule = file('own/detections/a_rule.yml', detection('`mine` `theirs`'))
    const macro = (name: string) => `name: ${name}\ndefinition: index=a\ndescription: x\n`
    file('own/macros/mine.yml', macro('mine'))
    file('other/macros/theirs.yml', macro('theirs'))
    const codes = async (...args: string[]) => (await lint(...args)).map(({ code }) => code)
    const lone = file('lone/a_rule.yml', detection('`mine` `theirs`'))
    expect(await codes(lone)).toEqual(['SPL0201', 'SPL0201'])
    // A file knows the repository that it lies in.
    expect(await codes(rule)).toEqual(['SPL0201'])
    expect(await codes(`${folder}/own`)).toEqual(['SPL0201'])
    expect(await codes(`${folder}/own`, '--content', `${folder}/other`)).toEqual([])
    const { code } = await whippet('lint', `${folder}/own`, '--content', `${folder}/other`)
    expect(code).toBe(0)
  })

  it('reports a lookup without its file', async () => {
    const path = file('lookup/lookups/l.yml', 'name: l\nfilename: l.csv\ndescription: x\n')
    expect((await lint(path)).map(({ code }) => code)).toEqual(['YML0305'])
  })

  it('shows excerpts and counts, and ends with 1 for errors', async () => {
    const path = file('table/detections/a_rule.yml', detection('index=a\n| stats nosuch(x)'))
    const { out, code } = await whippet('lint', path)
    expect(code).toBe(1)
    expect(out).toBe(
      `error[SPL0303]: unknown statistical function "nosuch"\n  ┌─ ${path}:7:11\n7 │   | stats nosuch(x) | \`a_rule_filter\`\n  │           ^^^^^^^^^\n\n` +
        '1 error, 0 warnings, 0 notes in 1 file\n',
    )
  })

  it('writes SARIF with a rule for each code', async () => {
    const path = file(
      'sarif/detections/a_rule.yml',
      detection('index=a\n| stats nosuch(x), other(y)'),
    )
    const [run] = JSON.parse((await whippet('lint', path, '--format', 'sarif')).out).runs
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['SPL0303'])
    expect(run.results).toHaveLength(2)
    expect(run.results[0]).toMatchObject({
      ruleId: 'SPL0303',
      ruleIndex: 0,
      level: 'error',
      locations: [
        { physicalLocation: { region: { startLine: 7, startColumn: 11, endColumn: 20 } } },
      ],
    })
  })

  it.each([[['lint']], [['lint', 'nowhere']], [['lint', '.', '--format', 'csv']]])(
    '%j is wrong usage',
    async (args) => {
      const { code, out, err } = await whippet(...args)
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain('error')
    },
  )
})

describe('explain', () => {
  const explained = async (...args: string[]) =>
    JSON.parse((await whippet('explain', ...args, '--format', 'json', '--tz', 'UTC')).out)

  it('tells every step as JSON', async () => {
    const report = await explained('index=a `comment("x")` user=b earliest=10 | top host')
    expect(report).toMatchObject({
      expanded: 'index=a  user=b earliest=10 | top host',
      commands: ['search index=a user=b earliest=10', 'top 10 host'],
      refused: false,
      diagnostics: [],
    })
    expect(report.ast).toBeUndefined()
    const [plan] = report.plans
    expect(plan).toMatchObject({
      generates: false,
      filters: 1,
      earliest: 10,
      latest: null,
      needed: ['_time', 'host', 'index', 'user'],
    })
    expect(plan.stages[0]).toMatchObject({ command: 'search', filter: true, fields: null })
    expect(plan.stages.at(-1).fields).toContain('percent')
  })

  it('explains subsearches too, and a search that makes its rows', async () => {
    const report = await explained('index=a [search b=1 | fields c] | join u [| makeresults]')
    expect(report.plans.map(({ generates }: { generates: boolean }) => generates)).toEqual([
      false,
      false,
      true,
    ])
  })

  it('reads the search of a detection, whose filter macro is known', async () => {
    const path = file('explain/detections/a_rule.yml', detection('index=a'))
    expect((await explained(path)).expanded.trim()).toBe('index=a | search *')
    const spl = file('explain/search.spl', '| makeresults')
    expect((await explained(spl)).commands).toEqual(['makeresults'])
  })

  it('prints text, with the tree when asked', async () => {
    const { out, code } = await whippet('explain', 'index=a | stats count by b', '--ast')
    expect(code).toBe(0)
    for (const part of [
      'Macros expanded\n  (none)',
      '2. stats count BY b',
      '"kind": "pipeline"',
      'asked for later  b',
      'in search order           not needed',
      'time range                all time',
    ])
      expect(out).toContain(part)
  })

  it('shows what could be read of a search that is refused, and ends with 2', async () => {
    const { out, err, code } = await whippet('explain', 'index=a | stats nosuch(b)')
    expect(code).toBe(2)
    expect(err).toContain('error[SPL0303]')
    expect(out).toContain('1. search index=a')
    expect(out).not.toContain('Plan')
  })

  it.each([[['explain']], [['explain', 'a', 'b']], [['explain', 'package.json', 'x']]])(
    '%j is wrong usage',
    async (args) => {
      expect((await whippet(...args)).code).toBe(2)
    },
  )

  it('says what is wrong with a file that holds no detection', async () => {
    const path = file('explain/macros/m.yml', 'name: m\ndefinition: x\n')
    const { code, err } = await whippet('explain', path)
    expect([code, err]).toEqual([2, expect.stringContaining('holds no detection')])
  })
})
