import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../src/index.ts'
import { evtxOf, type Logged, security, shapes, sysmon } from './windows-shapes.ts'

const dataShapes = ['xml', 'nxlog', 'winlogbeat']

let engine: Engine
let folder: string
beforeAll(async () => {
  engine = await openEngine()
  folder = mkdtempSync(join(tmpdir(), 'cim-'))
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function rowsOf(spl: string, shape: string, event: Logged) {
  const path = join(folder, `${shape}.log`)
  writeFileSync(path, shape === 'evtx' ? evtxOf(event) : `${shapes[shape]?.(event)}\n`)
  const { rows, diagnostics } = await engine.search(spl, { inputs: [path] })
  expect(diagnostics).toEqual([])
  return rows
}

const cases: readonly [string, string, Logged, object][] = [
  [
    'a start of a process that Sysmon saw',
    'Endpoint.Processes',
    sysmon(1, {
      ProcessGuid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
      ProcessId: '4100',
      Image: 'C:\\Windows\\System32\\cmd.exe',
      OriginalFileName: 'Cmd.Exe',
      CommandLine: 'cmd.exe /c "whoami" > C:\\a b',
      CurrentDirectory: 'C:\\Users\\ann\\',
      User: 'EXAMPLE\\ann',
      IntegrityLevel: 'High',
      Hashes: 'MD5=31EB',
      ParentProcessId: '816',
      ParentImage: 'C:\\Windows\\explorer.exe',
      ParentCommandLine: 'C:\\Windows\\Explorer.EXE',
    }),
    {
      action: 'allowed',
      dest: 'ws1.example.com',
      original_file_name: 'Cmd.Exe',
      parent_process: 'C:\\Windows\\Explorer.EXE',
      parent_process_exec: 'explorer.exe',
      parent_process_id: '816',
      parent_process_name: 'explorer.exe',
      parent_process_path: 'C:\\Windows\\explorer.exe',
      process: 'cmd.exe /c "whoami" > C:\\a b',
      process_current_directory: 'C:\\Users\\ann\\',
      process_exec: 'cmd.exe',
      process_guid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
      process_hash: 'MD5=31EB',
      process_id: '4100',
      process_integrity_level: 'high',
      process_name: 'cmd.exe',
      process_path: 'C:\\Windows\\System32\\cmd.exe',
      user: 'ann',
      vendor_product: 'Microsoft Sysmon',
    },
  ],
  [
    'a start of a process in the security log',
    'Endpoint.Processes',
    security(4688, {
      SubjectUserSid: 'S-1-5-18',
      SubjectUserName: 'WS1$',
      NewProcessId: '0x1004',
      NewProcessName: 'C:\\Windows\\System32\\net.exe',
      CommandLine: '',
      ProcessId: '0x330',
      TargetUserName: '-',
      ParentProcessName: 'C:\\Windows\\System32\\cmd.exe',
      MandatoryLabel: 'S-1-16-16384',
    }),
    {
      original_file_name: 'unknown',
      parent_process_id: 816,
      parent_process_name: 'cmd.exe',
      process: 'C:\\Windows\\System32\\net.exe',
      process_id: 4100,
      process_integrity_level: 'system',
      process_name: 'net.exe',
      user: 'WS1$',
    },
  ],
  [
    'a value that is written to the registry',
    'Endpoint.Registry',
    sysmon(13, {
      EventType: 'SetValue',
      Image: 'C:\\Windows\\regedit.exe',
      TargetObject: 'HKLM\\SOFTWARE\\Run\\Start',
      Details: 'DWORD (0x00000001)',
    }),
    {
      action: 'modified',
      registry_hive: 'HKEY_LOCAL_MACHINE',
      registry_key_name: 'HKLM\\SOFTWARE\\Run',
      registry_path: 'HKLM\\SOFTWARE\\Run\\Start',
      registry_value_data: '0x00000001',
      registry_value_name: 'Start',
      registry_value_type: 'REG_DWORD',
    },
  ],
  [
    'a key that is deleted',
    'Endpoint.Registry',
    sysmon(12, { EventType: 'DeleteKey', TargetObject: 'HKLM\\SOFTWARE\\Run' }),
    { action: 'deleted', registry_key_name: 'HKLM\\SOFTWARE\\Run' },
  ],
  [
    'a key, without what was done to it',
    'Endpoint.Registry',
    sysmon(12, { TargetObject: 'HKLM\\SOFTWARE\\Run' }),
    { action: 'unknown', registry_key_name: 'HKLM\\SOFTWARE\\Run' },
  ],
  [
    'a file that is made',
    'Endpoint.Filesystem',
    sysmon(11, { Image: 'C:\\x.exe', TargetFilename: 'C:\\Users\\ann\\a.txt' }),
    { action: 'created', file_name: 'a.txt', file_path: 'C:\\Users\\ann\\a.txt' },
  ],
  [
    'a connection',
    'Network_Traffic.All_Traffic',
    sysmon(3, {
      Image: 'C:\\x.exe',
      Protocol: 'tcp',
      Initiated: 'true',
      SourceIp: '10.0.0.1',
      SourcePort: '50000',
      DestinationIp: '10.0.0.2',
      DestinationPort: '445',
    }),
    {
      app: 'C:\\x.exe',
      dest: '10.0.0.2',
      dest_port: '445',
      direction: 'outbound',
      src: '10.0.0.1',
      transport: 'tcp',
    },
  ],
  [
    'a name that is resolved',
    'Network_Resolution.DNS',
    sysmon(22, {
      QueryName: 'a.example.com',
      QueryStatus: '0',
      QueryResults: '10.0.0.1;10.0.0.2;',
    }),
    { answer: ['10.0.0.1', '10.0.0.2'], query: 'a.example.com', src: 'ws1.example.com' },
  ],
  [
    'a logon that fails',
    'Authentication.Failed_Authentication',
    security(4625, { TargetUserName: 'eve', IpAddress: '::ffff:10.0.0.1', LogonType: '3' }),
    { action: 'failure', app: 'win:remote', src: '10.0.0.1', user: 'eve' },
  ],
  [
    'an account that is made',
    'Change.Accounts_Created',
    security(4720, { TargetUserName: 'eve', SubjectUserName: 'ann' }),
    { action: 'created', object_category: 'user', src_user: 'ann', user: 'eve' },
  ],
]

describe.each(cases)('%s', (_, dataset, event, expected) => {
  test.each(dataShapes)('as %s', async (shape) => {
    const rows = await rowsOf(`| from datamodel:${dataset}`, shape, event)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject(expected)
  })

  test('is the same row in every shape', async () => {
    const plain = '| fields - _raw source'
    const found = []
    for (const shape of [...dataShapes, 'evtx']) {
      found.push(await rowsOf(`| from datamodel:${dataset} ${plain}`, shape, event))
    }
    expect(found[1]).toEqual(found[0])
    expect(found[2]).toEqual(found[0])
    expect(found[3]).toEqual(found[0])
  })
})

test('a service that is installed', async () => {
  const event: Logged = {
    provider: 'Service Control Manager',
    channel: 'System',
    id: 7045,
    data: {
      ServiceName: 'x',
      ImagePath: 'C:\\x.exe',
      StartType: 'auto start',
      AccountName: 'LocalSystem',
    },
  }
  const [row] = await rowsOf('| from datamodel:Endpoint.Services', 'xml', event)
  expect(row).toMatchObject({ service_name: 'x', service_path: 'C:\\x.exe', start_mode: 'auto' })
})

test('other events of these logs are in no dataset of processes', async () => {
  const image = sysmon(7, { Image: 'C:\\x.exe', ImageLoaded: 'C:\\y.dll' })
  expect(await rowsOf('| from datamodel:Endpoint.Processes', 'xml', image)).toEqual([])
})
