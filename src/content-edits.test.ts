import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { captureCli } from '../test/captured-cli.ts'
import {
  type ContentRepository,
  contentRepository,
  rule,
  ruleFile,
} from '../test/content-repository.ts'
import { fmtCommand } from './cli/fmt-command.ts'
import { type Ask, newCommand } from './cli/new-command.ts'
import { services } from './services.ts'

let repository: ContentRepository
beforeEach(() => {
  repository = contentRepository()
})
afterEach(() => repository.remove())

function whippet(args: readonly string[], ask?: Ask) {
  const offered = services()
  return captureCli(args, [fmtCommand(offered), newCommand(offered, ask)])
}

const read = (name: string) => readFileSync(`${repository.folder}/${name}`, 'utf8')

test('fmt writes what changes, and says so; --check writes nothing', async () => {
  const messy = rule.replace('| stats count', '|   stats   count')
  const path = repository.write(ruleFile, messy)
  const check = await whippet(['fmt', '--check', path])
  expect(check).toMatchObject({ code: 1, out: `${path}\n`, err: '1 of 1 files would change\n' })
  expect(read(ruleFile)).toBe(messy)
  expect(await whippet(['fmt', path])).toMatchObject({ code: 0, out: `${path}\n` })
  expect(read(ruleFile)).toContain('  | stats count by dest user process_name\n')
  expect(await whippet(['fmt', '--check', path])).toMatchObject({ code: 0, out: '' })
})

test('fmt leaves a file that it cannot read, and goes on', async () => {
  const broken = repository.write('macros/broken.yml', 'name: "A\n')
  const { code, err } = await whippet(['fmt', `${repository.folder}/macros`])
  expect(code).toBe(1)
  expect(err).toContain(`${broken}: left as it is:`)
  expect(read('macros/broken.yml')).toBe('name: "A\n')
})

test('fmt lays out a file of SPL', async () => {
  const path = repository.write('a.spl', 'index=a|head 1')
  expect((await whippet(['fmt', path])).code).toBe(0)
  expect(read('a.spl')).toBe('index=a\n| head 1\n')
})

const base = ['--story', 'A Story', '--technique', 'T1059.001', '--author', 'Ann']
const inRepository = () => ['--content', repository.folder, ...base]

test.each(['TTP', 'Anomaly', 'Hunting', 'Correlation'])(
  'new writes a %s in which lint finds nothing',
  async (type) => {
    const { code, out, err } = await whippet([
      'new',
      `A New ${type} Rule`,
      ...['--type', type, '--data-source', 'Some Log', '--data', 'https://example.com/a.log'],
      ...inRepository(),
    ])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const path = `detections/endpoint/a_new_${type.toLowerCase()}_rule.yml`
    expect(out).toBe(`${repository.folder}/${path}\n`)
    expect(read(path)).toContain('status: production\n')
  },
)

test('new takes a search and its field, and is an experiment without data', async () => {
  const { code, err } = await whippet([
    'new',
    'By Search',
    ...['--search', '`somelog` | stats count by user', '--field', 'user', ...inRepository()],
  ])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const text = read('detections/endpoint/by_search.yml')
  expect(text).toContain('status: experimental')
  expect(text).toContain('| stats count by user\n  | `by_search_filter`\n')
  expect(text).toContain('type: user')
})

test.each([
  [['A Rule', '--data-source', 'Some Log'], 'is there already'],
  [
    ['B', '--data-source', 'Some Lag'],
    'there is no data source "Some Lag"; did you mean "Some Log"?',
  ],
  [['B', '--data-source', 'Some Log', '--story', 'A Stroy'], 'there is no story "A Stroy"'],
  [['B'], 'a data source or a search is needed'],
  [
    ['B', '--search', 'index=a | statz'],
    '--search: unknown command "statz" (did you mean "stats"?)',
  ],
  [
    ['B', '--search', 'index=a | stats count by user'],
    'does not give the field dest, which --field names; it gives',
  ],
  [['B', 'C'], 'put it in quotes'],
  [[], 'new needs the name'],
])('new refuses %j', async (args, message) => {
  const { code, err } = await whippet(['new', ...args, '--content', repository.folder])
  expect(code).toBe(2)
  expect(err).toContain(message)
})

test('new asks for what it is not told', async () => {
  const asked: string[] = []
  const answers: Readonly<Record<string, string>> = {
    Name: 'Asked Rule',
    Type: 'Hunting',
    Data: 'Some Log',
  }
  const { code } = await whippet(['new', '--content', repository.folder], async (question) => {
    asked.push(question)
    return answers[question.split(' ')[0] as string] ?? ''
  })
  expect(code).toBe(0)
  expect(asked.length).toBeGreaterThan(5)
  expect(read('detections/endpoint/asked_rule.yml')).toContain('type: Hunting')
})
