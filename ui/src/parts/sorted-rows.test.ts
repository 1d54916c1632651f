import { expect, it } from 'vitest'
import { rowOrder } from './sorted-rows.ts'

const rows = ['10', '9', null, 'b', 'A', 9, ['2', '1'], ''].map((f) => ({ f }))

it.each([
  [undefined, [0, 1, 2, 3, 4, 5, 6, 7]],
  [{ field: 'f', descending: false }, [6, 1, 5, 0, 4, 3, 2, 7]],
  [{ field: 'f', descending: true }, [3, 4, 0, 1, 5, 6, 2, 7]],
  [{ field: 'g', descending: true }, [0, 1, 2, 3, 4, 5, 6, 7]],
])('rows in the order %j', (order, places) => {
  expect(rowOrder(rows, order)).toEqual(places)
})
