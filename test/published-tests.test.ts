import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runCli } from '../src/cli/cli.ts'
import { testCommand } from '../src/cli/test-command.ts'
import { services } from '../src/services.ts'
import type { TestReport } from '../src/testing/test-report.ts'
import { sharedFolder } from './shared-material.ts'

/**
 * Published detections tested over records of real attacks, chosen by hand: what the rule looks for is what the file was recorded for. Their
 * tests' own data is not at hand, so that each detection is copied with its data and source replaced.
 */
const content = sharedFolder('data/security_content')
const samples = sharedFolder('data/evtx-attack-samples')
const there = content !== undefined && samples !== undefined

const sysmon = 'XmlWinEventLog:Microsoft-Windows-Sysmon/Operational'
const security = 'XmlWinEventLog:Security'

/** Detection, recorded file, source; and the verdict. */
const chosen: readonly (readonly [string, string, string, string])[] = [
  [
    'w3wp_spawning_shell',
    'Lateral_Movement/LM_typical_IIS_webshell_sysmon_1_10_traces.evtx',
    sysmon,
    'passed',
  ],
  [
    'process_execution_via_wmi',
    'Lateral_Movement/LM_wmiexec_impacket_sysmon_whoami.evtx',
    sysmon,
    'passed',
  ],
  [
    'impacket_lateral_movement_wmiexec_commandline_parameters',
    'Lateral_Movement/LM_wmiexec_impacket_sysmon_whoami.evtx',
    sysmon,
    'passed',
  ],
  [
    'winevent_scheduled_task_created_to_spawn_shell',
    'Lateral_Movement/LM_ScheduledTask_ATSVC_target_host.evtx',
    security,
    'passed',
  ],
  // Recorded without the logon (4624) that would tell the threat object src_ip.
  [
    'windows_ad_replication_request_initiated_by_user_account',
    'Credential_Access/CA_DCSync_4662.evtx',
    security,
    'failed',
  ],
  [
    'windows_service_created_with_suspicious_service_path',
    'Lateral_Movement/LM_Remote_Service02_7045.evtx',
    'XmlWinEventLog:System',
    'passed',
  ],
  // The same attack told to be of another channel, and an attack of another kind.
  [
    'w3wp_spawning_shell',
    'Lateral_Movement/LM_typical_IIS_webshell_sysmon_1_10_traces.evtx',
    security,
    'failed',
  ],
  [
    'w3wp_spawning_shell',
    'Lateral_Movement/LM_wmiexec_impacket_sysmon_whoami.evtx',
    sysmon,
    'failed',
  ],
]

const folder = mkdtempSync(join(tmpdir(), 'whippet-published-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function copied(name: string, data: string, source: string, at: number): string {
  const path = join(content as string, 'detections/endpoint', `${name}.yml`)
  const yaml = readFileSync(path, 'utf8')
  const [head] = yaml.split(/^tests:\n/m)
  const detections = join(folder, String(at), 'detections/endpoint')
  mkdirSync(detections, { recursive: true })
  const copy = join(detections, `${name}.yml`)
  writeFileSync(
    copy,
    `${head}tests:\n- name: T\n  attack_data:\n  - data: ${data}\n    source: ${source}\n    sourcetype: XmlWinEventLog\n`,
  )
  return copy
}

test.skipIf(!there)('published detections over recorded attacks', async () => {
  const paths = chosen.map(([name, data, source], at) => copied(name, data, source, at))
  const out: string[] = []
  const terminal = {
    out: (text: string) => void out.push(text),
    err: () => {},
    outColor: false,
    errColor: false,
    errIsTerminal: false,
    width: 100,
  }
  const args = [
    'test',
    ...paths,
    '--content',
    content as string,
    '--data',
    samples as string,
    '--offline',
    '--format',
    'json',
  ]
  await runCli(args, [testCommand(services())], terminal, new AbortController().signal)
  const { results } = JSON.parse(out.join('')) as TestReport
  const verdicts = results.map(({ outcome }, at) => [
    ...(chosen[at]?.slice(0, 3) ?? []),
    outcome.kind,
    ...(outcome.kind === 'passed' || outcome.kind === chosen[at]?.[3]
      ? []
      : [JSON.stringify(outcome).slice(0, 1500)]),
  ])
  expect(verdicts).toEqual(chosen)
})
