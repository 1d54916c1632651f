import { statSync } from 'node:fs'
import { environmentOf, knowledgeProblems } from './app.ts'
import type { BaselineRequest, ReadingListener } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { contentOf, givenIn, searchOptionsOf, withInputs } from './command-inputs.ts'
import type { BaselineReport } from './detections/baseline-report.ts'
import type { SupportSearch } from './detections/content.ts'
import type { SkippedDetection } from './detections/hunt.ts'
import { runBaselines } from './detections/run-baselines.ts'
import type { LookupStore } from './knowledge/lookup-store.ts'
import { wildcardMatcher } from './values/wildcard.ts'

/** @throws UsageError for what was named and is not there, and for content and inputs that cannot be read */
export async function runBaseline(
  request: BaselineRequest,
  listener: ReadingListener,
): Promise<BaselineReport> {
  const options = searchOptionsOf(request)
  const folders = request.named.filter((path) => statSync(path, { throwIfNoEntry: false }))
  const names = request.named.filter((name) => !folders.includes(name))
  const content = contentOf([...folders, ...request.content], (path, reason) =>
    listener.warn(`${path}: ${reason}`),
  )
  const { chosen, passedOver } = choose(content.baselines, names)
  const given = givenIn(request)
  const store = recorded(given.store)
  const environment = environmentOf(content, { ...given, store })
  for (const line of knowledgeProblems(environment, given.apps)) listener.warn(line)
  const { results, skipped } = await withInputs(
    request,
    options,
    environment,
    listener,
    ({ source }) =>
      runBaselines(chosen, {
        environment,
        options,
        source,
        signal: request.signal,
        report: (baseline, { message }) => listener.warn(`${baseline.path}: ${message}`),
        written: store.written,
      }),
  )
  return { baselines: results, skipped: [...passedOver, ...skipped], state: given.store.path }
}

interface Choice {
  readonly chosen: readonly SupportSearch[]
  readonly passedOver: readonly SkippedDetection[]
}

/**
 * Those that are named, else all but deprecated ones. Of two that begin and update one lookup the second forgets what lies long before the
 * clock's time, which logs that are read for the first time mostly do: it runs when it is named.
 */
function choose(baselines: readonly SupportSearch[], names: readonly string[]): Choice {
  if (names.length > 0) {
    const wanted = names.map((name) => ({ name, ...wildcardMatcher(name, { ignoreCase: true }) }))
    const unmet = wanted.find(({ test }) => !baselines.some(({ name }) => test(name)))
    if (unmet) throw new UsageError(`no folder and no baseline is named "${unmet.name}"`)
    const chosen = baselines.filter(({ name }) => wanted.some(({ test }) => test(name)))
    return { chosen, passedOver: [] }
  }
  const live = baselines.filter(
    ({ path, status }) => status !== 'deprecated' && !/[\\/]deprecated[\\/]/.test(path),
  )
  if (live.length === 0) throw new UsageError('there is no baseline in the content named')
  const all = new Set(live.map(({ name }) => name.toLowerCase()))
  const updates = live.filter(({ name }) => {
    const first = name.toLowerCase().replace(/ - update$/, ' - initial')
    return first !== name.toLowerCase() && all.has(first)
  })
  return {
    chosen: live.filter((baseline) => !updates.includes(baseline)),
    passedOver: updates.map(({ name, path }) => ({
      name,
      reason: `${path}: it updates what another baseline begins; name it to run it`,
    })),
  }
}

/** A store that remembers what was written. */
function recorded(store: LookupStore): LookupStore & { written(): readonly string[] } {
  const names = new Set<string>()
  return {
    ...store,
    save(name, rows) {
      store.save(name, rows)
      names.add(name)
    },
    written() {
      const written = [...names]
      names.clear()
      return written
    },
  }
}
