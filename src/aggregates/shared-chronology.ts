import type { Scalar } from '../values/value.ts'

/** A value and when it was seen. */
export interface Sighting {
  readonly time: number
  readonly value: Scalar
}

/**
 * Of equally old values the one seen last, of equally recent ones the one seen first: events come newest first, so that is what
 * `last` and `first` would give.
 */
export const earlierOf = (seen: Sighting | null, next: Sighting | null): Sighting | null =>
  next !== null && (seen === null || next.time <= seen.time) ? next : seen

export const laterOf = (seen: Sighting | null, next: Sighting | null): Sighting | null =>
  next !== null && (seen === null || next.time > seen.time) ? next : seen
