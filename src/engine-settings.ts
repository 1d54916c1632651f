import { setFlagsFromString } from 'node:v8'

/**
 * Lets functions run six times as long as V8 would before they are compiled for speed. Few searches of a hunt run often, and what the
 * threads that compile do for the others takes a sixth to a quarter of its processor time.
 */
export const compileLater = (): void => setFlagsFromString('--interrupt-budget=400000')

/**
 * Lets old objects grow by little more than a half, of what of them is in use, before they are collected: in long logs most of them are
 * of events that are gone. Left alone V8 lets them double and more, which takes half as much memory again to save a twentieth of the time.
 * Before reading, when most of what is made stays, it would only cost.
 */
export const growHeapSlowly = (): void => setFlagsFromString('--heap-growing-percent=60')
