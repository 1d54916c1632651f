import { describe, expect, it } from 'vitest'
import { type RunOptions, runSpl } from '../../test/run-spl.ts'

const rows = async (
  spl: string,
  input: readonly Record<string, unknown>[],
  options?: RunOptions,
) => {
  const result = await runSpl(spl, input, options)
  expect(result.diagnostics).toEqual([])
  return result.rows
}

describe('a search', () => {
  const events = [
    { user: 'ann', bytes: 1 },
    { user: 'bob', bytes: 2 },
    { user: 'ann', bytes: 3 },
  ]

  it('replaces a subsearch by what it returns', async () => {
    const spl = 'search [search bytes=1 | fields user] | table bytes'
    expect(await rows(spl, events)).toEqual([{ bytes: 1 }, { bytes: 3 }])
  })

  it('expands macros in the text of a search that map runs', async () => {
    const macros = new Map([['big', { name: 'big', arguments: [], definition: 'bytes>1' }]])
    const spl = 'search bytes=1 | map search="search `big` user=$user$" | table bytes'
    expect(await rows(spl, events, { macros })).toEqual([{ bytes: 3 }])
  })

  it('refuses a field outside of the statistical functions of an eval', async () => {
    const { diagnostics } = await runSpl('| chart eval(avg(bytes)/delay) AS ratio BY user', events)
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'SPL0302 "delay" stands outside of a statistical function',
    ])
  })

  it('finds nothing when its subsearch does', async () => {
    expect(await rows('search [search bytes=9 | fields user]', events)).toEqual([])
  })

  it('takes the text of a field named search as it is', async () => {
    const spl = 'search [| makeresults | eval search="bytes>1" | table search] | table bytes'
    expect(await rows(spl, events)).toEqual([{ bytes: 2 }, { bytes: 3 }])
  })

  it('reads what a subsearch returns to eval as an expression', async () => {
    const spl = '| eval twice=[| makeresults | eval query="2*bytes" | table query] | table twice'
    expect(await rows(spl, events)).toEqual([{ twice: 2 }, { twice: 4 }, { twice: 6 }])
  })

  it('expands macros that are eval expressions, and checks their arguments', async () => {
    const macros = new Map([
      [
        'least(1)',
        { name: 'least', arguments: ['n'], definition: '"bytes>=" . $n$', iseval: true },
      ],
      [
        'some(1)',
        {
          name: 'some',
          arguments: ['n'],
          definition: 'bytes=$n$',
          validation: 'isnum($n$)',
          errormsg: 'a number',
        },
      ],
    ])
    expect(await rows('search `least(2)` | table bytes', events, { macros })).toEqual([
      { bytes: 2 },
      { bytes: 3 },
    ])
    expect(await rows('search `some(2)` | table bytes', events, { macros })).toEqual([{ bytes: 2 }])
    const { diagnostics } = await runSpl('search `some("x")`', events, { macros })
    expect(diagnostics).toMatchObject([{ code: 'SPL0204', severity: 'error' }])
  })

  it('ends with an error when a regular expression never ends', async () => {
    const started = performance.now()
    const { rows: found, diagnostics } = await runSpl('| regex text="^(a+)+\\d(?=(b+)+$)"', [
      { text: `${'a'.repeat(60)}!` },
    ])
    expect(performance.now() - started).toBeLessThan(5000)
    expect(found).toEqual([])
    if (diagnostics.length > 0)
      expect(diagnostics).toMatchObject([{ code: 'SPL0305', severity: 'error' }])
  })

  it('stops its source as soon as head has enough', async () => {
    const { rows: found } = await runSpl('| head 2', events, { batchSize: 1 })
    expect(found).toHaveLength(2)
  })
})
