import type { AppFolder, LookupFile } from './conf/app-layers.ts'

/** Tables as their CSV files have them: the header, then rows. */
export type CsvTable = readonly (readonly string[])[]

/** The file that the settings seem to come from; events for which nothing else is set keep what they are read with. */
export const assetAppPath = 'assets and identities'

/**
 * Assets and identities as Splunk Enterprise Security offers them to searches: the lookups `asset_lookup_by_str`, `asset_lookup_by_cidr`
 * and `identity_lookup_expanded`, and fields such as `dest_category`, `src_priority` and `user_bunit` that events have by them. In the
 * tables several values are parted by `|`. Without a table its lookups are empty. Sources: Splunk Enterprise Security, "Format an asset
 * or identity list as a lookup", "Asset and identity fields after processing", "How Splunk Enterprise Security processes and merges
 * asset and identity data" (matching by exact name, mail address and its part before the @).
 */
export function assetApp(
  assets: CsvTable | undefined,
  identities: CsvTable | undefined,
): AppFolder {
  const named = expanded(assetFields, 'asset', assets, (asset) =>
    ['ip', 'mac', 'nt_host', 'dns'].flatMap((name) => asset(name)).filter((key) => !isSubnet(key)),
  )
  const subnets = expanded(assetFields, 'asset', assets, (asset) => asset('ip').filter(isSubnet))
  const people = expanded(identityFields, 'identity', identities, (person) => [
    ...person('identity'),
    ...person('email'),
    ...person('email').map((address) => address.replace(/@.*$/, '')),
  ])
  return {
    name: '',
    builtIn: true,
    files: [
      { path: assetAppPath, layer: 'default', conf: 'transforms', text: transforms },
      ...(assets || identities
        ? [
            {
              path: assetAppPath,
              layer: 'default',
              conf: 'props',
              text: `[default]\n${assets ? assetSettings : ''}${identities ? identitySettings : ''}`,
            } as const,
          ]
        : []),
    ],
    lookups: [
      csvFile('whippet_asset_by_str.csv', named),
      csvFile('whippet_asset_by_cidr.csv', subnets),
      csvFile('whippet_identity.csv', people),
    ],
  }
}

const assetFields = (
  'asset ip mac nt_host dns owner priority lat long city country bunit category pci_domain is_expected should_timesync should_update ' +
  'requires_av asset_id asset_tag'
).split(' ')
const identityFields = (
  'identity prefix nick first last suffix email phone managedBy priority bunit category watchlist startDate endDate work_city ' +
  'work_country work_lat work_long identity_id identity_tag'
).split(' ')

const isSubnet = (text: string): boolean => /^[\da-f.:]+\/\d+$/i.test(text)

const transforms = `[asset_lookup_by_str]
filename = whippet_asset_by_str.csv
case_sensitive_match = false
[asset_lookup_by_cidr]
filename = whippet_asset_by_cidr.csv
match_type = CIDR(asset)
[identity_lookup_expanded]
filename = whippet_identity.csv
case_sensitive_match = false
`

/** The lookups by which a field of an asset gets fields beside it; names are looked up before subnets. */
export const assetLookups = (field: string): readonly string[] => [
  lookupOf('asset_lookup_by_str', 'asset', field, assetFields),
  lookupOf('asset_lookup_by_cidr', 'asset', field, assetFields),
]

export const identityLookup = (field: string): string =>
  lookupOf('identity_lookup_expanded', 'identity', field, identityFields)

function lookupOf(name: string, key: string, field: string, fields: readonly string[]): string {
  const outputs = fields.filter((each) => each !== key).map((each) => `${each} AS ${field}_${each}`)
  return `lookup ${name} ${key} AS ${field} OUTPUTNEW ${outputs.join(' ')}`
}

/** A class in ASCII order for each, so that names go before subnets; `lookup` is the command's own name. */
const settingsFor = (order: string, calls: readonly string[]): string =>
  calls.map((call, index) => `LOOKUP-${order}${index} = ${call.replace(/^lookup /, '')}\n`).join('')

const assetSettings = ['src', 'dest', 'dvc']
  .map((field) => settingsFor(`zu-asset-${field}-`, assetLookups(field)))
  .join('')
const identitySettings = ['user', 'src_user']
  .map((field) => settingsFor(`zy-identity-${field}-`, [identityLookup(field)]))
  .join('')

/**
 * A row for each key of each line. Of cells with several values all but the first are in rows of their own, in which the other cells are
 * empty: a lookup puts the rows of a key together again.
 */
function expanded(
  fields: readonly string[],
  key: string,
  table: CsvTable | undefined,
  keysOf: (values: (field: string) => readonly string[]) => readonly string[],
): CsvTable {
  const [header = [], ...lines] = table ?? []
  const columns = header.map((name) => name.trim())
  const rows = lines.flatMap((cells) => {
    const values = (field: string): readonly string[] => {
      if (field.endsWith('_tag')) return tagsOf(values)
      const cell = cells[columns.indexOf(field)] ?? ''
      return cell
        .split('|')
        .map((value) => value.trim())
        .filter((value) => value !== '')
    }
    const lists = fields.map((field) => (field === key ? [] : values(field)))
    const depth = Math.max(1, ...lists.map((list) => list.length))
    return [...new Set(keysOf(values))].flatMap((name) =>
      Array.from({ length: depth }, (_, level) =>
        fields.map((field, index) => (field === key ? name : (lists[index]?.[level] ?? ''))),
      ),
    )
  })
  return [fields, ...rows]
}

const tagsOf = (values: (field: string) => readonly string[]): readonly string[] => [
  ...new Set([...values('bunit'), ...values('category')]),
]

const csvFile = (name: string, table: CsvTable): LookupFile => ({
  name,
  text: () =>
    table
      .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
      .join(''),
})
