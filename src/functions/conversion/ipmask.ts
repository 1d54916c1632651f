import { defineFunction, text } from '../../contract/define-function.ts'
import { ipv4Number } from '../../values/cidr.ts'

/** Source: Splunk Search Reference, "Conversion functions", ipmask(). */
export const ipmask = defineFunction({
  name: 'ipmask',
  category: 'conversion',
  summary: 'An IPv4 address without the bits that a mask has not.',
  parameters: { mask: text('The mask, written like an address.'), ip: text('The address.') },
  overValuesOf: 'ip',
  returns: 'string',
  evaluate({ mask, ip }) {
    const bits = ipv4Number(mask)
    const address = ipv4Number(ip)
    if (bits < 0 || address < 0) return null
    const masked = (bits & address) >>> 0
    return [24, 16, 8, 0].map((shift) => (masked >>> shift) & 255).join('.')
  },
  examples: [
    { expression: 'ipmask("255.255.240.0", "192.0.2.130")', result: '192.0.0.0' },
    { expression: 'ipmask("0.0.0.255", ip)', row: { ip: '198.51.100.7' }, result: '0.0.0.7' },
    { expression: 'ipmask("255.0.0.0", "fd00::1")', result: null },
  ],
})
