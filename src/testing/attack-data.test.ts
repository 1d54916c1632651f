import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { AttackData } from '../detections/detection.ts'
import type { PlacedText } from '../detections/placed-text.ts'
import { dataFinder } from './attack-data.ts'

const top = mkdtempSync(join(tmpdir(), 'whippet-data-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

function file(path: string): string {
  const whole = join(top, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, 'x')
  return whole
}

const entry = (data: string): AttackData => ({
  data: { text: data } as PlacedText,
  source: 's',
  sourcetype: 't',
  host: null,
  index: null,
})
const base = 'https://media.githubusercontent.com/media/splunk/attack_data/master/datasets'
const detection = join(top, 'repo/content/detections/endpoint/d.yml')

for (const path of [
  'repo/package.json',
  'repo/content/data/in.log',
  'repo/content/detections/endpoint/beside.log',
  'repo/examples/near.log',
  'outside.log',
  'attack_data/datasets/T1/a/windows.log',
  'attack_data/T2/b/windows.log',
  'attack_data/deep/er/only.log',
  'attack_data/one/twice.log',
  'attack_data/two/twice.log',
]) {
  file(path)
}
symlinkSync(join(top, 'outside.log'), join(top, 'repo/content/data/link.log'))

const find = (data: string, others: readonly string[] = []) => {
  const finder = dataFinder([join(top, 'attack_data')], [data, ...others].map(entry))
  const place = finder.find(entry(data), detection)
  if (place.kind === 'absent') return place.reason.replaceAll(top, '')
  if (place.kind === 'remote') return 'remote'
  const path = relative(top, place.path)
  return place.note ? `${path} (${place.note})` : path
}

describe('a URL', () => {
  it.each([
    ['by its whole path', `${base}/T1/a/windows.log`, 'attack_data/datasets/T1/a/windows.log'],
    ['by the end of its path', `${base}/T2/b/windows.log`, 'attack_data/T2/b/windows.log'],
    [
      'by its name alone',
      `${base}/x/only.log`,
      'attack_data/deep/er/only.log (taken for only.log by its name alone)',
    ],
    [
      'not by a name that two files have',
      `${base}/x/twice.log`,
      '2 files have its name: /attack_data/one/twice.log, /attack_data/two/twice.log',
    ],
    ['elsewhere', `${base}/x/nowhere.log`, 'remote'],
    ['that leads up', `${base}/../../../../../../outside.log`, 'remote'],
    [
      'with an encoded slash',
      `${base}/..%2f..%2foutside.log`,
      'the path of its URL is none that a file could have: /media/splunk/attack_data/master/datasets/..%2f..%2foutside.log',
    ],
    [
      'with an encoded backslash',
      `${base}/..%5c..%5coutside.log`,
      'the path of its URL is none that a file could have: /media/splunk/attack_data/master/datasets/..%5c..%5coutside.log',
    ],
    [
      'with a zero byte',
      `${base}/a%00b`,
      'the path of its URL is none that a file could have: /media/splunk/attack_data/master/datasets/a%00b',
    ],
    [
      'that is wrongly encoded',
      `${base}/%zz`,
      'the path of its URL is none that a file could have: /media/splunk/attack_data/master/datasets/%zz',
    ],
    ['of another kind', 'file:///etc/passwd', 'file: URLs are not read'],
  ])('%s', (_, url, found) => expect(find(url)).toBe(found))

  it('is not taken by a name that other tests have for other data', () => {
    expect(find(`${base}/x/only.log`, [`${base}/y/only.log`])).toMatch(
      /^\/attack_data\/deep\/er\/only\.log has its name, but so have 2 files of these tests; /,
    )
  })
})

describe('a path', () => {
  it.each([
    ['from the content', 'data/in.log', 'repo/content/data/in.log'],
    ['from the detection', 'beside.log', 'repo/content/detections/endpoint/beside.log'],
    ['in the repository of the content', '../examples/near.log', 'repo/examples/near.log'],
    ['below --data', 'deep/er/only.log', 'attack_data/deep/er/only.log'],
    [
      'out of the repository',
      '../../outside.log',
      '../../outside.log leads out of /repo; name its folder with --data',
    ],
    [
      'out of it by a link',
      'data/link.log',
      'data/link.log leads out of /repo; name its folder with --data',
    ],
    [
      'from the root',
      '/etc/hostname',
      '/etc/hostname leads out of /repo; name its folder with --data',
    ],
    ['to nothing', 'no.log', 'there is no no.log in /repo/content, /attack_data'],
    ['to a folder', 'data', 'there is no data in /repo/content, /attack_data'],
  ])('%s', (_, path, found) => expect(find(path)).toBe(found))
})
