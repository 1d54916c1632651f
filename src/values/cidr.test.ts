import { describe, expect, it } from 'vitest'
import { cidrMatcher, ipv4Number, parseAddress, parseCidr } from './cidr.ts'

describe('parseAddress', () => {
  const is = (text: string, groups: number[] | null) =>
    it(`${text}`, () => expect(parseAddress(text)?.groups ?? null).toEqual(groups))

  is('10.0.0.1', [0x0a00, 1])
  is('255.255.255.255', [0xffff, 0xffff])
  is('256.0.0.1', null)
  is('1.2.3', null)
  is('1.2.3.4.5', null)
  is('1..2.3', null)
  is('1.2.3.4x', null)
  is('', null)
  is('::', [0, 0, 0, 0, 0, 0, 0, 0])
  is('::1', [0, 0, 0, 0, 0, 0, 0, 1])
  is('2001:db8::8a2e:370:7334', [0x2001, 0xdb8, 0, 0, 0, 0x8a2e, 0x370, 0x7334])
  is('::ffff:10.0.0.1', [0, 0, 0, 0, 0, 0xffff, 0x0a00, 1])
  is('fe80::1%eth0', [0xfe80, 0, 0, 0, 0, 0, 0, 1])
  is('1:2:3:4:5:6:7', null)
  is('1::2::3', null)
  is('12345::', null)
  is(':1', null)
  is('10.0.0.1::', null)

  it('keeps the top bit unsigned', () => expect(ipv4Number('255.0.0.0')).toBe(0xff000000))
})

describe('cidrMatcher', () => {
  const contains = (cidr: string, address: string, result: boolean) =>
    it(`${cidr} ${result ? 'contains' : 'lacks'} ${address}`, () =>
      expect(cidrMatcher(cidr)?.(address)).toBe(result))

  contains('192.0.2.0/24', '192.0.2.56', true)
  contains('192.0.2.0/24', '192.0.3.0', false)
  contains('10.9.165.0/25', '10.9.165.200', false)
  contains('0.0.0.0/0', '255.1.1.1', true)
  contains('192.168.1.77/16', '192.168.9.9', true)
  contains('10.0.0.1/32', '10.0.0.1', true)
  contains('10.0.0.1', '10.0.0.1', true)
  contains('10.0.0.0/8', 'host', false)
  contains('10.0.0.0/8', '::1', false)
  contains('2001:0db8::/32', '2001:db8:1::5', true)
  contains('2001:db8::/33', '2001:db8:8000::', false)
  contains('::/0', '1::', true)
  contains('::/0', '1.1.1.1', false)

  it('refuses what is no subnet', () =>
    expect(
      ['10.0.0.0/33', '::/129', 'x/8', '10.0.0.0/', '/8', '10.0.0.0/-1'].map(parseCidr),
    ).toEqual([null, null, null, null, null, null]))
})
