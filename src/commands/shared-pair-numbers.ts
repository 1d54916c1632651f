/** Numbers pairs of whole numbers of 32 bits from 0, in the order in which they are added. */
export interface PairNumbers {
  readonly size: number
  /** Negative when the pair has no number. */
  find(left: number, right: number): number
  /** Gives a number to a pair that has none. */
  add(left: number, right: number): number
  leftOf(number: number): number
  rightOf(number: number): number
}

const smallest = 64

/** One hash table with open addressing for all pairs: a map for each left part would take several times the memory and the time. */
export function createPairNumbers(): PairNumbers {
  let size = 0
  let lefts = new Int32Array(smallest)
  let rights = new Int32Array(smallest)
  /** Numbers of pairs, counted from 1; 0 is a free slot. At most half of them are taken. */
  let slots = new Int32Array(smallest * 2)
  let mask = slots.length - 1

  const slotOf = (left: number, right: number): number => {
    let slot = hash(left, right) & mask
    for (;;) {
      const number = (slots[slot] as number) - 1
      if (number < 0 || (lefts[number] === left && rights[number] === right)) return slot
      slot = (slot + 1) & mask
    }
  }

  function grow(): void {
    lefts = enlarged(lefts)
    rights = enlarged(rights)
    slots = new Int32Array(lefts.length * 2)
    mask = slots.length - 1
    for (let number = 0; number < size; number++) {
      slots[slotOf(lefts[number] as number, rights[number] as number)] = number + 1
    }
  }

  return {
    get size() {
      return size
    },
    find: (left, right) => (slots[slotOf(left, right)] as number) - 1,
    add(left, right) {
      if (size === lefts.length) grow()
      const number = size++
      lefts[number] = left
      rights[number] = right
      slots[slotOf(left, right)] = number + 1
      return number
    },
    leftOf: (number) => lefts[number] as number,
    rightOf: (number) => rights[number] as number,
  }
}

/** Spreads neighbouring numbers over the table (the constants are those of xxHash). */
function hash(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right + 1, 0x85ebca77)
  const again = Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae3d)
  return again ^ (again >>> 13)
}

function enlarged(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}
