import { caseVariants } from './character-set.ts'
import type { PatternNode } from './tree.ts'

/** Characters with which something may begin: a bit for each of ASCII, and one for all others together. */
export interface FirstSet {
  readonly ascii: readonly [number, number, number, number]
  readonly others: boolean
}

export const nothing: FirstSet = { ascii: [0, 0, 0, 0], others: false }
export const anything: FirstSet = { ascii: [-1, -1, -1, -1], others: true }
export const lineFeed: FirstSet = { ascii: [1 << 10, 0, 0, 0], others: false }

export const unionOf = (left: FirstSet, right: FirstSet): FirstSet => ({
  ascii: [
    left.ascii[0] | right.ascii[0],
    left.ascii[1] | right.ascii[1],
    left.ascii[2] | right.ascii[2],
    left.ascii[3] | right.ascii[3],
  ],
  others: left.others || right.others,
})

export const overlap = (left: FirstSet, right: FirstSet): boolean =>
  (left.others && right.others) ||
  left.ascii.some((bits, index) => (bits & (right.ascii[index] as number)) !== 0)

/** Whether the set may hold this code unit. */
export const mayHold = ({ ascii, others }: FirstSet, unit: number): boolean =>
  unit < 128 ? (((ascii[unit >> 5] as number) >>> (unit & 31)) & 1) === 1 : others

type SingleNode = Extract<PatternNode, { kind: 'character' | 'set' }>

const known = new WeakMap<SingleNode, FirstSet>()

/** The characters that a single-character node takes; more than it does where that is not worth telling. */
export function charactersOf(node: SingleNode): FirstSet {
  const found = known.get(node)
  if (found) return found
  const made = node.kind === 'character' ? charactersOfCode(node) : charactersOfSet(node)
  known.set(node, made)
  return made
}

function charactersOfCode({
  code,
  ignoreCase,
}: Extract<SingleNode, { kind: 'character' }>): FirstSet {
  const ascii: [number, number, number, number] = [0, 0, 0, 0]
  let others = false
  for (const variant of ignoreCase ? caseVariants(code) : [code]) {
    if (variant < 128) ascii[variant >> 5] = (ascii[variant >> 5] as number) | (1 << (variant & 31))
    else others = true
  }
  return { ascii, others }
}

function charactersOfSet({ set, ignoreCase }: Extract<SingleNode, { kind: 'set' }>): FirstSet {
  if (set.properties.length > 0) return anything
  const inside = new Uint8Array(128)
  let others = set.negated
  for (const [from, to] of set.ranges) {
    inside.fill(1, from, Math.min(to, 127) + 1)
    if (to > 127) others = true
  }
  if (ignoreCase && addOtherCases(inside)) others = true
  const ascii: [number, number, number, number] = [0, 0, 0, 0]
  for (let code = 0; code < 128; code++)
    if ((inside[code] === 1) !== set.negated)
      ascii[code >> 5] = (ascii[code >> 5] as number) | (1 << (code & 31))
  return { ascii, others }
}

/** Whether that adds more than ASCII: the Kelvin sign and the long s are letters of k and s too. */
function addOtherCases(inside: Uint8Array): boolean {
  let addsOthers = false
  for (let upper = 65; upper <= 90; upper++) {
    if (!inside[upper] && !inside[upper + 32]) continue
    inside[upper] = 1
    inside[upper + 32] = 1
    if (upper === 75 || upper === 83) addsOthers = true
  }
  return addsOthers
}
