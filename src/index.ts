import { createEngine } from './engine.ts'
import type { Engine, EngineOptions } from './engine-types.ts'

export type { Engine, EngineOptions, EngineSearchOptions, SearchResult } from './engine-types.ts'
export type { LookupTable } from './knowledge/lookup-table.ts'
export type { LocatedDiagnostic } from './search/located-diagnostic.ts'
export type { Value } from './values/value.ts'

/**
 * Opens an engine: its content and knowledge are read once, its searches share them.
 * @throws when a folder that was named cannot be read
 */
export const openEngine = (options: EngineOptions = {}): Promise<Engine> => createEngine(options)
