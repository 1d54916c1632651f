/** One record of the Windows event log with all that any of the four renderings tells. Line ends are `\n` throughout. */
export interface WindowsRecord {
  readonly computer: string
  /** ISO 8601 in UTC with seven digits after the point, as Windows 10 writes it. */
  readonly time: string
  readonly recordId: number
  readonly channel: string
  readonly provider: { readonly name: string; readonly guid: string | null }
  readonly eventId: number
  readonly version: number
  readonly level: { readonly number: number; readonly name: string }
  readonly task: { readonly number: number; readonly name: string }
  readonly opcode: { readonly number: number; readonly name: string }
  readonly keywords: { readonly bits: bigint; readonly name: string }
  readonly account: Account | null
  readonly processId: number
  readonly threadId: number
  readonly activityId: string | null
  /** Classic events leave their values without names. */
  readonly data: readonly { readonly name: string | null; readonly value: string }[]
  readonly message: string
}

export interface Account {
  readonly sid: string
  /** `null` where the machine that collected the logs cannot ask the domain whose account it is. */
  readonly resolved: { readonly name: string; readonly domain: string } | null
}

/** A record before its place in the channel is known. */
export type UnnumberedRecord = Omit<WindowsRecord, 'recordId'>
