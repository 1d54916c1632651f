import type { Value } from '../src/values/value.ts'
import { columnNames, type Events } from './spl-events.ts'

export type Table = Readonly<Record<string, readonly Value[]>>

export interface Task {
  readonly name: string
  readonly spl: string
  /** What somebody would write who wants just this result of just these arrays. */
  loop(events: Events): Table
  /** Over the table `events`; a result without a LIMIT, in order where the search gives one. */
  readonly sql: string
}

/** The events at these rows, with all columns. */
function gather(events: Events, rows: ArrayLike<number>): Table {
  const table: Record<string, readonly Value[]> = {}
  for (const name of columnNames) {
    const source = events[name]
    const values = new Array<Value>(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = source[rows[i] as number] as Value
    table[name] = values
  }
  return table
}

function rowsWhere(length: number, passes: (row: number) => boolean): number[] {
  const rows: number[] = []
  for (let row = 0; row < length; row++) if (passes(row)) rows.push(row)
  return rows
}

function sortedRows(length: number, order: (left: number, right: number) => number): Uint32Array {
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = row
  return rows.sort(order)
}

const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0

interface Group {
  count: number
  readonly sources: Set<string>
  readonly statuses: Set<number>
}

function statsLoop({ length, user, host, src, status }: Events): Table {
  const byUser = new Map<string, Map<string, Group>>()
  for (let row = 0; row < length; row++) {
    const userOf = user[row] as string
    let byHost = byUser.get(userOf)
    if (!byHost) {
      byHost = new Map()
      byUser.set(userOf, byHost)
    }
    const hostOf = host[row] as string
    let group = byHost.get(hostOf)
    if (!group) {
      group = { count: 0, sources: new Set(), statuses: new Set() }
      byHost.set(hostOf, group)
    }
    group.count++
    group.sources.add(src[row] as string)
    group.statuses.add(status[row] as number)
  }
  const users: string[] = []
  const hosts: string[] = []
  const groups: Group[] = []
  for (const [name, byHost] of [...byUser].sort(([left], [right]) => compareText(left, right))) {
    for (const [hostOf, group] of [...byHost].sort(([left], [right]) => compareText(left, right))) {
      users.push(name)
      hosts.push(hostOf)
      groups.push(group)
    }
  }
  return {
    user: users,
    host: hosts,
    count: groups.map((group) => group.count),
    'dc(src)': groups.map((group) => group.sources.size),
    'values(status)': groups.map(({ statuses }) => {
      const all = [...statuses].sort((left, right) => compareText(String(left), String(right)))
      return all.length === 1 ? (all[0] as number) : all
    }),
  }
}

const pattern = /from (?<ip>\d+\.\d+\.\d+\.\d+) port (?<port>\d+)/

function rexLoop({ length, message }: Events): Table {
  const ip = new Array<Value>(length).fill(null)
  const port = new Array<Value>(length).fill(null)
  for (let row = 0; row < length; row++) {
    const match = pattern.exec(message[row] as string)
    if (!match) continue
    ip[row] = match[1] as string
    port[row] = match[2] as string
  }
  return { ip, port }
}

function evalLoop({ length, bytes, duration, status, user, host }: Events): Table {
  const rate = new Array<Value>(length)
  const kind = new Array<Value>(length)
  const who = new Array<Value>(length)
  for (let row = 0; row < length; row++) {
    const seconds = duration[row] as number
    rate[row] = seconds === 0 ? null : (bytes[row] as number) / 1024 / seconds
    kind[row] = (status[row] as number) >= 400 ? 'failed' : 'fine'
    who[row] = `${user[row]}@${host[row]}`
  }
  return { rate, kind, who }
}

/** Buckets of an hour by column of host; `count` or the mean of bytes in each. */
function timechartLoop({ length, _time, host, bytes }: Events, mean: boolean): Table {
  interface Cell {
    count: number
    sum: number
  }
  const byHour = new Map<number, Map<string, Cell>>()
  const hosts = new Set<string>()
  for (let row = 0; row < length; row++) {
    const hour = Math.floor((_time[row] as number) / 3600)
    let cells = byHour.get(hour)
    if (!cells) {
      cells = new Map()
      byHour.set(hour, cells)
    }
    const name = host[row] as string
    let cell = cells.get(name)
    if (!cell) {
      cell = { count: 0, sum: 0 }
      cells.set(name, cell)
      hosts.add(name)
    }
    cell.count++
    cell.sum += bytes[row] as number
  }
  const hours = [...byHour].sort(([left], [right]) => left - right)
  const table: Record<string, Value[]> = { _time: hours.map(([hour]) => hour * 3600) }
  for (const name of [...hosts].sort()) {
    table[name] = hours.map(([, cells]) => {
      const cell = cells.get(name)
      if (!mean) return cell?.count ?? 0
      return cell ? cell.sum / cell.count : null
    })
  }
  return table
}

export const tasks: readonly Task[] = [
  {
    name: 'filter, search',
    spl: 'search status>=500 user=USER1*',
    loop: (events) =>
      gather(
        events,
        rowsWhere(
          events.length,
          (row) =>
            (events.status[row] as number) >= 500 && /^user1/i.test(events.user[row] as string),
        ),
      ),
    sql: 'SELECT * FROM events WHERE status >= 500 AND lower("user") LIKE \'user1%\'',
  },
  {
    name: 'filter, where',
    spl: '| where status=404 AND (bytes>50000 OR host="web-7.example.com")',
    loop: (events) =>
      gather(
        events,
        rowsWhere(
          events.length,
          (row) =>
            events.status[row] === 404 &&
            ((events.bytes[row] as number) > 50000 || events.host[row] === 'web-7.example.com'),
        ),
      ),
    sql: "SELECT * FROM events WHERE status = 404 AND (bytes > 50000 OR host = 'web-7.example.com')",
  },
  {
    name: 'eval',
    spl: '| eval rate=bytes/1024/duration, kind=if(status>=400, "failed", "fine"), who=user."@".host | fields rate, kind, who | fields - _*',
    loop: evalLoop,
    sql: `SELECT CASE WHEN duration = 0 THEN NULL ELSE bytes / 1024 / duration END AS rate,
      CASE WHEN status >= 400 THEN 'failed' ELSE 'fine' END AS kind, "user" || '@' || host AS who FROM events`,
  },
  {
    name: 'stats',
    spl: '| stats count, dc(src), values(status) BY user, host',
    loop: statsLoop,
    sql: `SELECT "user", host, count(*) AS count, count(DISTINCT src) AS sources,
      list_sort(list_transform(list(DISTINCT status), status -> status::VARCHAR)) AS statuses
      FROM events GROUP BY "user", host ORDER BY "user", host`,
  },
  {
    name: 'rex',
    spl: `| rex field=message "${pattern.source}" | fields ip, port | fields - _*`,
    loop: rexLoop,
    sql: `SELECT found.ip AS ip, found.port AS port FROM (SELECT regexp_extract(message,
      'from (\\d+\\.\\d+\\.\\d+\\.\\d+) port (\\d+)', ['ip', 'port']) AS found FROM events)`,
  },
  {
    name: 'sort, a number',
    spl: '| sort 0 -bytes',
    loop: (events) => {
      const { bytes } = events
      return gather(
        events,
        sortedRows(
          events.length,
          (left, right) => (bytes[right] as number) - (bytes[left] as number),
        ),
      )
    },
    sql: 'SELECT * FROM events ORDER BY bytes DESC',
  },
  {
    name: 'sort, text and a number',
    spl: '| sort 0 host, -duration',
    loop: (events) => {
      const { host, duration } = events
      return gather(
        events,
        sortedRows(
          events.length,
          (left, right) =>
            compareText(host[left] as string, host[right] as string) ||
            (duration[right] as number) - (duration[left] as number),
        ),
      )
    },
    sql: 'SELECT * FROM events ORDER BY host, duration DESC',
  },
  {
    name: 'timechart, count',
    spl: '| timechart span=1h limit=0 count BY host',
    loop: (events) => timechartLoop(events, false),
    sql: 'SELECT _time // 3600 * 3600 AS hour, host, count(*) AS value FROM events GROUP BY ALL ORDER BY ALL',
  },
  {
    name: 'timechart, avg',
    spl: '| timechart span=1h limit=0 avg(bytes) BY host',
    loop: (events) => timechartLoop(events, true),
    sql: 'SELECT _time // 3600 * 3600 AS hour, host, avg(bytes) AS value FROM events GROUP BY ALL ORDER BY ALL',
  },
]
