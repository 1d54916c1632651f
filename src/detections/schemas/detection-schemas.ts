import { z } from 'zod'
import {
  attackId,
  customSchedule,
  cve,
  dated,
  deprecation,
  drilldowns,
  named,
  oldTests,
  ownDeployment,
  references,
  status,
  tests,
  testsOf2026,
  throttling,
} from './shared-parts.ts'
import {
  choice,
  day,
  detectionTypes,
  products,
  securityDomains,
  shortText,
  text,
  texts,
  threatObjectTypes,
  uuid,
  whole,
} from './values.ts'

/**
 * Detections of the three generations. Sources: contentctl 4.4 (`detection_tags.py`, `observable.py`), 5.6 (`detection_abstract.py`,
 * `rba.py`), and `EventBasedDetection.schema.json` of security_content (2026). Keys that none of them knows are refused there; here they
 * are warned of.
 */

const labels = {
  analytic_story: texts('Names of the stories that it belongs to.'),
  asset_type: text('What it protects, such as Endpoint.'),
  security_domain: choice('The security domain of Enterprise Security.', securityDomains),
  mitre_attack_id: z.array(attackId).describe('ATT&CK techniques.').optional(),
  cve: z.array(cve).describe('Vulnerabilities.').optional(),
  atomic_guid: z.array(uuid('Id of an Atomic Red Team test.')).optional(),
  manual_test: text('Why its test cannot run by itself.').optional(),
  throttling: throttling.optional(),
}

const productList = z.array(z.enum(products)).min(1).describe('Splunk products that it runs on.')

const common = {
  ...named,
  // "ESCU - ", " - Rule" and the longest domain must fit beside it into the 99 characters of a correlation search.
  name: shortText('Unique over all content; the file is named after it.', 67),
  status: status('production', 'experimental', 'deprecated'),
  type: choice('What follows from its results.', detectionTypes),
  search: text('SPL.'),
  how_to_implement: text('Which data it needs, and how to get them.', 4),
  known_false_positives: text('What looks the same and is harmless.', 4),
  references: references.optional(),
  drilldown_searches: drilldowns.optional(),
  data_source: texts('Names of data sources; "A AND B" needs both.').optional(),
  explanation: text('More words than the description.').optional(),
  enabled_by_default: z.boolean().describe('Whether it is on where it is installed.').optional(),
  deployment: ownDeployment.optional(),
  tests: tests.optional(),
}

const observable = z.strictObject({
  name: text('A field of the results.'),
  type: choice('What the field holds.', [
    'Container',
    'Email',
    'Email Address',
    'Endpoint',
    'File',
    'File Hash',
    'File Name',
    'Geo Location',
    'Hostname',
    'IP Address',
    'MAC Address',
    'Other',
    'Process',
    'Process Name',
    'Registry Key',
    'Registry Value',
    'Resource UID',
    'URL String',
    'Uniform Resource Locator',
    'Unknown',
    'User',
    'User Name',
  ]),
  role: z.array(z.enum(['Victim', 'Attacker'])).length(1),
})

export const detection1 = z.strictObject({
  ...common,
  ...dated,
  status: status('production', 'experimental', 'deprecated', 'validation'),
  datamodel: texts('Data models that it reads.').optional(),
  tests: oldTests.optional(),
  tags: z.strictObject({
    ...labels,
    product: productList,
    confidence: whole('How sure a finding is, in percent.', 0, 100),
    impact: whole('How bad it would be, in percent.', 0, 100),
    risk_score: z.number().min(0).max(100).describe('confidence × impact / 100.').optional(),
    message: text('What an analyst reads; $field$ stands for a field of the row.'),
    observable: z.array(observable).describe('Fields that are victims or attackers.'),
    required_fields: texts('Fields that its data must have.', 1),
    group: texts('Threat groups.').optional(),
    kill_chain_phases: texts('Phases of the kill chain.').optional(),
    nist: texts('Categories of the NIST CSF.').optional(),
    cis20: texts('CIS controls.').optional(),
    context: texts('Of old files.').optional(),
    dataset: texts('Log files of old tests.').optional(),
    risk_severity: text('Of old files.').optional(),
    automated_detection_testing: text('Of old files.').optional(),
    supported_tas: texts('Add-ons.').optional(),
    research_site_url: text('Its page.').optional(),
    mappings: z.unknown().optional(),
  }),
})

const riskObjectType = choice('What kind of entity the field names.', ['system', 'user', 'other'])

const threatObjects = z
  .array(
    z.strictObject({
      field: text('A field of the results.'),
      type: choice('What the field holds.', threatObjectTypes),
    }),
  )
  .describe('Fields that tell what the attacker used.')

export const detection2 = z.strictObject({
  ...common,
  ...dated,
  rba: z
    .strictObject({
      message: text('What an analyst reads; $field$ stands for a field of the row.'),
      risk_objects: z
        .array(
          z.strictObject({
            field: text('A field of the results.'),
            type: riskObjectType,
            score: whole('What it adds to the risk of the entity.', 1, 100),
          }),
        )
        .min(1),
      threat_objects: threatObjects.optional(),
    })
    .optional(),
  tags: z.strictObject({
    ...labels,
    product: productList,
    group: texts('Threat groups.').optional(),
    research_site_url: text('Its page.').optional(),
    mappings: z.unknown().optional(),
  }),
})

const { manual_test: _, throttling: __, ...labels3 } = labels
const { deployment: ___, ...common3 } = common

const entity = {
  field: text('A field of the results.'),
  type: riskObjectType,
  score: whole('What it adds to the risk of the entity.', 0, 100),
}

export const detection3 = z.strictObject({
  ...common3,
  ...labels3,
  creation_date: day('When it was first written.'),
  modification_date: day('When it was last changed.'),
  analytic_story: texts('Names of the stories that it belongs to.', 1),
  mitre_attack_id: z.array(attackId).describe('ATT&CK techniques.'),
  data_source: texts('Names of data sources; "A AND B" needs both.'),
  product: z
    .array(z.enum(['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud']))
    .length(3)
    .describe('The three products.'),
  category: choice('What kind of data it reads.', [
    'application',
    'cloud',
    'endpoint',
    'network',
    'web',
    'deprecated',
  ]),
  finding: z
    .strictObject({ title: text('Title of the finding.'), entity: z.strictObject(entity) })
    .optional(),
  intermediate_findings: z
    .strictObject({
      entities: z
        .array(z.strictObject({ ...entity, message: text('What an analyst reads.') }))
        .min(1),
    })
    .optional(),
  threat_objects: threatObjects.optional(),
  schedule: text('Name of a schedule.').optional(),
  custom_schedule: customSchedule.describe('In place of a named schedule.').optional(),
  baselines: texts('Names of baselines that it needs.').optional(),
  threat_group: texts('Threat groups.').optional(),
  group: texts('Threat groups.').optional(),
  throttling: throttling.optional(),
  deprecation_info: deprecation.optional(),
  tests: testsOf2026.optional(),
})
