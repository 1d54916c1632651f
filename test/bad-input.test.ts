import { execFile, execFileSync } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { HuntReport } from '../src/detections/hunt-report.ts'
import { badInputs as cases, line } from './bad-inputs.ts'

/**
 * One hunt by the built program over a folder of everything that is wrong with inputs, and the examples in the midst of it. What a
 * parser does with each is tested beside the parser; here it counts that the whole goes on, tells all, and stays small.
 */
const folder = mkdtempSync(join(tmpdir(), 'whippet-bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => {
  for (const [name, content] of cases) writeFileSync(join(folder, name), content)
  const long = openSync(join(folder, 'long.json'), 'w')
  writeSync(long, `${line('before')}{"a":"`)
  for (let i = 0; i < 100; i++) writeSync(long, 'x'.repeat(1 << 20))
  writeSync(long, `"}\n${line('after')}`)
  closeSync(long)
  mkdirSync(join(folder, 'links'))
  symlinkSync('b', join(folder, 'links/a'))
  symlinkSync('a', join(folder, 'links/b'))
  symlinkSync('..', join(folder, 'links/up'))
  execFileSync('mkfifo', [join(folder, 'links/pipe')])
  writeFileSync(join(folder, 'm.xml'), readFileSync('examples/xml/ws07.xml'))
})

const told = (name: string): string => name.replace('\u001b', '\\x1b').replace('\u0007', '\\x07')

interface Hunted {
  readonly report: HuntReport
  readonly err: string
  readonly megabytes: number
}

function hunt(...args: string[]): Promise<Hunted> {
  const tell = 'process.on("exit",()=>process.stderr.write("\\n"+process.resourceUsage().maxRSS))'
  const program = ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, 'dist/main.js']
  const limits = { maxBuffer: 1 << 28, timeout: 60_000, env: { ...process.env, TZ: 'UTC' } }
  return new Promise((resolve, reject) => {
    const given = [...program, 'hunt', ...args, '--format', 'json', '--now', '0']
    execFile(process.execPath, given, limits, (error, out, err) => {
      if (error) return reject(error)
      const megabytes = Number(err.slice(err.lastIndexOf('\n'))) / 1024
      resolve({ report: JSON.parse(out) as HuntReport, err, megabytes })
    })
  })
}

it.skipIf(platform() === 'win32')('everything wrong at once', async () => {
  const [alone, one, two] = [
    await hunt(join(folder, 'm.xml')),
    await hunt(folder, '--jobs', '1'),
    await hunt(folder, '--jobs', '2'),
  ]
  for (const [name, , message, severity] of cases) {
    const lines = one.err.split('\n').filter((text) => text.includes(`${told(name)}`))
    const said = lines.filter((text) => text.startsWith(severity) && message.test(text))
    expect(said.join('\n'), name).toMatch(/\(at byte \d+\)/)
  }
  expect(one.err).toMatch(/warning: .*long\.json: the object is longer than \d+ bytes.*byte 5\d/)
  expect(one.err).toMatch(/warning: .*links.a: a link that leads back to itself/)
  expect(one.err).toMatch(/warning: .*links.pipe: neither a file nor a folder/)
  expect(one.err).not.toContain('\u001b')

  const { summary, findings } = one.report
  expect(summary.files).toBe(cases.length + 2)
  expect(summary.parseErrors).toBeGreaterThanOrEqual(
    cases.filter(([, , , severity]) => severity === 'warning').length + 4,
  )
  expect(summary.notes).toBeGreaterThanOrEqual(5)
  expect(findings).toEqual(alone.report.findings)
  expect(findings.length).toBeGreaterThan(0)
  expect(two.report).toEqual(one.report)
  for (const { megabytes } of [one, two]) expect(megabytes).toBeLessThan(600)
})
