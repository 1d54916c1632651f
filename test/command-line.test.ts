import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HuntReport } from '../src/detections/hunt-report.ts'

// The built program, as users run it: `npm test` builds before it tests.
const program = 'dist/main.js'
const folder = mkdtempSync(join(tmpdir(), 'whippet-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(() => expect(existsSync(program), 'run npm run build first').toBe(true))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

const whippet = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '', TZ: 'UTC' }
    execFile(process.execPath, [program, ...args], { env, maxBuffer: 1 << 28 }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })

const report = async (...args: string[]): Promise<HuntReport> =>
  JSON.parse((await whippet('hunt', ...args, '--format', 'json')).out)

/** Without the time that it took. */
const comparableLines = (text: string): readonly string[] => text.split('\n').slice(0, -2)

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('hunt', () => {
  const shapes = ['xml', 'text', 'evtx-dump', 'nxlog']

  it.each(shapes)('finds both intrusions in %s, and nothing else', async (shape) => {
    const { findings, summary } = await report(`examples/${shape}`)
    expect(findings.map(({ detection, rows }) => [detection.name, rows.length])).toEqual([
      ['Remote Process Instantiation via DCOM and PowerShell Script Block', 2],
      ['Remote Process Instantiation via WinRM and PowerShell Script Block', 2],
    ])
    expect(findings[0]?.risk.map(({ objects }) => objects)).toEqual([
      [{ field: 'dest', value: 'srv-file01.corp.example', type: 'system', score: 50 }],
      [{ field: 'dest', value: 'ws07.corp.example', type: 'system', score: 50 }],
    ])
    expect(findings[1]?.risk.map(({ objects }) => objects[0]?.score)).toEqual([45, 45])
    expect(findings[1]?.risk[0]?.message).toContain('srv-file01.corp.example')
    expect(summary).toMatchObject({
      files: 3,
      events: 30,
      parseErrors: 0,
      detections: 2,
      skipped: [],
    })
  })

  it('gives equal rows for all shapes but for what a shape cannot carry', async () => {
    const [reference, ...others] = await Promise.all(
      shapes.map((shape) => report(`examples/${shape}`)),
    )
    // Classic text has no process id and no fractions of a second; see docs/examples.md.
    const comparable = ({ findings }: HuntReport) =>
      findings.map(({ rows }) =>
        rows.map(({ ProcessID, lastTime, ...row }) => ({
          ...row,
          lastTime: String(lastTime).split('.')[0],
        })),
      )
    for (const other of others) expect(comparable(other)).toEqual(comparable(reference!))
    const exact = ({ findings }: HuntReport) => findings.map(({ rows }) => rows)
    expect(exact(others[1]!)).toEqual(exact(reference!))
  })

  it('fills every token of the drilldowns that the rows can fill, and reports the others', async () => {
    const { out, err } = await whippet('hunt', 'examples/xml', '--format', 'json')
    const { findings } = JSON.parse(out) as HuntReport
    const [first] = findings[0]!.drilldowns
    expect(first?.search).toContain('| fillnull')
    expect(first?.search).not.toContain('%original_detection_search%')
    expect(first?.missing).toEqual(['Computer'])
    expect(typeof first?.earliest).toBe('number')
    expect(typeof first?.latest).toBe('number')
    expect(err).toMatch(/dcom_and_powershell_script_block\.yml:\d+:\d+ .*field Computer/)
  })

  it.each(['table', 'json', 'jsonl', 'csv', 'sarif'])(
    'prints the same bytes as %s in every run and with any number of threads',
    async (format) => {
      const run = async (...more: string[]) =>
        (await whippet('hunt', 'examples', '--format', format, ...more)).out
      const once = await run()
      expect(once.length).toBeGreaterThan(100)
      expect(await run()).toBe(once)
      expect(await run('--jobs', '1')).toBe(once)
      expect(await run('--jobs', '2')).toBe(once)
      expect(await run('--jobs', '3')).toBe(once)
    },
  )

  it('prints the same of one large file that threads read in parts, and tells the same of it', async () => {
    const lines = readFileSync('examples/nxlog/ws07.jsonl')
    const damage = [
      '{"a":"broken\n',
      Buffer.from('{"a":"caf\xe9"}\n', 'latin1'),
      '{\n"a":{\n{}\n',
      'no object\nnor this\n',
    ].map((each) => Buffer.from(each))
    const pieces = Array.from({ length: Math.ceil((36 << 20) / lines.length) }, (_, index) =>
      index % 97 === 0 ? damage[(index / 97) % damage.length]! : lines,
    )
    const path = file('large.jsonl', Buffer.concat(pieces))
    const [one, two, three] = await Promise.all(
      ['1', '2', '3'].map((jobs) => whippet('hunt', path, '--format', 'json', '--jobs', jobs)),
    )
    expect(one!.err).toContain('large.jsonl: the object is not closed')
    expect(one!.err).toContain('not UTF-8 here')
    expect(JSON.parse(one!.out).findings).toHaveLength(1)
    for (const more of [two!, three!]) {
      expect(more.out).toBe(one!.out)
      expect(comparableLines(more.err)).toEqual(comparableLines(one!.err))
    }
  })

  it('writes SARIF with a rule for each detection', async () => {
    const target = join(folder, 'findings.sarif')
    expect((await whippet('hunt', 'examples/xml', '--format', 'sarif', '-o', target)).code).toBe(0)
    const [run] = JSON.parse(readFileSync(target, 'utf8')).runs
    expect(run.tool.driver.rules).toHaveLength(2)
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(
      Array(4).fill('warning'),
    )
  })

  it('tells on stderr what a format or file has no place for', async () => {
    const missing = join(folder, 'missing')
    for (const more of [
      ['--format', 'csv'],
      ['-o', join(folder, 'findings.txt')],
    ]) {
      const { err } = await whippet('hunt', 'examples/xml', missing, ...more)
      expect(err).toMatch(/2 of 2 detections fired, 4 rows · 3 files .* 1 could not be read\n$/)
    }
  })

  it('keeps to the time range', async () => {
    const { findings } = await report('examples/xml', '--earliest', '2026-02-03T09:40:00Z')
    expect(findings.map(({ detection }) => detection.name)).toEqual([
      'Remote Process Instantiation via WinRM and PowerShell Script Block',
    ])
    expect(findings[0]?.drilldowns.every(({ earliest }) => earliest === 1770111600)).toBe(true)
  })

  it('runs only the detections asked for', async () => {
    const { findings, summary } = await report('examples/xml', '--detection', '*dcom*')
    expect(findings).toHaveLength(1)
    expect(summary.detections).toBe(1)
  })
})

describe('what cannot be read or run', () => {
  it('is named with file and offset, counted, and everything else is hunted', async () => {
    const good = readFileSync('examples/evtx-dump/ws07.jsonl', 'utf8').split('\n')
    good.splice(3, 0, '{"Event": {"System": ')
    const damaged = file('damaged.jsonl', good.join('\n'))
    const { out, err, code } = await whippet(
      'hunt',
      damaged,
      join(folder, 'missing'),
      '--format',
      'json',
    )
    const { summary, findings } = JSON.parse(out) as HuntReport
    expect(code).toBe(0)
    expect(findings[0]?.rows).toHaveLength(1)
    expect(summary.parseErrors).toBe(2)
    expect(err).toMatch(/damaged\.jsonl: .*byte \d+/)
    expect(err).toMatch(/missing: no such file or folder/)
  })

  it('lists a detection that cannot run with the place in its file', async () => {
    const detection = (search: string) =>
      `name: Broken\nid: 0b5b7f0c-6d5c-4c39-9d5f-2f0a8a3b6c11\ntype: TTP\nstatus: production\nsearch: |\n  index=*\n  ${search}\ntests: []\n`
    const cases = [
      ['| stats nosuch(x)', /broken\.yml:7:11 SPL0303/],
      ['| rest /services', /broken\.yml:7:\d+ SPL0501/],
      ['| where nosuch(x)', /broken\.yml:7:\d+ SPL0301/],
      ['| `nosuch`', /broken\.yml:7:5 SPL0201/],
    ] as const
    for (const [search, reason] of cases) {
      const path = file('broken.yml', detection(search))
      const { summary, findings } = await report(
        'examples/xml',
        '--content',
        path,
        '--content',
        'content',
      )
      expect(summary.skipped).toHaveLength(1)
      expect(summary.skipped[0]).toMatchObject({ name: 'Broken' })
      expect(summary.skipped[0]?.reason).toMatch(reason)
      expect(findings).toHaveLength(2)
    }
  })

  it.each([
    [['hunt'], /needs a file or folder/],
    [['hunt', 'nowhere'], /nothing to read in nowhere/],
    [['hunt', 'examples', '--content', 'nowhere'], /content cannot be read/],
    [['hunt', 'examples', '--nosuch'], /--nosuch/],
    [['hunt', 'examples', '--format', 'yaml'], /table, json, jsonl, csv, sarif/],
    [['hunt', 'examples', '--jobs', '0'], /--jobs/],
    [['hunt', 'examples', '--tz', 'Mars/Base'], /IANA/],
    [['hunt', 'examples', '--earliest', 'yesterdayish'], /--earliest/],
    [['hunt', 'examples', '--detection', 'nosuch'], /no detection is named/],
    [['hunt', 'examples', '--detection', 'dcom'], /"\*dcom\*"/],
    [['hunt', 'examples', '--content', 'examples'], /no detection in examples/],
    [['hunt', 'examples', '--fromat', 'json'], /did you mean --format\?/],
    [['hunt', 'examples', '--tz'], /--tz needs a value: --tz ZONE/],
    [['hunt', 'examples', '-o', 'nowhere/x.json'], /--output nowhere\/x\.json .*does not exist/],
    [['hunt', 'examples', '-o', 'src'], /--output src .*folder/],
    [['hunt', 'examples', '--earliest', '2026-02-30'], /--earliest: .*give -24h@h/],
    [['hunt', 'examples', '--earliest', '2026-02-04', '--latest', '2026-02-03'], /not before/],
    [['serch', 'x'], /did you mean "search"\?/],
    [['help', 'nosuch'], /unknown command "nosuch"/],
    [['nosuch'], /unknown command "nosuch"/],
    [['search', '| nosuch'], /SPL0105/],
    [['search'], /needs SPL/],
    [['search', '*', '-i', 'examples', '--sourcetype', ''], /--sourcetype takes a name/],
  ])('%j ends with exit code 2 and says why', async (args, message) => {
    const { code, err, out } = await whippet(...args)
    expect(code).toBe(2)
    expect(err).toMatch(message)
    expect(out).toBe('')
  })
})

describe('search', () => {
  it('runs SPL over files', async () => {
    const spl = '`powershell` EventCode=4104 | stats count by Computer | sort Computer'
    const { out, code } = await whippet(
      'search',
      spl,
      '--input',
      'examples/nxlog',
      '--format',
      'json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      fields: ['Computer', 'count'],
      rows: [
        { Computer: 'dc01.corp.example', count: 4 },
        { Computer: 'srv-file01.corp.example', count: 7 },
        { Computer: 'ws07.corp.example', count: 10 },
      ],
    })
  })

  it.each(['1', '2'])(
    'takes events for what the user says they are, on %s threads',
    async (jobs) => {
      const { out, code } = await whippet(
        'search',
        'index=lab host=h1 | stats count by sourcetype source',
        ...['-i', 'examples/xml', '--format', 'csv', '--jobs', jobs],
        ...[
          '--index',
          'lab',
          '--host',
          'h1',
          '--sourcetype',
          'xmlwineventlog',
          '--source',
          'lab.xml',
        ],
      )
      expect({ out, code }).toEqual({
        out: 'sourcetype,source,count\nxmlwineventlog,lab.xml,30\n',
        code: 0,
      })
    },
  )

  it('hands events over newest first', async () => {
    const { out } = await whippet(
      'search',
      'EventCode=4104 | head 1 | table _time',
      '-i',
      'examples/xml',
      '--format',
      'csv',
    )
    const { out: last } = await whippet(
      'search',
      'EventCode=4104 | stats max(_time) as _time',
      '-i',
      'examples/xml',
      '--format',
      'csv',
    )
    expect(out).toBe(last)
  })

  it('says when it was given nothing to search', async () => {
    const { code, out, err } = await whippet('search', 'index=main | stats count')
    expect({ code, out }).toEqual({ code: 0, out: 'count\n─────\n0\n1 row\n' })
    expect(err).toMatch(/^warning: there are no events to search: .*--input/)
  })

  it('needs no input for a search that makes its own rows', async () => {
    const { out } = await whippet(
      'search',
      '| makeresults | eval x=1+2 | table x',
      '--format',
      'csv',
    )
    expect(out).toBe('x\n3\n')
  })
})

describe('help', () => {
  it.each([[['--help']], [['hunt', '--help']], [['search', '--help']]])('%j', async (args) => {
    const { code, out } = await whippet(...args)
    expect(code).toBe(0)
    expect(out).toContain('whippet')
  })

  it('tells its version', async () => {
    expect((await whippet('--version')).out).toMatch(/^whippet \d+\.\d+\.\d+\n$/)
  })
})
