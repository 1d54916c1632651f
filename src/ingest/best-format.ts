import type { Format } from '../contract/format.ts'

export interface LikelyFormat {
  readonly format: Format
  readonly likelihood: number
}

/** The format that is surest of the sample; of several the first. */
export function bestFormat(
  formats: readonly Format[],
  sample: Uint8Array,
): LikelyFormat | undefined {
  let best: LikelyFormat | undefined
  for (const format of formats) {
    const likelihood = format.sniff(sample)
    if (likelihood > (best?.likelihood ?? 0)) best = { format, likelihood }
    if (likelihood === 1) break
  }
  return best
}
