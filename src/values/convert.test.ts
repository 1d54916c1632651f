import { describe, expect, it } from 'vitest'
import { isNumeric, numberOf, numberOfText, textOf } from './convert.ts'

describe('numberOfText', () => {
  const is = (text: string, number: number | null) =>
    it(`${JSON.stringify(text)} is ${number}`, () => expect(numberOfText(text)).toBe(number))

  is('0', 0)
  is('007', 7)
  is('42', 42)
  is('-1.5', -1.5)
  is('+3', 3)
  is('.5', 0.5)
  is('5.', 5)
  is('1e3', 1000)
  is('1.5E-3', 0.0015)
  is(' 21.5 ', 21.5)
  is('12345678901234567890', 12345678901234567e3)
  is('999999999999999', 999999999999999)
  is('', null)
  is(' ', null)
  is('-', null)
  is('.', null)
  is('1 2', null)
  is('1,000', null)
  is('0x10', null)
  is('1e', null)
  is('inf', null)
  is('nan', null)
  is('Infinity', null)
  is('1e999', null)
  is('12a', null)
  is('1.2.3', null)
})

describe('numberOf', () => {
  it('takes the first of several values', () => expect(numberOf(['7', 'x'])).toBe(7))
  it('knows no number of booleans', () => expect(numberOf(true)).toBe(null))
  it('tells numeric from not', () =>
    expect([1, '1', 'x', null, true].map(isNumeric)).toEqual([true, true, false, false, false]))
})

describe('textOf', () => {
  const prints = (value: Parameters<typeof textOf>[0], text: string) =>
    it(`${JSON.stringify(value)} prints ${text}`, () => expect(textOf(value)).toBe(text))

  prints(1, '1')
  prints(1.0, '1')
  prints(-0, '0')
  prints(0.1, '0.1')
  prints(1 / 3, '0.3333333333333333')
  prints(Math.exp(3), '20.085536923187668')
  prints(2 ** 53, '9007199254740992')
  prints(1e20, '100000000000000000000')
  prints(2 ** 100, '1267650600228229401496703205376')
  prints(-(2 ** 70), '-1180591620717411303424')
  prints(1e-7, '0.0000001')
  prints(-1.5e-9, '-0.0000000015')
  prints(Number.NaN, 'nan')
  prints(Number.POSITIVE_INFINITY, 'inf')
  prints(Number.NEGATIVE_INFINITY, '-inf')
  prints(true, 'True')
  prints(null, '')
  prints(['a', 2], 'a\n2')
})
