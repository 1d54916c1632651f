import { useQuery } from '@tanstack/react-query'
import type {
  AnalysisAnswer,
  AttackAnswer,
  CatalogueAnswer,
  DetectionDetail,
  Info,
  VerdictsAnswer,
} from '../../../src/http/api-types.ts'
import { get } from './source.ts'

const asked = <Answer>(path: string) => ({
  queryKey: [path],
  queryFn: ({ signal }: { readonly signal: AbortSignal }) => get<Answer>(path, signal),
})

export const useInfo = () => useQuery(asked<Info>('/info'))
export const useCatalogue = () => useQuery(asked<CatalogueAnswer>('/catalogue'))
export const useAttack = () => useQuery(asked<AttackAnswer>('/attack'))
/** They change when tests run, here or elsewhere. */
export const useVerdicts = () =>
  useQuery({ ...asked<VerdictsAnswer>('/verdicts'), staleTime: 10_000 })
/** Takes the server some seconds. */
export const useAnalysis = () => useQuery(asked<AnalysisAnswer>('/analysis'))
export const useDetection = (slug: string) =>
  useQuery(asked<DetectionDetail>(`/detections/${encodeURIComponent(slug)}`))
