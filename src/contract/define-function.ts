import { numberOf, textOfScalar } from '../values/convert.ts'
import {
  type EvalValue,
  isMultivalue,
  multivalueOf,
  type Scalar,
  type Value,
} from '../values/value.ts'
import type { Batch } from './batch.ts'
import type {
  CompiledExpression,
  EvaluationContext,
  RowEvaluator,
  ValueType,
} from './expression.ts'
import type {
  BoundFunction,
  EvalFunction,
  FunctionCategory,
  FunctionExample,
  FunctionProblem,
  FunctionScope,
  ParameterDoc,
} from './function.ts'

/** Turns what an argument evaluates to into what the function wants; `null` makes the whole call null. */
export interface Parameter<T> {
  readonly type: string
  readonly about: string
  readonly required: boolean
  readonly repeats: boolean
  /** Wants numbers as they were computed, not rounded to the precision of decimal literals. */
  readonly unrounded?: boolean
  /** Says what is wrong with an argument before anything runs. */
  check?(argument: CompiledExpression): string | null
  convert(value: EvalValue): T | null
}

const parameter =
  <T>(type: string, convert: (value: EvalValue) => T | null) =>
  (about: string): Parameter<T> => ({ type, about, required: true, repeats: false, convert })

const first = (value: EvalValue): Scalar | boolean | null =>
  isMultivalue(value) ? (value[0] ?? null) : value

/** A string; numbers are printed. Of a multivalue the first value. */
export const text = parameter<string>('string', (value) => {
  const scalar = first(value)
  return scalar === null || typeof scalar === 'boolean' ? null : textOfScalar(scalar)
})

/** A number, or a string that reads as one. Of a multivalue the first value. */
export const number = (about: string): Parameter<number> => ({
  ...parameter<number>('number', numberOf)(about),
  unrounded: true,
})

/** A number cut to its whole part. */
export const whole = (about: string): Parameter<number> => ({
  ...number(about),
  type: 'integer',
  convert: (value) => {
    const converted = numberOf(value)
    return converted === null ? null : Math.trunc(converted)
  },
})

/** Any value but null. */
export const anything = parameter<Exclude<EvalValue, null>>('any', (value) => value)

/** All values of a field as a list. */
export const multivalue = parameter<readonly Scalar[]>('multivalue', (value) =>
  value === null || typeof value === 'boolean' ? null : isMultivalue(value) ? value : [value],
)

/** A condition; only `true` holds. */
export const condition = parameter<boolean>('boolean', (value) => value === true)

/** The argument may be left out: `undefined` then. */
export const maybe = <T>(inner: Parameter<T>): Parameter<T | undefined> => ({
  ...inner,
  required: false,
})

/** Any number of further arguments, at least one when `inner` is required; what cannot be converted is `null` in the list. */
export const rest = <T>(inner: Parameter<T>): Parameter<readonly (T | null)[]> => ({
  ...inner,
  repeats: true,
  // Converted one by one by `defineFunction`.
  convert: (value) => [inner.convert(value)],
})

/** A string literal is refused, since only fields may hold numbers as text. `sum(1, "2")` is an error in Splunk. */
export const noStringLiteral = <T>(inner: Parameter<T>): Parameter<T> => ({
  ...inner,
  unrounded: true,
  check: (argument) =>
    argument.constant && argument.type === 'string'
      ? `a number is wanted, not the string "${textOfConstant(argument)}"`
      : null,
})

const textOfConstant = ({ constant }: CompiledExpression): string => String(constant?.value ?? '')

type Parameters = Readonly<Record<string, Parameter<never> | Parameter<unknown>>>
type Arguments<P> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never }

interface Description {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly category: FunctionCategory
  readonly summary: string
  /** False for `random` and the like. */
  readonly pure?: boolean
  /** `unknown` when left out. */
  readonly returns?: ValueType | ((args: readonly ValueType[]) => ValueType)
  readonly keepsPrecision?: boolean
  readonly digits?: number
  readonly examples: readonly FunctionExample[]
}

export interface FunctionDefinition<P extends Parameters> extends Description {
  readonly parameters: P
  /**
   * The parameter over whose values the function goes when it is given a multivalue: the result is the list of results, or, for
   * booleans, true when one of them is.
   */
  readonly overValuesOf?: keyof P & string
  /** Called when no argument came out null. May return null or undefined for null. Must not throw, nor keep the arguments' object. */
  evaluate(
    args: Arguments<P>,
    context: EvaluationContext & Pick<FunctionScope, 'random'>,
  ): EvalValue | undefined
}

const docsOf = (parameters: Parameters): ParameterDoc[] =>
  Object.entries(parameters).map(([name, { type, about, required, repeats }]) => ({
    name,
    type,
    about,
    required,
    repeats,
  }))

function countProblem(
  name: string,
  docs: readonly ParameterDoc[],
  given: number,
): FunctionProblem | null {
  const least = docs.filter((doc) => doc.required).length
  const most = docs.some((doc) => doc.repeats) ? Number.POSITIVE_INFINITY : docs.length
  if (given >= least && given <= most) return null
  const wants =
    least === most
      ? `${least}`
      : most === Number.POSITIVE_INFINITY
        ? `at least ${least}`
        : `${least} to ${most}`
  const noun = wants === '1' || wants === 'at least 1' ? 'argument' : 'arguments'
  return { code: 'SPL0302', problem: `${name}() takes ${wants} ${noun}, not ${given}` }
}

/** A function whose arguments are all evaluated, checked and converted before it is called. */
export function defineFunction<const P extends Parameters>(
  definition: FunctionDefinition<P>,
): EvalFunction {
  const names = Object.keys(definition.parameters)
  const docs = docsOf(definition.parameters)
  const parameters = Object.values(definition.parameters) as Parameter<unknown>[]
  const over = names.indexOf(definition.overValuesOf ?? '')
  return {
    ...description(definition),
    parameters: docs,
    compile(args, scope) {
      const problem =
        countProblem(definition.name, docs, args.length) ?? argumentProblem(parameters, args)
      if (problem) return problem
      return (batch) => {
        const evaluators = args.map((argument, at) =>
          (parameters[Math.min(at, parameters.length - 1)] as Parameter<unknown>).unrounded
            ? bindUnrounded(argument, batch)
            : argument.bind(batch),
        )
        const spread = evaluators[over]
        let current: EvalValue = null
        // Assigned by its name: V8 puts a function that is written right of `x[y] =` among old objects, where it would keep each batch
        // until the next full collection of garbage.
        const valueAtHand: RowEvaluator = () => current
        if (spread) evaluators[over] = valueAtHand
        const read = argumentReader(parameters, names, evaluators)
        const call: RowEvaluator = (row) => {
          const values = read(row)
          return values === null
            ? null
            : (definition.evaluate(values as Arguments<P>, scope) ?? null)
        }
        if (!spread) return call
        return (row) => {
          current = spread(row)
          if (!isMultivalue(current)) return call(row)
          return overValues(current, (one) => {
            current = one
            return call(row)
          })
        }
      }
    },
  }
}

function argumentProblem(
  parameters: readonly Parameter<unknown>[],
  args: readonly CompiledExpression[],
): FunctionProblem | null {
  for (const [argument, expression] of args.entries()) {
    const problem = parameters[Math.min(argument, parameters.length - 1)]?.check?.(expression)
    if (problem) return { code: 'SPL0302', problem, argument }
  }
  return null
}

/**
 * Reads and converts the arguments of a row: by name, or `null` when one of them is null. The object is the same for every row, which
 * spares one for each: `evaluate` must not keep it.
 */
function argumentReader(
  parameters: readonly Parameter<unknown>[],
  names: readonly string[],
  evaluators: readonly RowEvaluator[],
): (row: number) => Readonly<Record<string, unknown>> | null {
  const last = parameters.find((wanted) => wanted.repeats)
  const fixed = Math.min(evaluators.length, parameters.length - (last ? 1 : 0))
  const repeated = evaluators.slice(fixed)
  const values: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, undefined]))
  return (row) => {
    for (let i = 0; i < fixed; i++) {
      const converted = (parameters[i] as Parameter<unknown>).convert(evaluators[i]!(row))
      if (converted === null) return null
      values[names[i] as string] = converted
    }
    if (last) {
      values[names[parameters.length - 1] as string] = repeated.map(
        (evaluate) => (last.convert(evaluate(row)) as unknown[])[0],
      )
    }
    return values
  }
}

/** Binds an expression for somebody who goes on calculating with its numbers. */
export const bindUnrounded = (argument: CompiledExpression, batch: Batch): RowEvaluator =>
  argument.bindMeasured ? argument.bindMeasured(batch).evaluate : argument.bind(batch)

function overValues(values: readonly Scalar[], each: (one: Scalar) => EvalValue): EvalValue {
  const results: Scalar[] = []
  let holds: boolean | null = null
  for (const one of values) {
    const result = each(one)
    if (result === true) return true
    if (result === false) holds = false
    else if (isMultivalue(result)) results.push(...result)
    else if (result !== null) results.push(result)
  }
  return holds ?? multivalueOf(results)
}

export interface SpecialFunctionDefinition extends Description {
  readonly parameters: Readonly<Record<string, Parameter<unknown>>>
  /** Decides itself which arguments are evaluated, and when (`if`, `case`, `coalesce`, `mvmap`, patterns compiled once). */
  compile(
    args: readonly CompiledExpression[],
    scope: FunctionScope,
  ): BoundFunction | FunctionProblem
}

/** A function that is handed its arguments unevaluated. Their number is checked by the parameters it declares. */
export function defineSpecialFunction(definition: SpecialFunctionDefinition): EvalFunction {
  const docs = docsOf(definition.parameters)
  return {
    ...description(definition),
    parameters: docs,
    compile: (args, scope) =>
      countProblem(definition.name, docs, args.length) ?? definition.compile(args, scope),
  }
}

function description(definition: Description) {
  const { aliases = [], pure = true, keepsPrecision = false, returns = 'unknown' } = definition
  return {
    name: definition.name,
    aliases,
    category: definition.category,
    summary: definition.summary,
    pure,
    returns: typeof returns === 'function' ? returns : () => returns,
    keepsPrecision,
    ...(definition.digits !== undefined && { digits: definition.digits }),
    examples: definition.examples,
  }
}

/** Values as a field may hold them: booleans become the text that `tostring` gives. */
export const fieldValue = (value: EvalValue): Value =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : value
