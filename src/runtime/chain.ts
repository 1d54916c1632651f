import type { Batch } from '../contract/batch.ts'
import type { Operator, RowQueue } from '../contract/command.ts'
import { rowQueue } from './row-queue.ts'
import type { SpillSpace } from './spill-space.ts'

/** Operators one after the other: rows are pushed in at the front, what comes out at the end goes to `emit`. */
export interface Chain {
  /**
   * Rows wait in front of an operator that is not prepared yet.
   * @throws when an operator fails, or failed to prepare
   */
  push(batch: Batch): void
  /** No row that could still be pushed would change the output. */
  readonly done: boolean
  /** Kept when no row has to wait any more. */
  readonly prepared: Promise<void>
  /** Lets every operator give what it held back, front to back. Called once. */
  finish(): Promise<void>
}

/**
 * All operators begin to prepare at once, so that their subsearches share a reading of the events, with each other and with the search
 * itself.
 * @param emit is given every batch of the output, none of length 0
 * @param space for rows that have to wait
 */
export function openChain(
  operators: readonly Operator[],
  emit: (batch: Batch) => void,
  signal: AbortSignal,
  space: SpillSpace,
): Chain {
  /** In front of operators that are not prepared. */
  const waiting = new Map<number, RowQueue>()
  let failure: { readonly error: unknown } | undefined

  const send = (batch: Batch, from: number): void => {
    let current = batch
    for (let i = from; i < operators.length; i++) {
      if (current.length === 0) return
      const queue = waiting.get(i)
      if (queue) {
        queue.add(current)
        return
      }
      current = (operators[i] as Operator).process(current)
    }
    if (current.length > 0) emit(current)
  }
  const prepare = async (operator: Operator, place: number): Promise<void> => {
    if (!operator.prepare) return
    const queue = rowQueue(space)
    waiting.set(place, queue)
    try {
      await operator.prepare(signal)
      waiting.delete(place)
      for (const batch of queue.take()) send(batch, place)
    } catch (error) {
      failure ??= { error }
    }
  }
  const throwFailure = (): void => {
    if (failure) throw failure.error
  }
  const prepared = Promise.all(operators.map(prepare)).then(() => {})

  return {
    prepared,
    push(batch) {
      signal.throwIfAborted()
      throwFailure()
      send(batch, 0)
    },
    get done() {
      return operators.some((operator) => operator.done === true)
    },
    async finish() {
      await prepared
      throwFailure()
      for (const [index, operator] of operators.entries()) {
        signal.throwIfAborted()
        for (const batch of (await operator.finish?.(signal)) ?? []) send(batch, index + 1)
      }
    },
  }
}
