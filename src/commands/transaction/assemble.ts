import type { TransactionArgs } from './syntax.ts'

/** What decides where an event belongs; events come newest first. */
export interface TransactionEvent {
  /** Its number among all events. */
  readonly row: number
  readonly time: number
  /** The text of each field of the transaction; `undefined` where the event lacks it. */
  readonly key: readonly (string | undefined)[]
  readonly starts: boolean
  readonly ends: boolean
}

export interface Transaction {
  /** Newest first. */
  readonly rows: readonly number[]
  readonly closed: boolean
}

interface Open {
  readonly order: number
  readonly key: (string | undefined)[]
  readonly rows: number[]
  readonly latest: number
  earliest: number
  readonly sawEnd: boolean
}

export interface Assembly {
  add(event: TransactionEvent): void
  /** Whatever is still open. */
  finish(): void
}

/**
 * Puts events together from the newest to the oldest: the event that ends a transaction comes before the one that begins it.
 * A transaction is given to `emit` when it is complete, or evicted; to `orphan` an event that could belong to none.
 */
export function assembleTransactions(
  args: TransactionArgs,
  emit: (transaction: Transaction, evicted: boolean) => void,
  orphan: (row: number) => void,
): Assembly {
  const { startswith, endswith, connected, maxevents } = args
  const delimited = startswith !== undefined || endswith !== undefined
  const open = new Map<number, Open>()
  const byKey = new Map<string, Set<Open>>()
  let order = 0
  let openEvents = 0
  /** How many open transactions lack a field so far. */
  let partial = 0

  const keyText = (key: TransactionEvent['key']): string =>
    JSON.stringify(key.map((part) => part ?? null))
  const isPartial = (key: TransactionEvent['key']): boolean => key.includes(undefined)

  const index = (transaction: Open): void => {
    const text = keyText(transaction.key)
    if (isPartial(transaction.key)) partial++
    const same = byKey.get(text)
    if (same) same.add(transaction)
    else byKey.set(text, new Set([transaction]))
  }
  const unindex = (transaction: Open): void => {
    const text = keyText(transaction.key)
    if (isPartial(transaction.key)) partial--
    const same = byKey.get(text)
    same?.delete(transaction)
    if (same?.size === 0) byKey.delete(text)
  }

  const close = (transaction: Open, closed: boolean, evicted: boolean): void => {
    open.delete(transaction.order)
    unindex(transaction)
    openEvents -= transaction.rows.length
    emit({ rows: transaction.rows, closed }, evicted)
  }

  /** Ended by a limit: complete unless a beginning or an end was demanded and is missing. */
  const cut = (transaction: Open): void => {
    const complete = !delimited || (startswith === undefined && transaction.sawEnd)
    close(transaction, complete, !complete)
  }

  const fits = (transaction: Open, key: TransactionEvent['key']): boolean => {
    let shared = key.length === 0
    for (const [i, part] of key.entries()) {
      const own = transaction.key[i]
      if (part === undefined || own === undefined) continue
      if (part !== own) return false
      shared = true
    }
    return shared || !connected
  }

  /** Of several the one begun last. */
  const find = ({ key }: TransactionEvent): Open | undefined => {
    const exact = byKey.get(keyText(key))
    if (exact) return [...exact].at(-1)
    // Only with fields that are lacking there is something that fits without being equal.
    if (connected && partial === 0 && !isPartial(key)) return undefined
    let found: Open | undefined
    for (const transaction of open.values()) if (fits(transaction, key)) found = transaction
    return found
  }

  const isTooFar = ({ latest, earliest }: Open, time: number): boolean =>
    ((args.maxspan ?? 0) > 0 && latest - time > (args.maxspan as number)) ||
    ((args.maxpause ?? 0) > 0 && earliest - time > (args.maxpause as number))

  const begin = (event: TransactionEvent): Open => {
    const transaction: Open = {
      order: order++,
      key: [...event.key],
      rows: [],
      latest: event.time,
      earliest: event.time,
      sawEnd: event.ends,
    }
    open.set(transaction.order, transaction)
    index(transaction)
    return transaction
  }

  const include = (transaction: Open, event: TransactionEvent): void => {
    const grows = event.key.some(
      (part, i) => part !== undefined && transaction.key[i] === undefined,
    )
    if (grows) {
      unindex(transaction)
      for (const [i, part] of event.key.entries()) transaction.key[i] ??= part
      index(transaction)
    }
    transaction.rows.push(event.row)
    transaction.earliest = event.time
    openEvents++
  }

  const evictOldest = (): void => {
    while (
      open.size > Math.max(1, args.maxopentxn) ||
      openEvents > Math.max(1, args.maxopenevents)
    ) {
      const oldest = open.values().next().value
      if (!oldest || open.size === 1) return
      close(oldest, false, delimited)
    }
  }

  return {
    add(event) {
      if (event.key.length > 0 && event.key.every((part) => part === undefined) && connected) {
        orphan(event.row)
        return
      }
      let transaction = find(event)
      if (transaction && isTooFar(transaction, event.time)) {
        cut(transaction)
        transaction = undefined
      }
      // An event that ends a transaction is the newest of it: what was open never got its beginning.
      if (transaction && event.ends && endswith) {
        const complete = startswith === undefined && transaction.sawEnd
        close(transaction, complete, !complete)
        transaction = undefined
      }
      transaction ??= begin(event)
      include(transaction, event)
      if (startswith && event.starts) {
        const complete = endswith === undefined || transaction.sawEnd
        close(transaction, complete, !complete)
      } else if (maxevents > 0 && transaction.rows.length >= maxevents) cut(transaction)
      evictOldest()
    },
    finish() {
      for (const transaction of [...open.values()]) {
        const complete = startswith === undefined && transaction.sawEnd
        close(transaction, complete, delimited && !complete)
      }
    },
  }
}
