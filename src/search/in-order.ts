/** Puts what comes for several units at a time into the order of the units. */
export interface InOrder {
  /** Acts now if all units before are through, else later. */
  put(unit: number, act: () => void): void
  /** Nothing more comes for this unit. */
  end(unit: number): void
  /** The first unit that is not through. */
  readonly current: number
}

export function inOrder(): InOrder {
  const waiting = new Map<number, (() => void)[]>()
  const ended = new Set<number>()
  let current = 0
  return {
    get current() {
      return current
    },
    put(unit, act) {
      if (unit === current) return act()
      const held = waiting.get(unit)
      if (held) held.push(act)
      else waiting.set(unit, [act])
    },
    end(unit) {
      ended.add(unit)
      while (ended.delete(current)) {
        current++
        const held = waiting.get(current) ?? []
        waiting.delete(current)
        for (const act of held) act()
      }
    },
  }
}
