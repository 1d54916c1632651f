import type { Condition } from './condition.ts'
import type { Sign } from './value-test.ts'

/** Tests of which at least one holds for every row that meets a condition. */
export interface AccessPath {
  readonly tests: readonly (Condition & { readonly kind: 'test' })[]
  /** Roughly how many of all rows pass one of them. */
  readonly share: number
}

/** Conditions of several kinds of events have most of their parts in common. */
const known = new WeakMap<Condition, AccessPath | 'none'>()

/** The rarest; `undefined` when there is none whose signs can be looked for. */
export function accessPathOf(condition: Condition): AccessPath | undefined {
  const before = known.get(condition)
  if (before) return before === 'none' ? undefined : before
  const path = findPath(condition)
  known.set(condition, path ?? 'none')
  return path
}

function findPath(condition: Condition): AccessPath | undefined {
  switch (condition.kind) {
    case 'test': {
      const { signs } = condition.test
      return signs && { tests: [condition], share: sum(signs.map(shareOf)) }
    }
    case 'all': {
      const paths = condition.parts.flatMap((part) => accessPathOf(part) ?? [])
      return paths.reduce<AccessPath | undefined>(
        (best, path) => (best && best.share <= path.share ? best : path),
        undefined,
      )
    }
    case 'any': {
      const paths = condition.parts.map(accessPathOf)
      if (!paths.every((path) => path !== undefined)) return undefined
      return {
        tests: paths.flatMap(({ tests }) => tests),
        share: sum(paths.map(({ share }) => share)),
      }
    }
    default:
      return undefined
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((left, right) => left + right, 0)

/** By rule of thumb: the longer a text the rarer, and a whole value is rarer than a part. */
function shareOf(sign: Sign): number {
  if (sign.kind === 'missing') return 0.01
  if (sign.text === '') return 0.05
  const share = Math.max(0.001, 0.7 ** sign.text.length)
  return sign.kind === 'equal' ? share / 4 : share
}
