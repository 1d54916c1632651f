import { numberOfText } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/** The numbers of all rows of a batch. */
export interface NumberColumn {
  readonly values: Float64Array
  /** 1 for rows that have no number; absent when all have one. */
  readonly missing?: Uint8Array
}

/** Texts that read as numbers are numbers, as they are for operators; `undefined` when a value is another text, or several. */
export function numberColumnOf(list: readonly Value[]): NumberColumn | undefined {
  const values = new Float64Array(list.length)
  let missing: Uint8Array | undefined
  for (let row = 0; row < list.length; row++) {
    const value = list[row] as Value
    if (typeof value === 'number') values[row] = value
    else if (value === null) {
      missing ??= new Uint8Array(list.length)
      missing[row] = 1
    } else {
      const number = typeof value === 'string' ? numberOfText(value) : null
      if (number === null) return undefined
      values[row] = number
    }
  }
  return missing ? { values, missing } : { values }
}

export const constantNumbers = (value: number, length: number): NumberColumn => ({
  values: new Float64Array(length).fill(value),
})

type Kernel = (left: Float64Array, right: Float64Array, results: Float64Array) => void

const kernels: Readonly<Record<ArithmeticOperator, Kernel>> = {
  '+': (left, right, results) => {
    for (let row = 0; row < results.length; row++)
      results[row] = (left[row] as number) + (right[row] as number)
  },
  '-': (left, right, results) => {
    for (let row = 0; row < results.length; row++)
      results[row] = (left[row] as number) - (right[row] as number)
  },
  '*': (left, right, results) => {
    for (let row = 0; row < results.length; row++)
      results[row] = (left[row] as number) * (right[row] as number)
  },
  '/': (left, right, results) => {
    for (let row = 0; row < results.length; row++)
      results[row] = (left[row] as number) / (right[row] as number)
  },
  '%': (left, right, results) => {
    for (let row = 0; row < results.length; row++)
      results[row] = (left[row] as number) % (right[row] as number)
  },
}

/** Null where a side is, and for division by zero. */
export function calculateColumns(
  operator: ArithmeticOperator,
  left: NumberColumn,
  right: NumberColumn,
): NumberColumn {
  const values = new Float64Array(left.values.length)
  kernels[operator](left.values, right.values, values)
  let missing = eitherMissing(left.missing, right.missing)
  if (operator === '/' || operator === '%') missing = withZeros(right.values, missing)
  return missing ? { values, missing } : { values }
}

export function eitherMissing(
  left: Uint8Array | undefined,
  right: Uint8Array | undefined,
): Uint8Array | undefined {
  if (!left || !right) return left ?? right
  return left.map((each, row) => each | (right[row] as number))
}

function withZeros(divisors: Float64Array, known: Uint8Array | undefined): Uint8Array | undefined {
  let missing: Uint8Array | undefined
  for (let row = 0; row < divisors.length; row++) {
    if (divisors[row] !== 0) continue
    missing ??= known ? known.slice() : new Uint8Array(divisors.length)
    missing[row] = 1
  }
  return missing ?? known
}

export function listOfNumbers({ values, missing }: NumberColumn): readonly Value[] {
  if (!missing) return Array.from(values)
  const list = new Array<Value>(values.length)
  for (let row = 0; row < list.length; row++) {
    list[row] = missing[row] === 1 ? null : (values[row] as number)
  }
  return list
}
