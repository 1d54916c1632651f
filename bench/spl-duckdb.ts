import { fillTable, loadDuckDb } from './duckdb.ts'
import { columnNames, type Events } from './spl-events.ts'

export interface DuckDb {
  readonly version: string
  /** Keeps the result as a table in memory. */
  run(sql: string): Promise<void>
  close(): void
}

/** The events as a table in memory; `undefined` when DuckDB is not installed. */
export async function openDuckDb(events: Events): Promise<DuckDb | undefined> {
  const duckdb = await loadDuckDb()
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `CREATE TABLE events (_time BIGINT, "user" VARCHAR, host VARCHAR, src VARCHAR, status BIGINT, bytes BIGINT,
      duration DOUBLE, message VARCHAR)`,
  )
  const { BIGINT, DOUBLE, VARCHAR } = duckdb
  const types = [BIGINT, VARCHAR, VARCHAR, VARCHAR, BIGINT, BIGINT, DOUBLE, VARCHAR]
  const columns = columnNames.map((name, column): readonly unknown[] =>
    types[column] === BIGINT
      ? (events[name] as readonly number[]).map((value) => BigInt(value))
      : events[name],
  )
  await fillTable(duckdb, connection, 'events', types, columns)
  return {
    version: duckdb.version(),
    run: async (sql) => {
      await connection.run(`CREATE OR REPLACE TEMP TABLE result AS ${sql}`)
    },
    close: () => connection.closeSync(),
  }
}
