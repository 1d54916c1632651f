import { expect, test } from 'vitest'
import { openEngine } from '../src/index.ts'
import { dataModelsOf } from '../src/knowledge/data-models/index.ts'
import { packagedDataModels } from '../src/package-files.ts'

/** By root dataset: tags and fields of an event that belongs to it; by dataset below, what makes it belong there too. */
const belonging: Readonly<Record<string, string>> = {
  'Alerts.Alerts': 'alert',
  'Authentication.Authentication': 'authentication',
  'Authentication.Failed_Authentication': 'action=failure',
  'Authentication.Successful_Authentication': 'action=success',
  'Authentication.Default_Authentication': 'default',
  'Authentication.Failed_Default_Authentication': 'action=failure',
  'Authentication.Successful_Default_Authentication': 'action=success',
  'Authentication.Insecure_Authentication': 'cleartext',
  'Authentication.Privileged_Authentication': 'privileged',
  'Authentication.Failed_Privileged_Authentication': 'action=failure',
  'Authentication.Successful_Privileged_Authentication': 'action=success',
  'Certificates.All_Certificates': 'certificate',
  'Certificates.SSL': 'ssl ssl_subject=CN=a',
  'Change.All_Changes': 'change',
  'Change.Auditing_Changes': 'audit',
  'Change.Endpoint_Changes': 'endpoint',
  'Change.Endpoint_Restarts': 'action=started',
  'Change.Other_Endpoint_Changes': 'action=modified',
  'Change.Network_Changes': 'network dest_port_range=1-10',
  'Change.Device_Restarts': 'action=restarted',
  'Change.Account_Management': 'account src_user=ann',
  'Change.Accounts_Created': 'action=created',
  'Change.Accounts_Deleted': 'action=deleted',
  'Change.Account_Lockouts': 'action=lockout',
  'Change.Accounts_Updated': 'action=modified',
  'Change.Instance_Changes': 'instance image_id=ami-1',
  'Compute_Inventory.All_Inventory':
    'inventory cpu memory network storage system version user virtual',
  'Compute_Inventory.CPU': 'cpu_cores=4',
  'Compute_Inventory.Memory': 'mem=8',
  'Compute_Inventory.Network': 'ip=10.0.0.1',
  'Compute_Inventory.OS': 'os=linux',
  'Compute_Inventory.Storage': 'mount=/',
  'Compute_Inventory.User': 'user_id=7',
  'Compute_Inventory.Cleartext_Passwords': 'password=x',
  'Compute_Inventory.Default_Accounts': 'default',
  'Compute_Inventory.Virtual_OS': 'hypervisor=h',
  'Compute_Inventory.Snapshot': 'snapshot size=1',
  'Compute_Inventory.Tools': 'tools',
  'DLP.DLP_Incidents': 'dlp incident dlp_type=email',
  'Data_Access.Data_Access': 'data access object=report',
  'Databases.All_Databases': 'database',
  'Databases.Database_Instance': 'instance instance_name=db1',
  'Databases.Instance_Stats': 'stats sessions=3',
  'Databases.Session_Info': 'session session_id=9',
  'Databases.Lock_Info': 'lock obj_name=t',
  'Databases.Database_Query': 'query query_id=5',
  'Databases.Tablespace': 'tablespace tablespace_name=users',
  'Databases.Query_Stats': 'stats tables_hit=t',
  'Email.All_Email': 'email',
  'Email.Delivery': 'delivery delay=1',
  'Email.Content': 'content subject=hi',
  'Email.Filtering': 'filter filter_action=drop',
  'Endpoint.Ports': 'listening port dest_port=445 transport=tcp',
  'Endpoint.Processes': 'process report process=C:\\Windows\\cmd.exe',
  'Endpoint.Services': 'service report service_name=s',
  'Endpoint.Filesystem': 'endpoint filesystem file_name=a.txt',
  'Endpoint.Registry': 'endpoint registry registry_path=HKLM\\A',
  'Event_Signatures.Signatures': 'track_event_signatures signature=s signature_id=4',
  'Interprocess_Messaging.All_Interprocess_Messaging': 'messaging message_id=1',
  'Intrusion_Detection.IDS_Attacks': 'ids attack signature=s',
  'Intrusion_Detection.Application_Intrusion_Detection': 'ids_type=application',
  'Intrusion_Detection.Host_Intrusion_Detection': 'ids_type=host',
  'Intrusion_Detection.Network_Intrusion_Detection': 'ids_type=network',
  'JVM.JVM': 'jvm jvm_description=x',
  'JVM.Threading': 'threading thread_count=4',
  'JVM.Runtime': 'runtime uptime=5',
  'JVM.OS': 'os os_version=9',
  'JVM.Compilation': 'compilation compilation_time=3',
  'JVM.Classloading': 'classloading current_loaded=2',
  'JVM.Memory': 'memory heap_used=1',
  'Malware.Malware_Attacks': 'malware attack signature=eicar',
  'Malware.Allowed_Malware': 'action=allowed',
  'Malware.Blocked_Malware': 'action=blocked',
  'Malware.Deferred_Malware': 'action=deferred',
  'Malware.Malware_Operations': 'malware operations product_version=1',
  'Network_Resolution.DNS': 'network resolution dns query=a.example',
  'Network_Sessions.All_Sessions': 'network session src_ip=10.0.0.1',
  'Network_Sessions.Session_Start': 'start',
  'Network_Sessions.Session_End': 'end',
  'Network_Sessions.DHCP': 'dhcp lease_duration=60',
  'Network_Sessions.VPN': 'vpn',
  'Network_Traffic.All_Traffic': 'network communicate dest_port=443 bytes=12',
  'Network_Traffic.Traffic_By_Action': 'action=allowed',
  'Network_Traffic.Allowed_Traffic': 'action=allowed',
  'Network_Traffic.Blocked_Traffic': 'action=blocked',
  'Performance.All_Performance':
    'performance cpu facilities memory storage network os time synchronize uptime',
  'Performance.CPU': 'cpu_load_percent=9',
  'Performance.Facilities': 'power=1',
  'Performance.Memory': 'mem_used=2',
  'Performance.Storage': 'storage_used=3',
  'Performance.Network': 'thruput=4',
  'Performance.OS': '',
  'Performance.Timesync': 'action=success',
  'Performance.Uptime': 'uptime=5',
  'Risk.All_Risk': 'index=risk risk_object=h1 risk_score=20 risk_factor_add=5 risk_factor_mult=2',
  'Splunk_Audit.Search_Activity': 'index=_audit sourcetype=audittrail action=search',
  'Splunk_Audit.Scheduler_Activity': 'index=_internal sourcetype=scheduler',
  'Splunk_Audit.Modular_Actions': 'modaction action_name=risk',
  'Splunk_Audit.Modular_Action_Invocations': 'invocation',
  'Ticket_Management.All_Ticket_Management': 'ticketing ticket_id=1',
  'Ticket_Management.Change': 'change change=c',
  'Ticket_Management.Incident': 'incident incident=i',
  'Ticket_Management.Problem': 'problem problem=p',
  'Updates.Updates': 'update status signature=KB1',
  'Updates.Update_Errors': 'error',
  'Vulnerabilities.Vulnerabilities': 'report vulnerability cve=CVE-2026-1',
  'Vulnerabilities.High_Critical_Vulnerabilities': 'severity=high',
  'Web.Web': 'web url=http://a.example/ bytes=10',
  'Web.Proxy': 'proxy',
  'Web.Storage': 'storage storage_name=s3',
}

const models = dataModelsOf(packagedDataModels())
const datasets = models.names
  .toSorted()
  .flatMap((model) =>
    [...(models.find(model)?.datasets.values() ?? [])].map((dataset) => ({ model, dataset })),
  )

/** The event of a dataset: what its lineage and itself ask for, and nothing else. */
function eventOf(model: string, lineage: readonly string[]): Record<string, unknown> {
  const tags: string[] = []
  const event: Record<string, unknown> = { _time: 100, index: 'main', sourcetype: 's', dest: 'h1' }
  for (const name of lineage) {
    for (const word of (belonging[`${model}.${name}`] ?? '').split(' ').filter(Boolean)) {
      const [field = '', value] = word.split(/=(.*)/s)
      if (value === undefined) tags.push(field)
      else event[field] = value
    }
  }
  return { ...event, ...(tags.length > 0 && { tag: tags }) }
}

test('every dataset is tried', () => {
  const names = datasets.map(({ model, dataset }) => `${model}.${dataset.name}`)
  expect(Object.keys(belonging).toSorted()).toEqual(names.toSorted())
})

test('the rows of tstats over every dataset', async () => {
  const engine = await openEngine({})
  const lines: string[] = []
  for (const { model, dataset } of datasets) {
    const { lineage, fields, name } = dataset
    const path = lineage.join('.')
    const events = [eventOf(model, lineage), { _time: 1, index: 'main', dest: 'none' }]
    const from = `from datamodel=${model}.${name}`
    const values = fields.map((field) => `values("${path}.${field}") as "${field}"`)
    const counted = await engine.search(`| tstats count ${values.join(' ')} ${from}`, { events })
    expect(counted.diagnostics).toEqual([])
    lines.push(`${model}.${name}\t${JSON.stringify(counted.rows[0])}`)
    const node = `| tstats count from datamodel=${model}.${lineage[0]} where nodename=${path} by index`
    const by = await engine.search(node, { events })
    expect([name, by.rows]).toEqual([name, [{ index: eventOf(model, lineage)['index'], count: 1 }]])
    const flat = await engine.search(`| datamodel ${model} ${name} flat | stats count by index`, {
      events,
    })
    expect(flat.rows).toEqual(by.rows)
  }
  await engine.close()
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('data-models/rows.txt')
})

test('a model can be confined to an index, and two be counted together', async () => {
  const engine = await openEngine({ content: ['test/data-models/content'] })
  const web = { _time: 5, tag: 'web', url: 'u', index: 'main' }
  const events = [web, { ...web, index: 'proxy' }, eventOf('Network_Resolution', ['DNS'])]
  const rows = async (spl: string) => (await engine.search(spl, { events })).rows
  expect(await rows('| tstats count from datamodel=Web by index')).toEqual([
    { index: 'proxy', count: 1 },
  ])
  const both =
    '| tstats prestats=t count from datamodel=Web by index | tstats prestats=t append=t count from datamodel=Network_Resolution by index | stats count by index'
  expect(await rows(both)).toEqual([
    { index: 'main', count: 1 },
    { index: 'proxy', count: 1 },
  ])
  await engine.close()
})
