/** All digits of all keys are counted in one pass; then each digit takes one, from the least significant on. */
const digits = 8
const values = 256

/**
 * Puts rows in the ascending order of their numbers, NaN last; rows with equal numbers stay as they stand. A radix sort: its time grows with
 * the rows, and it asks no comparison.
 * @param keys by row
 * @param rows is changed, and may be returned
 */
export function orderByNumber(keys: Float64Array, rows: Uint32Array): Uint32Array {
  const { length } = rows
  let from: Keyed = { rows, high: new Uint32Array(length), low: new Uint32Array(length) }
  let to: Keyed = {
    rows: new Uint32Array(length),
    high: new Uint32Array(length),
    low: new Uint32Array(length),
  }
  const counts = readKeys(keys, from)
  for (let digit = 0; digit < digits; digit++) {
    const places = counts.subarray(digit * values, (digit + 1) * values)
    // A digit that all have in common changes nothing.
    if (places.includes(length)) continue
    startsOf(places)
    distribute(from, to, digit, places)
    const free = from
    from = to
    to = free
  }
  return from.rows
}

interface Keyed {
  readonly rows: Uint32Array
  /** Upper and lower half of the key of the row at the same place, as whole numbers that order as the keys do. */
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** Returns how often each digit has each value. */
function readKeys(keys: Float64Array, { rows, high, low }: Keyed): Uint32Array {
  const counts = new Uint32Array(digits * values)
  const number = new DataView(new ArrayBuffer(8))
  for (let i = 0; i < rows.length; i++) {
    const key = keys[rows[i] as number] as number
    // Adding 0 makes the negative zero a positive one; all NaN are made the same.
    number.setFloat64(0, Number.isNaN(key) ? Number.NaN : key + 0)
    let upper = number.getUint32(0)
    let lower = number.getUint32(4)
    if (upper >>> 31 === 1) {
      upper = ~upper
      lower = ~lower
    } else upper |= 0x80000000
    high[i] = upper
    low[i] = lower
    for (let digit = 0; digit < 4; digit++) {
      const lowPlace = digit * values + ((lower >>> (digit * 8)) & 255)
      const highPlace = (digit + 4) * values + ((upper >>> (digit * 8)) & 255)
      counts[lowPlace] = (counts[lowPlace] as number) + 1
      counts[highPlace] = (counts[highPlace] as number) + 1
    }
  }
  return counts
}

/** From how many there are of each to where each begins. */
function startsOf(counts: Uint32Array): void {
  let start = 0
  for (let value = 0; value < counts.length; value++) {
    const count = counts[value] as number
    counts[value] = start
    start += count
  }
}

function distribute(from: Keyed, to: Keyed, digit: number, places: Uint32Array): void {
  const part = digit < 4 ? from.low : from.high
  const shift = (digit % 4) * 8
  for (let i = 0; i < part.length; i++) {
    const value = ((part[i] as number) >>> shift) & 255
    const place = places[value] as number
    places[value] = place + 1
    to.rows[place] = from.rows[i] as number
    to.high[place] = from.high[i] as number
    to.low[place] = from.low[i] as number
  }
}
