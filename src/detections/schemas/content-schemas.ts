import { z } from 'zod'
import {
  addOn,
  alertAction,
  cve,
  deprecation,
  named,
  ownDeployment,
  references,
  scheduling,
  status,
} from './shared-parts.ts'
import { choice, day, products, securityDomains, text, texts, whole } from './values.ts'

/** All kinds of content but detections. Sources: contentctl 4.4 and 5.6, and the schemas of security_content of 2026. */

/** Since 2026 two dates in place of one. */
const datedEither = {
  date: day('Of the last change, as YYYY-MM-DD.').optional(),
  creation_date: day('When it was first written.').optional(),
  modification_date: day('When it was last changed.').optional(),
}

const optionalItem = {
  ...datedEither,
  id: named.id.optional(),
  version: named.version.optional(),
  author: named.author.optional(),
  references: references.optional(),
  status: status('production').optional(),
  deprecation_info: deprecation.optional(),
}

export const story = z.strictObject({
  ...named,
  ...datedEither,
  status: status('production', 'deprecated').optional(),
  deprecation_info: deprecation.optional(),
  references: references.optional(),
  narrative: text('What it is about, at length.'),
  type: text('Of old files.').optional(),
  tags: z.strictObject({
    category: z
      .array(
        z.enum([
          'Abuse',
          'Account Compromise',
          'Adversary Tactics',
          'Best Practices',
          'Cloud Security',
          'Compliance',
          'Data Destruction',
          'Lateral Movement',
          'Malware',
          'Privilege Escalation',
          'Ransomware',
          'Unauthorized Software',
          'Uncategorized',
          'Vulnerability',
        ]),
      )
      .min(1)
      .describe('What it is about, in a word.'),
    product: z.array(z.enum(products)).min(1),
    usecase: choice('Whom it serves.', [
      'Fraud Detection',
      'Compliance',
      'Application Security',
      'Security Monitoring',
      'Advanced Threat Detection',
      'Insider Threat',
      'Other',
    ]),
    cve: z.array(cve).optional(),
    group: texts('Threat groups.').optional(),
  }),
})

const supportTags = z.looseObject({
  analytic_story: texts('Names of the stories that it belongs to.').optional(),
  detections: texts('Names of the detections that it serves.').optional(),
  product: z.array(z.enum([...products, 'Splunk Phantom', 'Splunk SOAR'])).optional(),
  security_domain: choice('The security domain.', securityDomains).optional(),
})

const supportSearch = {
  ...named,
  ...datedEither,
  search: text('SPL.'),
  how_to_implement: text('Which data it needs, and how to get them.'),
  known_false_positives: z.string().optional(),
  references: references.optional(),
  datamodel: texts('Data models that it reads.').optional(),
  tags: supportTags.optional(),
}

export const baseline = z.strictObject({
  ...supportSearch,
  status: status('production', 'deprecated').optional(),
  type: choice('Always Baseline.', ['Baseline']),
  deployment: ownDeployment.optional(),
  deprecation_info: deprecation.optional(),
  schedule: text('Name of a schedule.').optional(),
  custom_schedule: z.unknown().optional(),
  security_domain: choice('The security domain.', securityDomains).optional(),
  product: z.array(z.enum(products)).optional(),
  analytic_story: texts('Names of the stories that it belongs to.').optional(),
  detections: texts('Names of the detections that it serves.').optional(),
})

export const investigation = z.strictObject({
  ...supportSearch,
  status: status('production', 'deprecated', 'removed').optional(),
  type: choice('Always Investigation.', ['Investigation']),
  inputs: texts('Tokens that it takes.').optional(),
})

export const macro = z.strictObject({
  ...optionalItem,
  name: text('How searches call it.'),
  description: text('What it stands for.'),
  definition: text('SPL; $argument$ stands for an argument.'),
  arguments: texts('Names of its arguments.').optional(),
})

const flag = z.union([z.boolean(), z.enum(['true', 'false'])])

const matchType = z
  .array(z.string().regex(/^(?:WILDCARD|CIDR)\(.+\)$/, { error: 'WILDCARD(field) or CIDR(field)' }))
  .describe('Fields that match by wildcard or by network.')

/** Of the first form: a file or a collection is named. */
export const lookup1 = z.strictObject({
  ...optionalItem,
  name: text('How searches call it.'),
  description: text('What is in it.'),
  filename: text('The file with its rows.').optional(),
  collection: text('The KV store collection with its rows.').optional(),
  fields_list: text('Fields of the collection, with commas.').optional(),
  match_type: text('WILDCARD(field) or CIDR(field), with commas.').optional(),
  default_match: z.union([z.boolean(), z.string()]).optional(),
  min_matches: whole('How many rows must match.', 0).optional(),
  max_matches: whole('How many rows may match.', 1, 1000).optional(),
  case_sensitive_match: flag.optional(),
})

/** Since 2025: the type is named, and a file has the name of the lookup's own. */
export const lookup2 = z.strictObject({
  ...optionalItem,
  ...named,
  lookup_type: choice('Where its rows are.', ['csv', 'kvstore', 'mlmodel']),
  default_match: z.union([z.boolean(), z.string()]).optional(),
  match_type: matchType.optional(),
  min_matches: whole('How many rows must match.', 0).optional(),
  max_matches: whole('How many rows may match.', 1, 1000).optional(),
  case_sensitive_match: flag.optional(),
  fields: texts('Fields of the collection, beginning with _key.').optional(),
})

export const dataSource = z.strictObject({
  ...named,
  ...datedEither,
  status: status('production').optional(),
  references: references.optional(),
  source: text('The source of its events.'),
  sourcetype: text('The sourcetype of its events.'),
  separator: text('Field that tells it from others of its source and sourcetype.').optional(),
  separator_value: text('The value of that field.').optional(),
  configuration: text('How to have such events written.').optional(),
  supported_TA: z.array(addOn).describe('Add-ons that it needs.').optional(),
  fields: texts('Fields of its events.').optional(),
  field_mappings: z.array(z.record(z.string(), z.unknown())).optional(),
  convert_to_log_source: z.array(z.record(z.string(), z.unknown())).optional(),
  mitre_components: texts('ATT&CK data components.').optional(),
  output_fields: texts('Fields that a detection over it should give.').optional(),
  example_log: z.string().describe('An event as it is written.').optional(),
})

export const deployment = z.strictObject({
  ...optionalItem,
  name: named.name,
  description: named.description,
  type: choice('Which searches it is for.', [
    'TTP',
    'Anomaly',
    'Hunting',
    'Correlation',
    'Baseline',
    'Embedded',
  ]),
  scheduling,
  alert_action: alertAction.optional(),
})

export const dashboard = z.strictObject({
  ...named,
  ...datedEither,
  status: status('production').optional(),
  references: references.optional(),
  theme: choice('Its colours.', ['light', 'dark']).optional(),
})

export const playbook = z.strictObject({
  ...named,
  ...datedEither,
  status: status('production').optional(),
  references: references.optional(),
  type: choice('What it does.', ['Investigation', 'Response']),
  playbook: text('Name of its program and JSON file.'),
  how_to_implement: text('What it needs.').optional(),
  app_list: texts('SOAR apps that it uses.').optional(),
  tags: z.looseObject({}).optional(),
})

export const removed = z.looseObject({
  ...named,
  status: status('removed', 'deprecated').optional(),
})
