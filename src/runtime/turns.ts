/** Starts work in the order in which it is given. */
export interface Turns {
  /** @param alone when all before is through, and before all behind it; else beside what is under way */
  take<T>(alone: boolean, start: () => Promise<T>): Promise<T>
}

/** Work that only reads goes on side by side; that which writes what the other reads goes on alone. */
export function turns(): Turns {
  let alone: Promise<unknown> | undefined
  let underway: Promise<unknown>[] = []
  return {
    take(isAlone, start) {
      const before = isAlone ? underway : [alone]
      const waits = before.some((work) => work !== undefined)
      const result = waits ? Promise.all(before).then(start) : start()
      const ended = result.then(
        () => {},
        () => {},
      )
      if (isAlone) alone = ended
      underway = isAlone ? [ended] : [...underway, ended]
      return result
    },
  }
}
