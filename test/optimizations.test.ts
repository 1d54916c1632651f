import { describe, expect, it } from 'vitest'
import { commands } from '../src/commands/index.ts'
import { lookupReader } from '../src/knowledge/lookup-table.ts'
import { optimizations } from '../src/planner/optimize/index.ts'
import { type RunOptions, runSpl } from './run-spl.ts'

const names = optimizations.map(({ name }) => name)
const switchedOff = [...names.map((name) => [name]), names]

type Rows = readonly Readonly<Record<string, unknown>>[]

/** The same rows with each optimization off as with all of them on, whatever the order of the events and however they are cut. */
async function expectEqual(spl: string, input: Rows, options: RunOptions = {}): Promise<number> {
  let found = 0
  for (const unordered of [false, true]) {
    for (const batchSize of [1000, 3]) {
      const variant = { ...options, unordered, batchSize }
      const { diagnostics: expected, rows } = await runSpl(spl, input, variant)
      found += rows.length
      for (const off of switchedOff) {
        const disabledOptimizations = new Set<string>(off)
        const without = await runSpl(spl, input, { ...variant, disabledOptimizations })
        expect(without.rows, `without ${off}`).toEqual(rows)
        expect(without.diagnostics.map(({ code }) => code)).toEqual(
          expected.map(({ code }) => code),
        )
      }
    }
  }
  return found
}

describe('examples of commands', () => {
  const examples = commands.flatMap((command) =>
    command.examples.map((example) => [`${command.name}: ${example.title}`, example] as const),
  )
  it.each(examples)('%s', async (_, { query, input = [], lookups = {}, varies }) => {
    if (varies) return
    const tables = new Map(
      Object.entries(lookups).map(([name, rows]) => [name, lookupReader({ rows })] as const),
    )
    await expectEqual(`| ${query}`, input, { lookups: tables })
  })
})

const programs = ['powershell.exe', 'cmd.exe', 'rundll32.exe', 'winword.exe']
const users = ['ann', 'Bob', 'SYSTEM', 'eve']

/** Process starts, log-ons and script blocks of three hosts, none in the order of time. */
const events = Array.from({ length: 60 }, (_, index) => {
  const code = [1, 4688, 4104, 4625][index % 4] as number
  const image = programs[(index * 7) % 4] as string
  const host = `pc${index % 3}`
  return {
    _time: 1_700_000_000 - ((index * 37) % 60) * 61,
    _raw: `EventCode=${code} host=${host} Image=C:\\Windows\\${image} user=${users[index % 4]} bytes=${index * 10}`,
    host,
    sourcetype: code === 4104 ? 'XmlWinEventLog:PowerShell' : 'XmlWinEventLog',
    EventCode: index % 2 === 0 ? code : String(code),
    ...(index % 5 !== 0 && { user: users[index % 4] }),
    ...(code !== 4625 && { process_name: image, parent_process_name: programs[index % 3] }),
    process: index % 6 === 0 ? [image, `-enc ${index}`] : `${image} /c whoami ${index % 8}`,
    bytes: index % 7 === 0 ? `${index}.50` : index * 10,
    ...(code === 4104 && { ScriptBlockText: `IEX (New-Object Net.WebClient) # ${index}` }),
  }
})

const searches = [
  'EventCode=4688 process_name=*.exe NOT user=system | stats count BY host, process_name',
  'EventCode IN (1, 4688) (process_name=cmd.exe OR process_name=powershell*) | table _time host process',
  'sourcetype="XmlWinEventLog*" Windows bytes>100 | fillnull value=unknown user | stats count min(_time) AS firstTime max(_time) AS lastTime BY user host | convert ctime(firstTime) ctime(lastTime)',
  'EventCode=4104 ScriptBlockText="*Net.WebClient*" | stats count values(ScriptBlockText) AS text BY host EventCode | sort - count',
  'host=pc* | where bytes>50 AND like(process_name, "%.exe") AND isnotnull(user) | stats dc(user) AS users sum(bytes) AS total BY host | where total/users > 100',
  'host=pc* | eval kb=bytes/1024, big=if(bytes>=200, "yes", "no"), who=coalesce(user, "-")."@".host | stats avg(kb) BY big, who',
  'EventCode=4625 | bucket _time span=10m | stats count dc(user) AS users BY _time host | eventstats avg(users) AS mean stdev(users) AS spread | where users >= mean',
  'host=* | where bytes*2 > 300 OR NOT EventCode=1 | fields host, bytes, EventCode | sort bytes host',
  'process=*whoami* | rex field=process "(?<program>\\w+)\\.exe /c (?<command>\\w+) (?<number>\\d+)" | stats count BY program command | sort program',
  'host=pc1 | dedup user process_name | table user process_name bytes',
  'host=* | sort 5 - bytes | fields host bytes user',
  'host=* | head 7 | eval n=bytes+1 | table n host',
  'host=* | timechart span=5m count BY host',
  'host=* | chart sum(bytes) OVER host BY user',
  'host=* | streamstats count AS nth BY host | where nth<=2 | table host nth bytes',
  'host=* | top limit=2 process_name BY host',
  'host=* [search EventCode=4104 | stats count BY host | fields host] | stats count BY sourcetype',
  'host=* | eval time=strftime(_time, "%H:%M") | search time=22* | stats list(time) AS times first(host) last(host) BY EventCode',
  'host=* | join type=left host [search EventCode=4104 | stats count AS scripts BY host] | stats sum(scripts) BY host',
  'host=* | transaction host maxspan=5m | table host duration eventcount',
  'host=* | stats latest(user) AS user earliest(bytes) AS bytes BY host | append [search EventCode=1 | stats count]',
  'host=* | rename process_name AS Processes.process_name | where match(\'Processes.process_name\', "^(cmd|power)") | stats count BY Processes.process_name',
  'host=* | where user!="ann" XOR bytes % 20 = 0 | eval ratio=round(bytes/(EventCode-4600), 2) | table ratio user',
  'earliest=-30m host=* | stats count BY EventCode',
  '| stats count(eval(bytes>100)) AS many count BY host',
  '| eval a=bytes-100, b=a.user, c=a*a+bytes | search a>=0 | table a b c',
]

it.each(searches)('%s', async (spl) => {
  expect(await expectEqual(spl, events)).toBeGreaterThan(0)
})
