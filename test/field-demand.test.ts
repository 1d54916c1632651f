import fc from 'fast-check'
import { expect, test } from 'vitest'
import './random-seed.ts'
import { runSpl } from './run-spl.ts'

const events = Array.from({ length: 12 }, (_, index) => ({
  _time: 1_700_000_000 - ((index * 7) % 12) * 100,
  _raw: `a=${index} b=text${index % 3} {"j": {"k": ${index % 4}}}`,
  host: `h${index % 3}`,
  a: index,
  a1: index % 2,
  a2: `x${index % 4}`,
  ...(index % 3 !== 0 && { b: `text${index % 3}` }),
  ...(index % 4 !== 1 && { c: [`v${index % 2}`, `w${index % 3}`] }),
  json: `{"j": {"k": ${index % 4}}}`,
  'p.q': index % 5,
  'p.r': `r${index % 2}`,
  empty: '',
}))

/** `<f>` stands for a field, `<w>` for a field or a wildcard, `<n>` for a new name. */
const templates = [
  'search <f>=*',
  'search NOT <f>=x1',
  'search text*',
  'where isnotnull(<f>)',
  'where \'<f>\'!="x1"',
  "eval <n>='<f>'.\"-\".'<f>'",
  'eval <f>=coalesce(\'<f>\', "none")',
  'eval <n>=if(searchmatch("<f>=x1"), 1, 0)',
  'eval <n>=mvcount(<f>)',
  'rename <f> AS <n>',
  'rename a* AS z*',
  'rename p.* AS *',
  'rename <f> AS <f>',
  'fields <w> <w>',
  'fields - <w>',
  'fields - _raw <f>',
  'table <w> <w> <f>',
  'fillnull',
  'fillnull value=0 <f> <n>',
  'filldown <f>',
  'filldown',
  'dedup <f>',
  'dedup <f> <f> keepempty=t sortby -<f>',
  'sort <f>, -<f>',
  'head 5',
  'tail 5',
  'reverse',
  'stats count BY <f>',
  'stats values(<f>) AS <n> count(eval(\'<f>\'="x1")) AS m BY <f> <f>',
  'stats first(<w>) BY <f>',
  'stats count(a*) dc(*)',
  'eventstats count AS <n> BY <f>',
  'eventstats max(a*) BY <f>',
  'streamstats count AS <n> BY <f>',
  'streamstats last(<f>) AS <n> window=2',
  'chart count OVER <f> BY <f>',
  'timechart count BY <f>',
  'top <f>',
  'rare <f> BY <f>',
  'rex field=<f> "(?<<n>>\\w)"',
  'rex "a=(?<<n>>\\d+)"',
  'rex field=<f> mode=sed "s/x/y/"',
  'regex <f>="\\d"',
  'replace x1 WITH y1 IN <f>',
  'replace x1 WITH y1',
  'mvexpand <f>',
  'makemv delim="," <f>',
  'mvcombine <f>',
  'nomv <f>',
  'spath',
  'spath input=json output=<n> path=j.k',
  'spath input=<f>',
  'extract',
  'convert num(<w>)',
  'convert auto(*)',
  'bin <f> span=2 AS <n>',
  'bin _time span=5m',
  'addtotals <w>',
  'addtotals col=t row=f',
  'addcoltotals',
  'accum <f> AS <n>',
  'delta <f> AS <n>',
  'autoregress <f> p=1',
  'strcat <f> "-" <f> <n>',
  'foreach a* [eval <<FIELD>>_z=\'<<FIELD>>\'."!"]',
  "foreach <f> <f> [eval <n>='<<FIELD>>']",
  'transpose 3',
  'untable <f> <f> <n>',
  'xyseries <f> <f> a',
  'makecontinuous _time span=100',
  'outlier <f>',
  'rangemap field=<f> low=0-3 high=4-9 default=no',
  'fieldsummary',
  'appendpipe [stats count BY <f>]',
  'append [search <f>=* | stats count BY <f>]',
  'appendcols [search <f>=* | fields <f> <f>]',
  'join type=left <f> [search * | fields <f> <f>]',
  'selfjoin <f>',
  'transaction <f>',
  'eval <n>=json_extract(json, "j.k")',
  'eval <n>=tojson()',
  'tojson',
  'addinfo',
  'reltime',
  'tags',
  'format',
  'return 2 <f> $<f>',
  'set union [search a=1 | fields a] [search a=2 | fields a]',
  'uniq',
  'trendline sma2(a) AS <n>',
  'contingency <f> <f>',
  'multikv',
  'xmlkv',
  'fromjson json',
]

const field = fc.constantFrom(
  'a',
  'a1',
  'a2',
  'b',
  'c',
  'host',
  'p.q',
  'p.r',
  'empty',
  'json',
  '_raw',
  'zz',
  'z1',
  'n1',
  '_time',
)
const wildcard = fc.oneof(field, fc.constantFrom('a*', '*', 'p.*', '*1', '_*', 'z*'))
const made = fc.constantFrom('n1', 'n2', 'a', 'zz', 'p.q')

const stage = fc
  .tuple(
    fc.constantFrom(...templates),
    fc.array(field, { minLength: 5, maxLength: 5 }),
    fc.array(wildcard, { minLength: 3, maxLength: 3 }),
    made,
  )
  .map(([template, fields, wildcards, name]) => {
    let f = 0
    let w = 0
    return template
      .replace(/<n>/g, () => (/\(\?<<n>/.test(template) ? name.replace('.', '') : name))
      .replace(/<f>/g, () => fields[f++ % 5] as string)
      .replace(/<w>/g, () => wildcards[w++ % 3] as string)
  })

/** What asks for few fields, so that many are not read. */
const narrow = fc
  .tuple(
    fc.constantFrom(
      'table <f> n1 zz',
      'stats count BY <f>',
      'stats values(n1) values(<f>)',
      'fields <w>',
    ),
    field,
    wildcard,
  )
  .map(([template, name, names]) => template.replace('<f>', name).replace('<w>', names))

const numRuns = Number(process.env['WHIPPET_RUNS'] ?? 400)
const switchedOff = [['needed-fields-only'], ['needed-fields-only', 'filter-where-read']]

test('a search finds the same, whether events bring all fields or only those that it asks for', async () => {
  let ran = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(stage, { minLength: 1, maxLength: 4 }),
      narrow,
      async (stages, last) => {
        const spl = `search host=h* | ${[...stages, last].join(' | ')}`
        const { diagnostics, rows } = await runSpl(spl, events)
        if (diagnostics.some(({ severity }) => severity === 'error')) return
        ran++
        for (const off of switchedOff) {
          const all = await runSpl(spl, events, { disabledOptimizations: new Set(off) })
          expect(rows, spl).toEqual(all.rows)
        }
      },
    ),
    { numRuns },
  )
  expect(ran).toBeGreaterThan(numRuns / 2)
})
