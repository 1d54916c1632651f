import { expect, test } from 'vitest'
import { environmentOf } from '../../test/run-spl.ts'
import { prepareSearch } from '../search/prepare-search.ts'

const environment = environmentOf({
  macros: new Map([
    ['ctime(1)', { name: 'ctime', arguments: ['f'], definition: 'convert ctime($f$)' }],
  ]),
})

/** The warnings as `field:column`, in order. */
function warnings(spl: string): string[] {
  const { diagnostics, source } = prepareSearch(spl, environment, { now: 0, timeZone: 'UTC' })
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  return diagnostics.map(({ code, message, span }) => {
    expect(code).toBe('SPL0401')
    const place = span && source.locate(span)[0]
    return `${/"(.*?)"/.exec(message)?.[1]}:${(place?.span.start ?? -1) + 1}`
  })
}

test.each([
  ['index=a | stats count by user | where usr="root"', ['usr:39']],
  ['index=a | stats count by user | search usr=root', ['usr:40']],
  ['index=a | stats count by user | eval a=b.user', ['b:40']],
  ['index=a | stats count by user | stats count by host', ['host:48']],
  ['index=a | stats count by user | sort - cont', ['cont:40']],
  ['index=a | table a b | dedup c', ['c:29']],
  ['index=a | fields a b | where c=1', ['c:30']],
  ['index=a | stats count | table a', ['a:31']],
  ['index=a | stats count by user | `ctime(first)`', ['first:40']],
  ['| tstats count by host | rename hosts as h', ['hosts:33']],
  ['| makeresults | eval x=y', ['y:24']],
  ['index=a | stats count by "a.b" | rename a.* as * | where \'a.b\'=1', ['a.b:58']],
  ['index=a | join u [search b=1 | stats count by u | where v=1]', ['v:57']],
  ['index=a [search b=1 | stats count by u | where v=1]', ['v:48']],
])('%s', (spl, expected) => {
  expect(warnings(spl)).toEqual(expected)
})

test.each([
  'index=a | where user="x" | stats count by b',
  'index=a | stats count by user | fillnull value=0 other | where other=0',
  'index=a | stats count by user | eval x=coalesce(a, user), y=if(isnull(b), 1, null)',
  'index=a | stats count by user | fields - nothing',
  'index=a | stats values(*) as * by user | where a=1',
  'index=a | stats count by user | rex field=user "(?<name>\\w+)" | where name="x"',
  'index=a | stats count by user | spath input=user | where deep=1',
  'index=a | stats count by user | join user [search b=1] | where deep=1',
  'index=a | stats count by a.user | rename a.* as * | where user=1',
  "index=a | stats count, dc(x) by user | where 'dc(x)'>1",
  'index=a | stats count by user | search tag=x',
  'index=a | top user | where percent>1',
  'index=a | chart count by a, b | where c=1',
])('nothing is said of %s', (spl) => {
  expect(warnings(spl)).toEqual([])
})

test('the message names what there is, and what was probably meant', () => {
  const { diagnostics } = prepareSearch(
    '| makeresults | eval user="a", size=1 | table user size | where usr="a"',
    environment,
    { now: 0, timeZone: 'UTC' },
  )
  expect(diagnostics[0]).toMatchObject({
    severity: 'warning',
    message: 'unknown field "usr": after table only these fields exist here: user, size',
    advice: 'did you mean "user"?',
  })
})

test('long lists of fields are cut, and reports are bounded', () => {
  const many = Array.from({ length: 300 }, (_, index) => `f${index}`)
  const { diagnostics } = prepareSearch(
    `index=a | table ${many.join(' ')} | fields ${many.map((name) => `${name}x`).join(' ')}`,
    environment,
    { now: 0, timeZone: 'UTC' },
  )
  expect(diagnostics).toHaveLength(20)
  expect(diagnostics[0]?.message).toMatch(/f11 and 288 more$/)
})
