import { defineFunction, number } from '../contract/define-function.ts'
import type { EvalFunction, FunctionExample } from '../contract/function.ts'

const ofAngle = (
  name: string,
  summary: string,
  compute: (x: number) => number,
  ...examples: FunctionExample[]
): EvalFunction =>
  defineFunction({
    name,
    category: 'trigonometric',
    summary,
    parameters: { x: number('The number.') },
    returns: 'number',
    keepsPrecision: true,
    evaluate: ({ x }) => compute(x),
    examples,
  })

const acos = ofAngle('acos', 'The arc cosine, from 0 to pi.', Math.acos, {
  expression: 'acos(1)',
  result: 0,
})
const acosh = ofAngle('acosh', 'The inverse hyperbolic cosine.', Math.acosh, {
  expression: 'acosh(1)',
  result: 0,
})
const asin = ofAngle('asin', 'The arc sine, from -pi/2 to pi/2.', Math.asin, {
  expression: 'asin(1)',
  result: Math.PI / 2,
})
const asinh = ofAngle('asinh', 'The inverse hyperbolic sine.', Math.asinh, {
  expression: 'asinh(0)',
  result: 0,
})
const atan = ofAngle(
  'atan',
  'The arc tangent, from -pi/2 to pi/2.',
  Math.atan,
  { expression: 'atan(1)', result: Math.PI / 4 },
  { title: 'Two digits in, two digits out', expression: 'atan(0.25)', result: 0.24 },
)
const atanh = ofAngle('atanh', 'The inverse hyperbolic tangent.', Math.atanh, {
  expression: 'atanh(0)',
  result: 0,
})
const cos = ofAngle(
  'cos',
  'The cosine of an angle in radians.',
  Math.cos,
  { expression: 'cos(0)', result: 1 },
  { title: 'As precise as pi() is', expression: 'cos(pi())', result: '-1.00000000000' },
)
const cosh = ofAngle('cosh', 'The hyperbolic cosine.', Math.cosh, {
  expression: 'cosh(0)',
  result: 1,
})
const sin = ofAngle('sin', 'The sine of an angle in radians.', Math.sin, {
  expression: 'sin(1)',
  result: Math.sin(1),
})
const sinh = ofAngle('sinh', 'The hyperbolic sine.', Math.sinh, {
  expression: 'sinh(1)',
  result: Math.sinh(1),
})
const tan = ofAngle('tan', 'The tangent of an angle in radians.', Math.tan, {
  expression: 'tan(1)',
  result: Math.tan(1),
})
const tanh = ofAngle('tanh', 'The hyperbolic tangent.', Math.tanh, {
  expression: 'tanh(0)',
  result: 0,
})

const atan2 = defineFunction({
  name: 'atan2',
  category: 'trigonometric',
  summary: 'The angle from the x axis to a point, from -pi to pi.',
  parameters: { y: number('The y coordinate.'), x: number('The x coordinate.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ y, x }) => Math.atan2(y, x),
  examples: [{ expression: 'atan2(1, -1)', result: (3 * Math.PI) / 4 }],
})

const hypot = defineFunction({
  name: 'hypot',
  category: 'trigonometric',
  summary: 'The long side of a right-angled triangle.',
  parameters: { x: number('One leg.'), y: number('The other leg.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ x, y }) => Math.hypot(x, y),
  examples: [{ expression: 'hypot(5, 12)', result: 13 }],
})

export const trigonometricFunctions: readonly EvalFunction[] = [
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cos,
  cosh,
  hypot,
  sin,
  sinh,
  tan,
  tanh,
]
