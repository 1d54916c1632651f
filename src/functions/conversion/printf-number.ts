/** Numbers as C prints them: magnitudes without sign. `alternate` is the flag `#`. */

/** A whole number (cut) in base 8, 10 or 16, with at least so many digits; negative ones as 64 bits. Precision 0 prints no digit for 0. */
export function digitsOfInteger(
  number: number,
  base: number,
  precision: number | undefined,
): string {
  const whole = BigInt(Math.trunc(number))
  if (whole === 0n && precision === 0) return ''
  return (whole < 0n ? BigInt.asUintN(64, whole) : whole)
    .toString(base)
    .padStart(precision ?? 1, '0')
}

/** `%f` */
export function fixed(magnitude: number, precision: number, alternate: boolean): string {
  const printed =
    magnitude < 1e21
      ? magnitude.toFixed(precision)
      : BigInt(magnitude).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
  return alternate && precision === 0 ? `${printed}.` : printed
}

/** `%e`: the exponent has at least two digits. */
export function exponential(magnitude: number, precision: number, alternate: boolean): string {
  const [mantissa, exponent] = magnitude.toExponential(precision).split('e') as [string, string]
  const point = alternate && precision === 0 ? '.' : ''
  return `${mantissa}${point}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`
}

/** `%g`: the shorter of both, without zeros at the end. */
export function general(magnitude: number, precision: number, alternate: boolean): string {
  const digits = Math.max(1, precision)
  const exponent = Number(magnitude.toExponential(digits - 1).split('e')[1])
  if (exponent < -4 || exponent >= digits) {
    const [mantissa, power] = exponential(magnitude, digits - 1, alternate).split('e') as [
      string,
      string,
    ]
    return `${alternate ? mantissa : withoutZeros(mantissa)}e${power}`
  }
  const printed = fixed(magnitude, digits - 1 - exponent, alternate)
  return alternate ? printed : withoutZeros(printed)
}

function withoutZeros(printed: string): string {
  if (!printed.includes('.')) return printed
  let end = printed.length
  while (printed[end - 1] === '0') end--
  return printed.slice(0, printed[end - 1] === '.' ? end - 1 : end)
}

const MANTISSA_BITS = 52n
const view = new DataView(new ArrayBuffer(8))

/** `%a` without its `0x`: one hexadecimal digit, more behind the point, and a power of two. Rounds half to even. */
export function hexFloat(
  magnitude: number,
  precision: number | undefined,
  alternate: boolean,
): string {
  view.setFloat64(0, magnitude)
  const bits = view.getBigUint64(0)
  const biased = bits >> MANTISSA_BITS
  const exponent = magnitude === 0 ? 0n : biased === 0n ? -1022n : biased - 1023n
  let mantissa = (bits & ((1n << MANTISSA_BITS) - 1n)) | (biased === 0n ? 0n : 1n << MANTISSA_BITS)
  let places = 13
  if (precision !== undefined && precision < places) {
    places = precision
    const dropped = MANTISSA_BITS - BigInt(places * 4)
    const rest = mantissa & ((1n << dropped) - 1n)
    const half = 1n << (dropped - 1n)
    mantissa >>= dropped
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa += 1n
  }
  const scale = BigInt(places * 4)
  const lead = (mantissa >> scale).toString(16)
  let fraction =
    places === 0 ? '' : (mantissa & ((1n << scale) - 1n)).toString(16).padStart(places, '0')
  if (precision === undefined) fraction = fraction.replace(/0+$/, '')
  else fraction = fraction.padEnd(precision, '0')
  const point = fraction !== '' || alternate ? '.' : ''
  return `${lead}${point}${fraction}p${exponent < 0n ? '-' : '+'}${exponent < 0n ? -exponent : exponent}`
}
