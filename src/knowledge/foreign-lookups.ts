const advice = (what: string): string =>
  `${what}; add a table of this name to the lookups of your content`
const comesWith = (product: string): string => advice(`it comes with ${product}`)

const cim = comesWith('the add-on for the Common Information Model')
const security = comesWith('Splunk Enterprise Security')

/**
 * Lookups that public searches take for granted and that other products bring along, with what to do about it. Source: Splunk Enterprise
 * Security, "Asset and identity lookups"; Splunk Common Information Model Add-on Manual, "Set up the add-on"; the add-ons' own descriptions on Splunkbase.
 */
export const foreignLookups: ReadonlyMap<string, string> = new Map([
  ['cim_cloud_domain_lookup', cim],
  ['cim_cloud_domains.csv', cim],
  ['cim_corporate_email_domain_lookup', cim],
  ['cim_corporate_email_domains.csv', cim],
  ['cim_corporate_web_domain_lookup', cim],
  ['cim_corporate_web_domains.csv', cim],
  ['alexa_lookup_by_str', security],
  ['interesting_ports_lookup', security],
  ['interesting_processes_lookup', security],
  ['interesting_services_lookup', security],
  ['cim_corporate_email_domain_lookup', advice("it lists the company's own mail domains")],
  ['cim_corporate_email_domains.csv', advice("it lists the company's own mail domains")],
  ['cim_corporate_web_domain_lookup', advice("it lists the company's own web domains")],
  ['cim_corporate_web_domains.csv', advice("it lists the company's own web domains")],
  ['admon_groups_def', advice('it lists the groups of a directory of your own')],
  ['ut_parse_extended_lookup', comesWith('the add-on URL Toolbox')],
])
