/** The package is no dependency of ours: it is measured when somebody has it. */
const packageName = process.env['DUCKDB_NODE_API'] ?? '@duckdb/node-api'
export const howToInstall = 'npm install --no-save @duckdb/node-api'

/** What we use of `@duckdb/node-api`. */
export interface DuckDbPackage {
  readonly DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> }
  readonly DuckDBDataChunk: { create(types: readonly unknown[]): Chunk }
  readonly BIGINT: unknown
  readonly DOUBLE: unknown
  readonly VARCHAR: unknown
  readonly version: () => string
}

export interface Connection {
  run(sql: string): Promise<unknown>
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>
  createAppender(table: string): Promise<{
    appendDataChunk(chunk: Chunk): void
    closeSync(): void
  }>
  closeSync(): void
}

interface Chunk {
  setColumns(columns: readonly (readonly unknown[])[]): void
}

const chunkRows = 2048

/** `undefined` where it is not installed. */
export async function loadDuckDb(): Promise<DuckDbPackage | undefined> {
  try {
    return (await import(packageName)) as DuckDbPackage
  } catch {
    return undefined
  }
}

/** Fills a table that is there. @param columns the values of each, all of the same length */
export async function fillTable(
  { DuckDBDataChunk }: DuckDbPackage,
  connection: Connection,
  table: string,
  types: readonly unknown[],
  columns: readonly (readonly unknown[])[],
): Promise<void> {
  const appender = await connection.createAppender(table)
  const length = columns[0]?.length ?? 0
  for (let start = 0; start < length; start += chunkRows) {
    const chunk = DuckDBDataChunk.create(types)
    chunk.setColumns(columns.map((values) => values.slice(start, start + chunkRows)))
    appender.appendDataChunk(chunk)
  }
  appender.closeSync()
}
