import { type EvalValue, isMultivalue, type Scalar, type Value } from '../values/value.ts'
import type { CompiledExpression, EvaluationContext } from './expression.ts'
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
  convert(value: EvalValue): T | null
}

const parameter =
  <T>(type: string, convert: (value: EvalValue) => T | null) =>
  (about: string): Parameter<T> => ({ type, about, required: true, repeats: false, convert })

const first = (value: EvalValue): Scalar | boolean | null =>
  isMultivalue(value) ? (value[0] ?? null) : (value as Scalar | boolean | null)

/** A string; numbers are printed. Of a multivalue the first value. */
export const text = parameter<string>('string', (value) => {
  const scalar = first(value)
  return scalar === null || typeof scalar === 'boolean' ? null : String(scalar)
})

/** A number, or a string that is one. */
export const number = parameter<number>('number', (value) => {
  const scalar = first(value)
  if (typeof scalar === 'number') return scalar
  if (typeof scalar !== 'string' || scalar.trim() === '') return null
  const converted = Number(scalar)
  return Number.isNaN(converted) ? null : converted
})

/** A number cut to its whole part. */
export const whole = parameter<number>('integer', (value) => {
  const converted = number('').convert(value)
  return converted === null ? null : Math.trunc(converted)
})

/** Any value but null. */
export const anything = parameter<Exclude<EvalValue, null>>('any', (value) => value)

/** All values of a field as a list. */
export const multivalue = parameter<readonly Scalar[]>('multivalue', (value) =>
  value === null || typeof value === 'boolean' ? null : isMultivalue(value) ? value : [value],
)

/** A condition; only `true` holds. */
export const condition = parameter<boolean>('boolean', (value) => value === true)

/** The argument may be left out or null: `undefined` then. */
export const maybe = <T>(inner: Parameter<T>): Parameter<T | undefined> => ({
  ...inner,
  required: false,
  convert: (value) => (value === null ? undefined : (inner.convert(value) ?? undefined)),
})

/** Any number of further arguments, at least one when `inner` is required. */
export const rest = <T>(inner: Parameter<T>): Parameter<readonly (T | null)[]> => ({
  type: inner.type,
  about: inner.about,
  required: inner.required,
  repeats: true,
  // Converted one by one by `defineFunction`.
  convert: (value) => [inner.convert(value)],
})

/** Null reaches the function as `null`. */
export const nullable = <T>(inner: Parameter<T>): Parameter<{ readonly value: T | null }> => ({
  ...inner,
  convert: (value) => ({ value: inner.convert(value) }),
})

type Parameters = Readonly<Record<string, Parameter<never> | Parameter<unknown>>>
type Arguments<P> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never }

interface Description {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly category: FunctionCategory
  readonly summary: string
  /** False for `random`, `now` and the like. */
  readonly pure?: boolean
  readonly examples: readonly FunctionExample[]
}

export interface FunctionDefinition<P extends Parameters> extends Description {
  readonly parameters: P
  /** Called when no argument came out null. May return null or undefined for null. Must not throw. */
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
  return {
    code: 'SPL0302',
    problem: `${name}() takes ${wants} argument${wants === '1' ? '' : 's'}, not ${given}`,
  }
}

/** A function whose arguments are all evaluated, checked and converted before it is called. */
export function defineFunction<const P extends Parameters>(
  definition: FunctionDefinition<P>,
): EvalFunction {
  const names = Object.keys(definition.parameters)
  const docs = docsOf(definition.parameters)
  const parameters = Object.values(definition.parameters) as Parameter<unknown>[]
  return {
    ...description(definition),
    parameters: docs,
    compile(args, scope) {
      const problem = countProblem(definition.name, docs, args.length)
      if (problem) return problem
      return (batch) => {
        const evaluators = args.map((argument) => argument.bind(batch))
        return (row) => {
          const values: Record<string, unknown> = {}
          for (let i = 0; i < parameters.length; i++) {
            const wanted = parameters[i] as Parameter<unknown>
            if (wanted.repeats) {
              values[names[i] as string] = evaluators
                .slice(i)
                .map((evaluate) => (wanted.convert(evaluate(row)) as unknown[])[0])
              break
            }
            const evaluate = evaluators[i]
            const converted = wanted.convert(evaluate ? evaluate(row) : null)
            if (converted === null) return null
            values[names[i] as string] = converted
          }
          return definition.evaluate(values as Arguments<P>, scope) ?? null
        }
      }
    },
  }
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

const description = ({
  name,
  aliases = [],
  category,
  summary,
  pure = true,
  examples,
}: Description) => ({
  name,
  aliases,
  category,
  summary,
  pure,
  examples,
})

/** Values as a field may hold them: booleans become the text that `tostring` gives. */
export const fieldValue = (value: EvalValue): Value =>
  typeof value === 'boolean' ? (value ? 'True' : 'False') : value
