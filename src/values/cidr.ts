/** An address as its 32 or 128 bits, in groups of 16. */
export interface Address {
  readonly version: 4 | 6
  readonly groups: readonly number[]
}

export interface Cidr {
  readonly address: Address
  readonly prefixLength: number
}

const ZERO = 48
const NINE = 57
const POINT = 46

/** The 32 bits of a dotted IPv4 address as an unsigned number, or -1. Leading zeros are decimal. */
export function ipv4Number(text: string): number {
  if (text.length < 7 || text.length > 15) return -1
  let bits = 0
  let octet = 0
  let digits = 0
  let octets = 0
  for (let i = 0; i <= text.length; i++) {
    const code = i === text.length ? POINT : text.charCodeAt(i)
    if (code >= ZERO && code <= NINE) {
      octet = octet * 10 + (code - ZERO)
      if (++digits > 3) return -1
    } else if (code === POINT) {
      if (digits === 0 || octet > 255 || octets === 4) return -1
      bits = bits * 256 + octet
      octet = 0
      digits = 0
      octets++
    } else return -1
  }
  return octets === 4 ? bits : -1
}

/** An IPv4 or IPv6 address; a zone (`%eth0`) does not count. `null` when the text is neither. */
export function parseAddress(text: string): Address | null {
  const bits = ipv4Number(text)
  if (bits >= 0) return { version: 4, groups: groupsOfIpv4(bits) }
  const groups = ipv6Groups(text)
  return groups && { version: 6, groups }
}

const groupsOfIpv4 = (bits: number): number[] => [Math.floor(bits / 0x10000), bits % 0x10000]

function ipv6Groups(text: string): number[] | null {
  if (text.length < 2 || text.length > 64 || !text.includes(':')) return null
  const zone = text.indexOf('%')
  const halves = (zone < 0 ? text : text.slice(0, zone)).split('::')
  if (halves.length > 2) return null
  const head = groupsOfHalf(halves[0] as string, halves.length === 1)
  const tail = halves.length === 2 ? groupsOfHalf(halves[1] as string, true) : []
  if (!head || !tail) return null
  const missing = 8 - head.length - tail.length
  if (halves.length === 1) return missing === 0 ? head : null
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail]
}

function groupsOfHalf(half: string, mayEndInIpv4: boolean): number[] | null {
  if (half === '') return []
  const groups: number[] = []
  const parts = half.split(':')
  for (const [index, part] of parts.entries()) {
    if (/^[\da-fA-F]{1,4}$/.test(part)) {
      groups.push(Number.parseInt(part, 16))
      continue
    }
    const bits = mayEndInIpv4 && index === parts.length - 1 ? ipv4Number(part) : -1
    if (bits < 0) return null
    groups.push(...groupsOfIpv4(bits))
  }
  return groups
}

/** `address/length`; bits past the length need not be zero. `null` when it is not of this form. */
export function parseCidr(text: string): Cidr | null {
  const slash = text.indexOf('/')
  if (slash < 0 || !/^\d{1,3}$/.test(text.slice(slash + 1))) return null
  const address = parseAddress(text.slice(0, slash))
  const prefixLength = Number(text.slice(slash + 1))
  if (!address || prefixLength > address.groups.length * 16) return null
  return { address, prefixLength }
}

/**
 * A test for addresses in a subnet; a plain address stands for itself. `null` when the text is not a subnet. Addresses of the other
 * version never match. Source: Splunk Search Reference, cidrmatch().
 */
export function cidrMatcher(text: string): ((address: string) => boolean) | null {
  const trimmed = text.trim()
  const alone = trimmed.includes('/') ? null : parseAddress(trimmed)
  const cidr = alone
    ? { address: alone, prefixLength: alone.groups.length * 16 }
    : parseCidr(trimmed)
  if (!cidr) return null
  const { address, prefixLength } = cidr
  if (address.version === 4) {
    const size = 2 ** (32 - prefixLength)
    const network = Math.floor(ipv4Number(trimmed.split('/')[0] as string) / size)
    return (other) => {
      const bits = ipv4Number(other)
      return bits >= 0 && Math.floor(bits / size) === network
    }
  }
  return (other) => {
    const groups = ipv6Groups(other)
    return groups !== null && startsAlike(address.groups, groups, prefixLength)
  }
}

function startsAlike(left: readonly number[], right: readonly number[], bits: number): boolean {
  const whole = bits >> 4
  for (let i = 0; i < whole; i++) if (left[i] !== right[i]) return false
  const rest = bits & 15
  if (rest === 0) return true
  const drop = 16 - rest
  return (left[whole] as number) >> drop === (right[whole] as number) >> drop
}
