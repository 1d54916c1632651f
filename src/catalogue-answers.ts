import type { AttackAnswer } from './http/api-types.ts'
import type { CatalogueQuestion, CatalogueSource } from './http/catalogue-source.ts'
import { type OpenedCatalogue, openCatalogue } from './opened-catalogue.ts'
import type { SearchOptions } from './search/environment.ts'
import type { CatalogueDetails } from './serve-catalogue.ts'

/**
 * Answers from the content of some folders, which are read at once. The compiler is loaded when a question needs it: the list of detections does not
 * wait for it.
 * @throws when a folder cannot be read
 */
export function catalogueAnswers(
  folders: readonly string[],
  options: SearchOptions,
  warn: (line: string) => void,
): CatalogueSource {
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
    answer: async (question) => JSON.stringify(await answerTo(question, opened, details)),
  }
}

async function answerTo(
  question: CatalogueQuestion,
  opened: OpenedCatalogue,
  details: () => Promise<CatalogueDetails>,
): Promise<unknown> {
  switch (question.kind) {
    case 'catalogue':
      return opened.answer()
    case 'attack': {
      const { version, tactics, techniques, groups } = opened.attack
      return { version, tactics, techniques, groups } satisfies AttackAnswer
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
