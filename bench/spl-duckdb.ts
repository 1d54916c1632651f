import { columnNames, type Events } from './spl-events.ts'

/** The package is no dependency of ours: it is measured when somebody has it. */
const packageName = process.env['DUCKDB_NODE_API'] ?? '@duckdb/node-api'
export const howToInstall = 'npm install --no-save @duckdb/node-api'

/** What we use of `@duckdb/node-api`. */
interface Package {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> }
  readonly DuckDBDataChunk: { create(types: readonly unknown[]): Chunk }
  readonly BIGINT: unknown
  readonly DOUBLE: unknown
  readonly VARCHAR: unknown
  readonly version: () => string
}

interface Connection {
  run(sql: string): Promise<unknown>
  createAppender(table: string): Promise<{
    appendDataChunk(chunk: Chunk): void
    closeSync(): void
  }>
  closeSync(): void
}

interface Chunk {
  setColumns(columns: readonly (readonly unknown[])[]): void
}

export interface DuckDb {
  readonly version: string
  /** Keeps the result as a table in memory. */
  run(sql: string): Promise<void>
  close(): void
}

const chunkRows = 2048

/** The events as a table in memory; `undefined` when DuckDB is not installed. */
export async function openDuckDb(events: Events): Promise<DuckDb | undefined> {
  const duckdb = await load()
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(
    `CREATE TABLE events (_time BIGINT, "user" VARCHAR, host VARCHAR, src VARCHAR, status BIGINT, bytes BIGINT,
      duration DOUBLE, message VARCHAR)`,
  )
  const { BIGINT, DOUBLE, VARCHAR } = duckdb
  const types = [BIGINT, VARCHAR, VARCHAR, VARCHAR, BIGINT, BIGINT, DOUBLE, VARCHAR]
  const appender = await connection.createAppender('events')
  for (let start = 0; start < events.length; start += chunkRows) {
    const chunk = duckdb.DuckDBDataChunk.create(types)
    const columns = columnNames.map((name, column) => {
      const part: readonly unknown[] = events[name].slice(start, start + chunkRows)
      return types[column] === BIGINT ? part.map((value) => BigInt(value as number)) : part
    })
    chunk.setColumns(columns)
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
  return {
    version: duckdb.version(),
    run: async (sql) => {
      await connection.run(`CREATE OR REPLACE TEMP TABLE result AS ${sql}`)
    },
    close: () => connection.closeSync(),
  }
}

async function load(): Promise<Package | undefined> {
  try {
    return (await import(packageName)) as Package
  } catch {
    return undefined
  }
}
