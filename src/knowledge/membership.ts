/**
 * Events with knowledge answer whether each is of an event type, or has a tag, by columns of these names: 1 where it is so. No field can
 * be named so, and nothing else is worked out for the answer, unlike for the fields `eventtype` and `tag`.
 */
export const eventTypeMembership = (pattern: string): string => `\0eventtype=${pattern}`

/** @param field whose values are tagged; any without it */
export const tagMembership = (pattern: string, field = ''): string => `\0tag::${field}=${pattern}`

export type Membership =
  | { readonly kind: 'eventtype'; readonly pattern: string }
  | { readonly kind: 'tag'; readonly pattern: string; readonly field: string | undefined }

export function membershipOf(column: string): Membership | undefined {
  if (!column.startsWith('\0')) return undefined
  const mark = column.indexOf('=')
  const pattern = column.slice(mark + 1)
  if (column.startsWith('\0eventtype=')) return { kind: 'eventtype', pattern }
  return { kind: 'tag', pattern, field: column.slice('\0tag::'.length, mark) || undefined }
}
