import { expect, test } from 'vitest'
import { othersTurn } from './others-turn.ts'

/** Keeps the thread busy for some milliseconds. */
function work(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

test('timers have their turn while much is done without waiting', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  for (let step = 0; step < 20; step++) {
    work(6)
    await othersTurn()
  }
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(5)
})

test('what follows soon does not wait', async () => {
  work(15)
  await othersTurn()
  let isLater = false
  const later = setImmediate(() => {
    isLater = true
  })
  await othersTurn()
  clearImmediate(later)
  expect(isLater).toBe(false)
})
