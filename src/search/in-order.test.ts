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

it('drops what came and what still comes for a unit that is left out', () => {
  const order = inOrder()
  const seen: string[] = []
  const put = (unit: number, name: string) =>
    order.put(
      unit,
      () => seen.push(name),
      () => seen.push(`no ${name}`),
    )
  put(1, 'one')
  put(3, 'three')
  order.end(1)
  expect(order.skipNext()).toBe(1)
  put(1, 'one again')
  order.end(1)
  expect(order.skipNext()).toBe(2)
  put(0, 'zero')
  order.end(0)
  expect([seen, order.current]).toEqual([['no one', 'no one again', 'zero', 'three'], 3])
})
