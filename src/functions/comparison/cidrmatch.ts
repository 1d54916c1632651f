import { defineSpecialFunction, text } from '../../contract/define-function.ts'
import { cidrMatcher } from '../../values/cidr.ts'
import { textOfScalar } from '../../values/convert.ts'
import type { EvalValue } from '../../values/value.ts'
import { anyValue } from './any-value.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", cidrmatch(). */
export const cidrmatch = defineSpecialFunction({
  name: 'cidrmatch',
  category: 'comparison',
  summary:
    'Whether an IPv4 or IPv6 address lies in a subnet; of a multivalue one address is enough.',
  parameters: { cidr: text('The subnet in CIDR notation.'), ip: text('The address.') },
  returns: 'boolean',
  compile([cidr, ip]) {
    const fixed = cidr!.constant && cidrTest(cidr!.constant.value)
    if (fixed === null) {
      return { code: 'SPL0304', problem: 'not a subnet in CIDR notation', argument: 0 }
    }
    return (batch) => {
      const subnet = cidr!.bind(batch)
      const address = ip!.bind(batch)
      return (row) => {
        const test = fixed ?? cidrTest(subnet(row))
        return test && anyValue(address(row), test)
      }
    }
  },
  examples: [
    { expression: 'cidrmatch("10.1.0.0/16", ip)', row: { ip: '10.1.7.9' }, result: true },
    { expression: 'cidrmatch("10.1.0.0/16", ip)', row: { ip: '10.2.7.9' }, result: false },
    { expression: 'cidrmatch("fd00::/8", "fd12:3456::1")', result: true },
    {
      expression: 'cidrmatch(net, ip)',
      row: { net: '192.0.2.0/30', ip: '192.0.2.2' },
      result: true,
    },
  ],
})

const cidrTest = (cidr: EvalValue): ((address: string) => boolean) | null =>
  typeof cidr === 'string' || typeof cidr === 'number' ? cidrMatcher(textOfScalar(cidr)) : null
