import { batchOfRows } from './contract/batch.ts'
import { riskIndex } from './detections/risk-index.ts'
import type { Environment } from './search/environment.ts'
import type { EventSource } from './search/event-source.ts'
import { withIndex } from './search/with-index.ts'
import type { StateFolder } from './state-folder.ts'

/** The events with the risk of the last hunt beside them, for searches that name its index. */
export function withKeptRisk(
  source: EventSource,
  state: StateFolder,
  environment: Environment,
  warn: (message: string) => void,
): EventSource {
  try {
    const events = state.risk()
    if (events === undefined) return source
    return withIndex(source, { name: riskIndex, events: batchOfRows(events) }, environment)
  } catch (error) {
    warn(`the risk kept in ${state.path} cannot be read: ${(error as Error).message}`)
    return source
  }
}
