import type { MacroDefinition, MacroTable } from '../language/source.ts'
import { assetLookups, identityLookup } from './asset-app.ts'

/**
 * Macros that searches take for granted because the Common Information Model add-on or Splunk itself defines them. Sources: Splunk
 * Common Information Model Add-on Manual, "Use the CIM to create reports and dashboards" and "Set up the add-on" (`summariesonly`, `cim_*_indexes`);
 * Splunk Search Manual, "Add comments to searches" (`comment`); the searches of public detections, in which `drop_dm_object_name`
 * takes the dataset's name off the fields; Splunk Enterprise Security, "Asset and identity lookups" (`get_asset`, `get_identity4events`);
 * the add-on URL Toolbox (`ut_shannon`).
 */
const defined: readonly MacroDefinition[] = [
  {
    name: 'drop_dm_object_name',
    arguments: ['object_name'],
    definition: 'rename "$object_name$.*" as "*"',
  },
  { name: 'summariesonly', arguments: [], definition: 'summariesonly=false' },
  {
    name: 'get_asset',
    arguments: ['field'],
    definition: assetLookups('$field$')
      .map((call, index) => (index === 0 ? call : `| ${call}`))
      .join(' '),
  },
  { name: 'get_identity4events', arguments: ['field'], definition: identityLookup('$field$') },
  {
    name: 'ut_shannon',
    arguments: ['word'],
    definition: 'lookup ut_shannon_lookup word as $word$',
  },
  { name: 'comment', arguments: ['text'], definition: '' },
]

/** The macro by which each model is confined to indexes; to none unless it is defined by a user. */
const indexMacros = (
  'Alerts Authentication Certificates Change Compute_Inventory DLP Data_Access Databases Email Endpoint Event_Signatures ' +
  'Interprocess_Messaging Intrusion_Detection JVM Malware Network_Resolution Network_Sessions Network_Traffic Performance ' +
  'Splunk_Audit Ticket_Management Updates Vulnerabilities Web'
)
  .split(' ')
  .map(
    (model): MacroDefinition => ({
      name: `cim_${model}_indexes`,
      arguments: [],
      definition: '()',
    }),
  )

const foreign = (
  name: string,
  parameters: readonly string[],
  refused: string,
): MacroDefinition => ({
  name,
  arguments: parameters,
  definition: '',
  refused,
})

const security =
  'it comes with Splunk Enterprise Security; define it among the macros of your content'
const toolbox = 'it comes with the add-on URL Toolbox; define it among the macros of your content'

/** Known by name, with a meaning that depends on what somebody set up, or that no public document tells. */
const refused: readonly MacroDefinition[] = [
  foreign(
    'cim_corporate_web_domain_search',
    ['field'],
    "it stands for the company's own web domains; define it among the macros of your content",
  ),
  foreign(
    'cim_corporate_email_domain_search',
    ['field'],
    "it stands for the company's own mail domains; define it among the macros of your content",
  ),
  foreign('get_risk_severity', ['score'], security),
  foreign('notable', [], security),
  foreign('risk_score_format', ['score'], security),
  foreign('globedistance', ['lat1', 'long1', 'lat2', 'long2'], security),
  foreign('ut_parse_extended', ['url', 'list'], toolbox),
]

/** By name, those with arguments as `name(2)`. Content that defines one of them goes before it. */
export const cimMacros: MacroTable = new Map(
  [...defined, ...indexMacros, ...refused].map((macro) => [
    macro.arguments.length === 0 ? macro.name : `${macro.name}(${macro.arguments.length})`,
    macro,
  ]),
)
