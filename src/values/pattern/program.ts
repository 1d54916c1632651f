import { type CharacterTest, characterTest } from './character-test.ts'
import type { FirstSet } from './first-set.ts'
import { anyOpening, openingOf } from './opening.ts'
import {
  type AssertionPlace,
  holds,
  isSingle,
  type ParsedPattern,
  type PatternNode,
  type RepeatNode,
  widthOf,
} from './tree.ts'

/** What our own matcher does at one place. Numbers are places in the program, groups, or slots of its memory of failures. */
export const op = {
  match: 0,
  /** unit */
  unit: 1,
  /** set */
  set: 2,
  /** preferred, other, slot */
  split: 3,
  /** target */
  jump: 4,
  /** index into the bounds of groups */
  save: 5,
  /** set, min, max (-1 for none), slot of entries, slot of exits: greedy */
  run: 6,
  /** set, min, max: never gives back */
  hold: 7,
  /** place */
  assert: 8,
  /** kind, place after the body, slot */
  look: 9,
  /** characters */
  back: 10,
  /** index of a reference */
  reference: 11,
  /** register */
  mark: 12,
  /** register, place to go when nothing was taken since the mark */
  leaveIfEmpty: 13,
} as const

export const look = { ahead: 0, notAhead: 1, atomic: 2 } as const

export const places: readonly AssertionPlace[] = [
  'start',
  'lineStart',
  'end',
  'lastLineEnd',
  'lineEnd',
  'boundary',
  'notBoundary',
  'searchStart',
]

export interface Program {
  readonly code: Int32Array
  readonly sets: readonly CharacterTest[]
  readonly references: readonly {
    readonly groups: readonly number[]
    readonly ignoreCase: boolean
  }[]
  readonly groups: number
  readonly registers: number
  /** Kinds of choices of which failures are remembered by their place in the text; 0 when references make that wrong. */
  readonly slots: number
  readonly first: FirstSet
}

const MOST_CODE = 200_000

class TooLarge extends Error {}

interface Assembler {
  readonly code: number[]
  readonly sets: CharacterTest[]
  readonly setIndex: Map<string, number>
  readonly references: { readonly groups: readonly number[]; readonly ignoreCase: boolean }[]
  registers: number
  slots: number
}

/** The program of a pattern, or `null` when counted repetitions make it too large. */
export function programOf({ root, groupNames }: ParsedPattern): Program | null {
  const assembler: Assembler = {
    code: [],
    sets: [],
    setIndex: new Map(),
    references: [],
    registers: 0,
    slots: 0,
  }
  try {
    emit(root, assembler)
  } catch (error) {
    if (error instanceof TooLarge) return null
    throw error
  }
  assembler.code.push(op.match)
  const remembers = !holds(root, (node) => node.kind === 'backreference')
  return {
    code: Int32Array.from(assembler.code),
    sets: assembler.sets,
    references: assembler.references,
    groups: groupNames.length,
    registers: assembler.registers,
    slots: remembers ? assembler.slots : 0,
    first: openingOf(root, anyOpening).first,
  }
}

function push(assembler: Assembler, ...numbers: number[]): number {
  const at = assembler.code.length
  if (at > MOST_CODE) throw new TooLarge()
  assembler.code.push(...numbers)
  return at
}

const here = (assembler: Assembler): number => assembler.code.length

function setIndexOf(
  node: Extract<PatternNode, { kind: 'character' | 'set' }>,
  assembler: Assembler,
): number {
  const test = characterTest(node)
  const known = assembler.setIndex.get(test.key)
  if (known !== undefined) return known
  assembler.sets.push(test)
  assembler.setIndex.set(test.key, assembler.sets.length - 1)
  return assembler.sets.length - 1
}

function emit(node: PatternNode, assembler: Assembler): void {
  switch (node.kind) {
    case 'empty':
      return
    case 'character':
      if (characterTest(node).isExact && node.code < 0x10000) push(assembler, op.unit, node.code)
      else push(assembler, op.set, setIndexOf(node, assembler))
      return
    case 'set':
      push(assembler, op.set, setIndexOf(node, assembler))
      return
    case 'sequence':
      for (const item of node.items) emit(item, assembler)
      return
    case 'alternation':
      emitAlternatives(node.alternatives, assembler)
      return
    case 'capture':
      push(assembler, op.save, node.group * 2)
      emit(node.body, assembler)
      push(assembler, op.save, node.group * 2 + 1)
      return
    case 'atomic':
      emitLook(look.atomic, () => emit(node.body, assembler), assembler)
      return
    case 'look':
      emitLook(
        node.negative ? look.notAhead : look.ahead,
        () => (node.behind ? emitBehind(node.body, assembler) : emit(node.body, assembler)),
        assembler,
      )
      return
    case 'assertion':
      push(assembler, op.assert, places.indexOf(node.at))
      return
    case 'backreference':
      assembler.references.push(node)
      push(assembler, op.reference, assembler.references.length - 1)
      return
    case 'keep':
      push(assembler, op.save, 0)
      return
    case 'repeat':
      emitRepeat(node, assembler)
  }
}

function emitAlternatives(
  alternatives: readonly PatternNode[],
  assembler: Assembler,
  emitBefore: (alternative: PatternNode) => void = () => {},
): void {
  const jumps: number[] = []
  for (const [index, alternative] of alternatives.entries()) {
    const isLast = index === alternatives.length - 1
    const split = isLast ? -1 : emitSplit(assembler)
    emitBefore(alternative)
    emit(alternative, assembler)
    if (isLast) break
    jumps.push(push(assembler, op.jump, 0))
    aim(assembler, split, 'greedy', here(assembler))
  }
  for (const jump of jumps) assembler.code[jump + 1] = here(assembler)
}

/** A choice that goes on right after it, or where it is aimed at later. */
const emitSplit = (assembler: Assembler): number =>
  push(assembler, op.split, 0, 0, assembler.slots++)

function aim(assembler: Assembler, split: number, mode: 'greedy' | 'lazy', other: number): void {
  const next = split + 4
  assembler.code[split + 1] = mode === 'greedy' ? next : other
  assembler.code[split + 2] = mode === 'greedy' ? other : next
}

function emitLook(kind: number, emitBody: () => void, assembler: Assembler): void {
  const at = push(assembler, op.look, kind, 0, assembler.slots++)
  emitBody()
  push(assembler, op.match)
  assembler.code[at + 2] = here(assembler)
}

/** Each branch has a length of its own: so far back, then forward. */
function emitBehind(body: PatternNode, assembler: Assembler): void {
  const branches = body.kind === 'alternation' ? body.alternatives : [body]
  emitAlternatives(branches, assembler, (branch) => {
    push(assembler, op.back, widthOf(branch).least)
  })
}

function emitRepeat(node: RepeatNode, assembler: Assembler): void {
  const { body, min, max, mode } = node
  if (mode === 'possessive') {
    if (isSingle(body)) emitHold(node, assembler)
    else emitLook(look.atomic, () => emitRepeat({ ...node, mode: 'greedy' }, assembler), assembler)
    return
  }
  if (isSingle(body)) {
    if (min === max) {
      emitHold(node, assembler)
      return
    }
    if (mode === 'greedy') {
      const most = max === Number.POSITIVE_INFINITY ? -1 : max
      push(
        assembler,
        op.run,
        setIndexOf(body, assembler),
        min,
        most,
        assembler.slots,
        assembler.slots + 1,
      )
      assembler.slots += 2
      return
    }
    if (min > 0) emitHold({ ...node, max: min }, assembler)
  } else for (let i = 0; i < min; i++) emit(body, assembler)
  if (max === Number.POSITIVE_INFINITY) emitLoop(body, mode, assembler)
  else emitOptional(body, max - min, mode, assembler)
}

function emitHold({ body, min, max }: RepeatNode, assembler: Assembler): void {
  if (!isSingle(body)) return
  const most = max === Number.POSITIVE_INFINITY ? -1 : max
  push(assembler, op.hold, setIndexOf(body, assembler), min, most)
}

function emitLoop(body: PatternNode, mode: 'greedy' | 'lazy', assembler: Assembler): void {
  const split = emitSplit(assembler)
  const mayBeEmpty = widthOf(body).least === 0
  const register = mayBeEmpty ? assembler.registers++ : -1
  if (mayBeEmpty) push(assembler, op.mark, register)
  emit(body, assembler)
  const check = mayBeEmpty ? push(assembler, op.leaveIfEmpty, register, 0) : -1
  push(assembler, op.jump, split)
  if (mayBeEmpty) assembler.code[check + 2] = here(assembler)
  aim(assembler, split, mode, here(assembler))
}

/** `(X(X(X)?)?)?`: each is tried only after the one before. */
function emitOptional(
  body: PatternNode,
  count: number,
  mode: 'greedy' | 'lazy',
  assembler: Assembler,
): void {
  const splits: number[] = []
  for (let i = 0; i < count; i++) {
    splits.push(emitSplit(assembler))
    emit(body, assembler)
  }
  for (const split of splits) aim(assembler, split, mode, here(assembler))
}
