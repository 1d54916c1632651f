/** Puts what comes for several units at a time into the order of the units. */
export interface InOrder {
  /**
   * Acts now if all units before are through, else later.
   * @param drop is called instead where the unit is left out
   */
  put(unit: number, act: () => void, drop?: () => void): void
  /** Nothing more comes for this unit. */
  end(unit: number): void
  /** Leaves out the next unit behind the current one, whatever came and may still come for it; tells which. */
  skipNext(): number
  isSkipped(unit: number): boolean
  /** The first unit that is not through. */
  readonly current: number
}

interface Waiting {
  readonly act: () => void
  readonly drop: (() => void) | undefined
}

export function inOrder(): InOrder {
  const waiting = new Map<number, Waiting[]>()
  const ended = new Set<number>()
  const skipped = new Set<number>()
  let current = 0
  const take = (unit: number): readonly Waiting[] => {
    const held = waiting.get(unit) ?? []
    waiting.delete(unit)
    return held
  }
  const isSkipped = (unit: number): boolean => skipped.has(unit)
  return {
    get current() {
      return current
    },
    isSkipped,
    put(unit, act, drop) {
      if (isSkipped(unit)) return drop?.()
      if (unit === current) return act()
      const held = waiting.get(unit)
      if (held) held.push({ act, drop })
      else waiting.set(unit, [{ act, drop }])
    },
    end(unit) {
      if (isSkipped(unit)) return
      ended.add(unit)
      while (ended.delete(current)) {
        do current++
        while (isSkipped(current))
        for (const { act } of take(current)) act()
      }
    },
    skipNext() {
      let unit = current + 1
      while (isSkipped(unit)) unit++
      skipped.add(unit)
      ended.delete(unit)
      for (const { drop } of take(unit)) drop?.()
      return unit
    },
  }
}
