import type { Batch } from '../contract/batch.ts'
import type { Operator } from '../contract/command.ts'

/** Operators one after the other: rows are pushed in at the front, what comes out at the end goes to `emit`. */
export interface Chain {
  push(batch: Batch): void
  /** No row that could still be pushed would change the output. */
  readonly done: boolean
  /** Lets every operator give what it held back, front to back. Called once. */
  finish(): Promise<void>
}

/** @param emit is given every batch of the output, none of length 0 */
export async function openChain(
  operators: readonly Operator[],
  emit: (batch: Batch) => void,
  signal: AbortSignal,
): Promise<Chain> {
  for (const operator of operators) await operator.prepare?.(signal)

  const send = (batch: Batch, from: number): void => {
    let current = batch
    for (let i = from; i < operators.length; i++) {
      if (current.length === 0) return
      current = (operators[i] as Operator).process(current)
    }
    if (current.length > 0) emit(current)
  }

  return {
    push(batch) {
      signal.throwIfAborted()
      send(batch, 0)
    },
    get done() {
      return operators.some((operator) => operator.done === true)
    },
    async finish() {
      for (const [index, operator] of operators.entries()) {
        signal.throwIfAborted()
        for (const batch of (await operator.finish?.(signal)) ?? []) send(batch, index + 1)
      }
    },
  }
}
