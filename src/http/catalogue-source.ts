import type { Attack } from '../detections/attack.ts'
import type {
  AnalysisAnswer,
  AttackAnswer,
  CatalogueAnswer,
  DetectionDetail,
  LanguageAnswer,
  SearchDetail,
} from './api-types.ts'

/** Where the server has what it tells about content. */
export interface CatalogueSource {
  /** The content that hunts and searches use as well. */
  readonly folders: readonly string[]
  catalogue(): CatalogueAnswer
  analysis(): Promise<AnalysisAnswer>
  attack(): AttackAnswer
  language(): LanguageAnswer
  attackTable(): Attack
  detail(slug: string): DetectionDetail | undefined
  explain(spl: string): SearchDetail
}
