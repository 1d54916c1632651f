import { defineFunction } from '../../contract/define-function.ts'

// biome-ignore lint/suspicious/noApproximativeNumericConstant: this is the constant that Splunk has
const PI = 3.14159265358

/** Splunk's constant is cut, not rounded, after 11 decimals. Source: Splunk Search Reference, "Mathematical functions", pi(). */
export const pi = defineFunction({
  name: 'pi',
  category: 'mathematical',
  summary: 'The constant pi to 11 decimals.',
  parameters: {},
  returns: 'number',
  digits: 12,
  evaluate: () => PI,
  examples: [
    { expression: 'pi()', result: PI },
    { expression: 'pi() * 2', result: 6.28318530716 },
  ],
})
