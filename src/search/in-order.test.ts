import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inOrder } from './in-order.ts'

it('acts in the order of the units, whichever is read when', () => {
  const reading = fc.nat(4).chain((units) =>
    fc.shuffledSubarray(Array.from({ length: units }, (_, unit) => [unit, unit, unit]).flat(), {
      minLength: units * 3,
      maxLength: units * 3,
    }),
  )
  fc.assert(
    fc.property(reading, (steps) => {
      const order = inOrder()
      const seen: string[] = []
      const times = new Map<number, number>()
      for (const unit of steps) {
        const time = (times.get(unit) ?? 0) + 1
        times.set(unit, time)
        order.put(unit, () => seen.push(`${unit}.${time}`))
        if (time === 3) order.end(unit)
      }
      expect(seen).toEqual([...seen].sort())
      expect(seen).toHaveLength(steps.length)
      expect(order.current).toBe(times.size)
    }),
  )
})
