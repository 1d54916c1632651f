import type { Aggregate } from '../contract/aggregate.ts'
import { count } from './count.ts'
import { distinctCount } from './distinct-count.ts'
import { earliest, earliestTime, latest, latestTime } from './earliest-latest.ts'
import { estimatedDistinctCount, estimatedDistinctCountError } from './estimated-distinct-count.ts'
import { max, min } from './extremes.ts'
import { first } from './first.ts'
import { last } from './last.ts'
import { list } from './list.ts'
import { mode } from './mode.ts'
import { exactPercentile, median, percentileOf, upperPercentile } from './percentiles.ts'
import { range } from './range.ts'
import { rate } from './rate.ts'
import { sparkline } from './sparkline.ts'
import { average, perDay, perHour, perMinute, perSecond, sum, sumOfSquares } from './sums.ts'
import { values } from './values.ts'
import {
  populationStandardDeviation,
  populationVariance,
  standardDeviation,
  variance,
} from './variance.ts'

/** Every statistical function. */
export const aggregates: readonly Aggregate[] = [
  average,
  count,
  distinctCount,
  earliest,
  earliestTime,
  estimatedDistinctCount,
  estimatedDistinctCountError,
  exactPercentile,
  first,
  last,
  latest,
  latestTime,
  list,
  max,
  median,
  min,
  mode,
  percentileOf,
  perDay,
  perHour,
  perMinute,
  perSecond,
  populationStandardDeviation,
  populationVariance,
  range,
  rate,
  sparkline,
  standardDeviation,
  sum,
  sumOfSquares,
  upperPercentile,
  values,
  variance,
]
