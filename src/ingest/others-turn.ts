const longestTurn = 10
let lastTurn = performance.now()

/**
 * Lets timers, signals and connections have their turn when they have not for some milliseconds: what is done without waiting must not
 * keep them from it.
 */
export async function othersTurn(): Promise<void> {
  if (performance.now() - lastTurn < longestTurn) return
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
  lastTurn = performance.now()
}
