import type { Expression } from '../../language/ast.ts'
import { numberOfText } from '../../values/convert.ts'
import type { Scalar } from '../../values/value.ts'
import { allOf, always, anyOf, type Condition, constantCondition, never } from './condition.ts'
import { expressionTest, missingTest, partTest, presentTest, type ValueTest } from './value-test.ts'

/** What must hold for the value of a field, which may be calculated itself, to pass a test. */
export type ReadField = (name: string, test: ValueTest) => Condition

/** What must hold for the value of an expression to pass a test; `always` where that cannot be told. */
export function conditionOfValue(node: Expression, test: ValueTest, read: ReadField): Condition {
  if (node.kind === 'field') return read(node.name, test)
  const constant = constantOf(node)
  if (constant !== undefined) return constantCondition(test.test(constant))
  // Nulls come from everywhere.
  if (node.kind !== 'call' || test.test(null)) return always
  const { name, arguments: args } = node
  switch (name) {
    case 'null':
      return never
    case 'if':
    case 'case':
      return conditionOfBranches(branchesOf(name, args), test, read)
    case 'coalesce':
      return anyOf(args.map((each) => conditionOfValue(each, test, read)))
    case 'nullif':
      return args[0] ? conditionOfValue(args[0], test, read) : always
    case 'mvindex':
    case 'split':
    case 'lower': {
      const part = partTest(test)
      return part && args[0] ? conditionOfValue(args[0], part, read) : always
    }
    default:
      return always
  }
}

interface Branch {
  /** `undefined` for one that is taken when no other is. */
  readonly when: Expression | undefined
  readonly value: Expression
}

function branchesOf(name: string, args: readonly Expression[]): readonly Branch[] {
  const branches: Branch[] = []
  const pairs = name === 'if' ? args.slice(0, 2) : args
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    branches.push({ when: pairs[at], value: pairs[at + 1] as Expression })
  }
  const [, , otherwise] = args
  if (name === 'if' && otherwise) branches.push({ when: undefined, value: otherwise })
  return branches
}

/** One branch is taken, and none before it. */
function conditionOfBranches(
  branches: readonly Branch[],
  test: ValueTest,
  read: ReadField,
): Condition {
  const before: Condition[] = []
  const taken: Condition[] = []
  for (const { when, value } of branches) {
    const own = when ? [conditionOfTruth(when, true, read)] : []
    taken.push(allOf([...before, ...own, conditionOfValue(value, test, read)]))
    if (when) before.push(conditionOfTruth(when, false, read))
  }
  return anyOf(taken)
}

/** What must hold for a condition to be true, or else to be false or null. */
function conditionOfTruth(node: Expression, isTrue: boolean, read: ReadField): Condition {
  if (node.kind === 'boolean') return constantCondition(node.value === isTrue)
  if (node.kind === 'in') {
    const each = node.list.map((bound) => comparison(node.value, '=', bound, isTrue, read))
    return isTrue ? anyOf(each) : allOf(each)
  }
  if (node.kind === 'binary') {
    const { operator, left, right } = node
    if (operator === 'AND' || operator === 'OR') {
      const parts = [left, right].map((part) => conditionOfTruth(part, isTrue, read))
      return (operator === 'AND') === isTrue ? allOf(parts) : anyOf(parts)
    }
    return operator === '=' || operator === '!='
      ? comparison(left, operator, right, isTrue, read)
      : always
  }
  if (node.kind !== 'call') return always
  const [argument] = node.arguments
  switch (node.name) {
    case 'true':
      return constantCondition(isTrue)
    case 'false':
      return constantCondition(!isTrue)
    case 'isnull':
    case 'isnotnull':
      if (argument?.kind !== 'field') return always
      return read(argument.name, (node.name === 'isnull') === isTrue ? missingTest : presentTest)
    default:
      return always
  }
}

function comparison(
  left: Expression,
  operator: '=' | '!=',
  right: Expression,
  isTrue: boolean,
  read: ReadField,
): Condition {
  const bound = constantOf(right)
  if (left.kind !== 'field' || bound === undefined) return always
  return read(left.name, expressionTest(operator, bound, isTrue))
}

/** Of numbers only those whose precision shows nowhere; a text that reads as NaN is equal to nothing here and to itself there. */
function constantOf(node: Expression): Scalar | undefined {
  if (node.kind === 'number') return Number.isSafeInteger(node.value) ? node.value : undefined
  if (node.kind !== 'string' || Number.isNaN(numberOfText(node.value))) return undefined
  return node.value
}
