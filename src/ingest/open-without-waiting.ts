import { constants, openSync } from 'node:fs'

/** Windows has no such flag, nor pipes among its files. */
const nonBlocking = constants.O_NONBLOCK ?? 0

/** Opens a file to be read. What became a pipe after it was listed is found empty, where it would stop the whole thread for ever. */
export function openWithoutWaiting(path: string): number {
  return openSync(path, constants.O_RDONLY | nonBlocking)
}
