/** Numbers pairs of whole numbers of 31 bits, -1 included, from 0 in the order in which they are added. */
export interface PairNumbers {
  readonly size: number
  /** Negative when the pair has no number. */
  find(left: number, right: number): number
  /** Gives a number to a pair that has none. */
  add(left: number, right: number): number
  leftOf(number: number): number
  rightOf(number: number): number
}

/** Finds the numbers of pairs, counted from 1; 0 is no number. */
interface PairTable {
  get(left: number, right: number): number
  /** False when the pair has no place here. */
  set(left: number, right: number, number: number): boolean
}

const smallest = 64

/** Few small numbers, the usual case, have a place each; where most pairs are missing a hash table holds those that there are. */
export function createPairNumbers(largestGrid = 1 << 18): PairNumbers {
  let size = 0
  let lefts = new Int32Array(smallest)
  let rights = new Int32Array(smallest)
  let table: PairTable = createGrid(largestGrid)

  function refill(): void {
    table = createHashTable(
      lefts.length,
      (number, left, right) => lefts[number - 1] === left && rights[number - 1] === right,
    )
    for (let number = 0; number < size; number++) {
      table.set(lefts[number] as number, rights[number] as number, number + 1)
    }
  }

  return {
    get size() {
      return size
    },
    find: (left, right) => table.get(left, right) - 1,
    add(left, right) {
      if (size === lefts.length) {
        lefts = enlarged(lefts, size * 2)
        rights = enlarged(rights, size * 2)
      }
      lefts[size] = left
      rights[size] = right
      size++
      if (!table.set(left, right, size)) refill()
      return size - 1
    },
    leftOf: (number) => lefts[number] as number,
    rightOf: (number) => rights[number] as number,
  }
}

/** So many places for each pair take no more than a hash table would. */
const placesPerPair = 16
const fewPlaces = 1024

/** A place for every pair of numbers up to the largest, as long as enough of them are taken. */
function createGrid(largest: number): PairTable {
  let width = 8
  let height = 8
  let places = new Int32Array(width * height)

  /** Makes room for a pair: doubles the sides until it fits. */
  function enlarge(row: number, column: number, pairs: number): boolean {
    const most = Math.min(largest, Math.max(fewPlaces, pairs * placesPerPair))
    let [wider, higher] = [width, height]
    while (wider <= column && wider <= most) wider *= 2
    while (higher <= row && higher <= most) higher *= 2
    if (wider * higher > most) return false
    const larger = new Int32Array(wider * higher)
    for (let each = 0; each < height; each++) {
      larger.set(places.subarray(each * width, (each + 1) * width), each * wider)
    }
    width = wider
    height = higher
    places = larger
    return true
  }

  return {
    get(left, right) {
      const row = left + 1
      const column = right + 1
      return row < height && column < width ? (places[row * width + column] as number) : 0
    },
    set(left, right, number) {
      const row = left + 1
      const column = right + 1
      if ((row >= height || column >= width) && !enlarge(row, column, number)) return false
      places[row * width + column] = number
      return true
    },
  }
}

/**
 * Open addressing; full, and so without a place, when half of the slots are taken.
 * @param isPair whether the pair with this number, counted from 1, is that one
 */
function createHashTable(
  capacity: number,
  isPair: (number: number, left: number, right: number) => boolean,
): PairTable {
  const slots = new Int32Array(capacity * 4)
  const mask = slots.length - 1
  let taken = 0

  const slotOf = (left: number, right: number): number => {
    let slot = hash(left, right) & mask
    for (;;) {
      const number = slots[slot] as number
      if (number === 0 || isPair(number, left, right)) return slot
      slot = (slot + 1) & mask
    }
  }

  return {
    get: (left, right) => slots[slotOf(left, right)] as number,
    set(left, right, number) {
      if (taken * 2 >= slots.length) return false
      slots[slotOf(left, right)] = number
      taken++
      return true
    },
  }
}

/** Spreads neighbouring numbers over the table (the constants are those of xxHash). */
function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 1, 0x85ebca77)
  const again = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae3d)
  return again ^ (again >>> 13)
}

function enlarged(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(numbers)
  return larger
}
