import { z } from 'zod'

/** The kinds of values that content files are made of. `describe` is what editors show beside a key. */

export const text = (about: string, least = 1) => z.string().min(least).describe(about)

export const shortText = (about: string, most: number) =>
  z.string().min(1).max(most).describe(about)

export const texts = (about: string, least = 0) =>
  z.array(z.string().min(1)).min(least).describe(about)

export const whole = (about: string, from: number, to = Number.MAX_SAFE_INTEGER) =>
  z.int().min(from).max(to).describe(about)

export const uuid = (about: string) => z.guid().describe(about)

export const day = (about: string) => z.iso.date().describe(about)

/** Any address with a scheme, as contentctl takes it: it does not ask whether somebody answers there. */
export const address = z
  .string()
  .regex(/^[a-z][a-z\d+.-]*:\/\/\S+$/i, { error: 'an address such as https://example.com/page' })

export const addresses = (about: string) => z.array(address).describe(about)

export const choice = <const Words extends readonly string[]>(about: string, words: Words) =>
  z.enum(words).describe(about)

export const products = [
  'Splunk Enterprise',
  'Splunk Enterprise Security',
  'Splunk Cloud',
  'Splunk Security Analytics for AWS',
  'Splunk Behavioral Analytics',
] as const

export const securityDomains = [
  'endpoint',
  'network',
  'threat',
  'identity',
  'access',
  'audit',
] as const

export const detectionTypes = ['TTP', 'Anomaly', 'Hunting', 'Correlation'] as const

export const threatObjectTypes = [
  'certificate_common_name',
  'certificate_organization',
  'certificate_serial',
  'certificate_unit',
  'command',
  'domain',
  'email_address',
  'email_subject',
  'file_hash',
  'file_name',
  'file_path',
  'http_user_agent',
  'ip_address',
  'parent_process',
  'parent_process_name',
  'process',
  'process_hash',
  'process_name',
  'registry_path',
  'registry_value_name',
  'registry_value_text',
  'service',
  'signature',
  'system',
  'tls_hash',
  'url',
] as const
