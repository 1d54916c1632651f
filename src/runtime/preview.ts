import type { Batch } from '../contract/batch.ts'
import type { Operator } from '../contract/command.ts'
import { openChain } from './chain.ts'
import type { SpillSpace } from './spill-space.ts'

/**
 * What would come out of a chain if no more rows came, while it goes on taking them.
 * @param emitted what has come out of it so far
 * @param renew makes the operator of this place anew
 * @returns `undefined` where that cannot be told before the end
 */
export async function previewOf(
  operators: readonly Operator[],
  emitted: readonly Batch[],
  renew: (place: number) => Operator,
  signal: AbortSignal,
  space: SpillSpace,
): Promise<readonly Batch[] | undefined> {
  const place = operators.findIndex((operator) => operator.finish !== undefined)
  const holder = operators[place]
  if (!holder?.finish) return [...emitted]
  if (!holder.repeatable) return undefined
  const held = await holder.finish(signal)
  const output: Batch[] = []
  const later = operators.slice(place + 1).map((_, index) => renew(place + 1 + index))
  const chain = openChain(later, (batch) => output.push(batch), signal, space)
  for (const batch of held) chain.push(batch)
  await chain.finish()
  return output
}
