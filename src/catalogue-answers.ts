import type { AttackAnswer, ListedVerdict, VerdictsAnswer } from './http/api-types.ts'
import type { CatalogueQuestion, CatalogueSource } from './http/catalogue-source.ts'
import { type OpenedCatalogue, openCatalogue } from './opened-catalogue.ts'
import type { SearchOptions } from './search/environment.ts'
import type { CatalogueDetails } from './serve-catalogue.ts'
import { stateFolder } from './state-folder.ts'
import { searchHash } from './testing/verdict.ts'

/** What is read to answer. */
export interface CatalogueFolders {
  /** Of content. */
  readonly folders: readonly string[]
  /** Of attack data. */
  readonly data: readonly string[]
  /** In which verdicts are kept. */
  readonly state: string
}

/**
 * Answers from the content of some folders, which are read at once. The compiler is loaded when a question needs it: the list of detections does not
 * wait for it.
 * @throws when a folder cannot be read
 */
export function catalogueAnswers(
  given: CatalogueFolders,
  options: SearchOptions,
  warn: (line: string) => void,
): CatalogueSource {
  const { folders } = given
  const opened = openCatalogue(folders, warn)
  let loading: Promise<CatalogueDetails> | undefined
  const details = () => {
    loading ??= import('./serve-catalogue.ts').then(({ catalogueDetails }) =>
      catalogueDetails(opened, options),
    )
    return loading
  }
  return {
    folders,
    answer: async (question) => JSON.stringify(await answerTo(question, opened, given, details)),
  }
}

function listedVerdicts({ detections }: OpenedCatalogue, state: string): VerdictsAnswer {
  const kept = stateFolder(state).verdicts()
  const answer: Record<string, ListedVerdict> = {}
  for (const { detection } of detections.values()) {
    const verdict = Object.hasOwn(kept, detection.name) ? kept[detection.name] : undefined
    if (!verdict) continue
    const { search, ...told } = verdict
    answer[detection.name] = { ...told, changed: search !== searchHash(detection.search.text) }
  }
  return answer
}

async function answerTo(
  question: CatalogueQuestion,
  opened: OpenedCatalogue,
  { data, state }: CatalogueFolders,
  details: () => Promise<CatalogueDetails>,
): Promise<unknown> {
  switch (question.kind) {
    case 'catalogue':
      return opened.answer()
    case 'attack': {
      const { version, tactics, techniques, groups } = opened.attack
      return { version, tactics, techniques, groups } satisfies AttackAnswer
    }
    case 'verdicts':
      return listedVerdicts(opened, state)
    case 'test-data': {
      const found = opened.detections.get(question.slug)
      if (!found) return undefined
      const { localTestData } = await import('./test-data.ts')
      const all = [...opened.detections.values()].map(({ detection }) => detection)
      return await localTestData(found.detection, all, data)
    }
    case 'detection':
      return (await details()).detection(question.slug)
    case 'explain':
      return (await details()).explain(question.spl)
    case 'layer':
      return await (await details()).layer(question.fired)
    default:
      return await (await details())[question.kind]()
  }
}
