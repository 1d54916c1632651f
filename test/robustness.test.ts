import fc from 'fast-check'
import { expect, test } from 'vitest'
import { environmentOf } from '../src/app.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { renderDiagnostic } from '../src/diagnostics/render.ts'
import { explainSearch } from '../src/search/explain-search.ts'
import { sharedFolder } from './shared-material.ts'

const folder = sharedFolder('data/security_content') ?? 'content'
const content = loadContent(
  readContentFiles(
    ['detections/endpoint', 'detections/cloud', 'macros', 'lookups']
      .map((part) => `${folder}/${part}`)
      .filter((path) => folder !== 'content' || !/cloud|lookups/.test(path)),
    () => {},
  ),
  ['detections', 'macros', 'lookups'],
)
const environment = environmentOf(content)
const searches = content.detections.map(({ search }) => search.text)

/** Whatever the text, it is explained or diagnosed: nothing throws, in bounded time, and everything said has a place. */
function survives(text: string): void {
  const started = performance.now()
  const { prepared } = explainSearch(text, environment, { now: 1_700_000_000, timeZone: 'UTC' })
  const { source, diagnostics, refused } = prepared
  expect(refused).toBe(diagnostics.some(({ severity }) => severity === 'error'))
  for (const diagnostic of diagnostics) {
    expect(diagnostic.message).not.toBe('')
    const { span } = diagnostic
    if (!span) continue
    expect(span.start).toBeGreaterThanOrEqual(0)
    expect(span.start).toBeLessThanOrEqual(span.end)
    expect(span.end).toBeLessThanOrEqual(source.text.length)
    renderDiagnostic(diagnostic, source.locate(span))
  }
  expect(performance.now() - started).toBeLessThan(5000)
}

const bounded = { interruptAfterTimeLimit: 5000, numRuns: 4000, seed: 20_260_203 } as const

const commandNames = [...environment.registry.commands.keys()]
const functionNames = [...environment.registry.functions.keys()]
const aggregateNames = [...environment.registry.aggregates.keys()]
const symbols = '| || [ ] ( ) " \' ` ``` , ; = == != < > <= >= + - * / % . :: \\ \n $ { } ~ ^ ? !'
const words =
  'by as over AND OR NOT IN LIKE XOR where output outputnew from datamodel=A.B span=1h limit=5 earliest=-1d host=* count user _time ' +
  'a.b "a b" "\\"" \'x y\' 1 -1 1e999 0x7 1h@d null() `powershell` `drop_dm_object_name(A)` `x(1,"2")` <<FIELD>> $x$ \u0000 é 😀'

const token = fc.oneof(
  fc.constantFrom(...commandNames.map((name) => `| ${name}`)),
  fc.constantFrom(...functionNames.map((name) => `${name}(`)),
  fc.constantFrom(...aggregateNames.map((name) => `${name}(x)`)),
  fc.constantFrom(...symbols.split(' ')),
  fc.constantFrom(...words.split(' ')),
)

test('token soup is diagnosed', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(token, fc.constantFrom('', ' ')), { maxLength: 40 }), (tokens) =>
      survives(tokens.flat().join('')),
    ),
    bounded,
  )
})

test('each command survives arguments that it does not expect', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...commandNames),
      fc.array(token, { maxLength: 8 }),
      (name, tokens) => survives(`index=a | ${name} ${tokens.join(' ')}`),
    ),
    { ...bounded, interruptAfterTimeLimit: 3000 },
  )
})

/** One change of a text: `at` and `length` are parts of it from 0 to 1. */
interface Mutation {
  readonly kind: 'cut' | 'delete' | 'double' | 'insert' | 'swap'
  readonly at: number
  readonly length: number
  readonly text: string
}

function mutated(text: string, { kind, at, length, text: other }: Mutation): string {
  const start = Math.floor(at * text.length)
  const end = Math.min(text.length, start + 1 + Math.floor(length * 20))
  switch (kind) {
    case 'cut':
      return text.slice(0, start)
    case 'delete':
      return text.slice(0, start) + text.slice(end)
    case 'double':
      return text.slice(0, end) + text.slice(start)
    case 'insert':
      return text.slice(0, start) + other + text.slice(start)
    case 'swap':
      return text.slice(end) + text.slice(0, start)
  }
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('cut', 'delete', 'double', 'insert', 'swap'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.double({ min: 0, max: 1, noNaN: true }),
  text: token,
})

test('mutations of published detections are diagnosed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...searches),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      (search, mutations) => survives(mutations.reduce(mutated, search)),
    ),
    bounded,
  )
})
