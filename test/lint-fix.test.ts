import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lintAndFix } from '../src/content-checks.ts'
import { type ContentRepository, contentRepository, rule, ruleFile } from './content-repository.ts'

let repository: ContentRepository
beforeEach(() => {
  repository = contentRepository()
})
afterEach(() => repository.remove())

const options = { now: Date.UTC(2026, 5, 1) / 1000, timeZone: 'UTC' }
const fix = async (text: string) => {
  const path = repository.write(ruleFile, text)
  const { diagnostics, fixed } = await lintAndFix([path], [], options, () => {})
  return { fixed, left: diagnostics.map(({ code }) => code), text: readFileSync(path, 'utf8') }
}

test.each([
  ['type: TTP', 'type: ttp'],
  ['data_source:', 'data-sources:'],
  ['security_domain: endpoint', 'security_domain: Endpoint'],
  ["author: '7'", 'author: 7', rule.replace('author: Ann', "author: '7'")],
  ['    - T1059.001', '    - T1086'],
])('%s is put right', async (right, wrong, whole = rule) => {
  const { fixed, left, text } = await fix(whole.replace(right, wrong))
  expect({ fixed, left }).toEqual({ fixed: 1, left: [] })
  expect(text).toBe(whole)
})

test('the filter macro is added, and lines of a quoted text are indented', async () => {
  const { fixed, left, text } = await fix(
    rule
      .replace('\n  | `a_rule_filter`', '')
      .replace('description: Finds something.', "description: 'Finds\nsomething.'"),
  )
  expect({ fixed, left }).toEqual({ fixed: 2, left: [] })
  expect(text).toContain('process_name | `a_rule_filter`\n')
  expect(text).toContain("'Finds\n something.'")
})

test.each([
  ['a word that is only near', 'type: TTPP', 'YML0204'],
  ['a key whose right form is there as well', 'type: TTP\nTypes: TTP', 'YML0203'],
])('left alone: %s', async (_, instead, code) => {
  const text = rule.replace('type: TTP', instead)
  const found = await fix(text)
  expect(found).toEqual({ fixed: 0, left: [code], text })
})
