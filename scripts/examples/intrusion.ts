import {
  engineStarted,
  pipelineExecution,
  type Shell,
  scriptBlock,
  scriptBlockParts,
} from './powershell-records.ts'
import type { Account, UnnumberedRecord, WindowsRecord } from './windows-record.ts'

const powershell = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe'

const domainAccount = (relativeId: number): Account => ({
  sid: `S-1-5-21-1483710256-2076441390-839522115-${relativeId}`,
  resolved: null,
})

/** Anna at her desk, and later whoever sits in her session. */
const anna: Shell = {
  computer: 'ws07.corp.example',
  account: domainAccount(1142),
  userName: 'CORP\\anna',
  processId: 4816,
  threadId: 6020,
  application: powershell,
}

const intruderAtAnnas: Shell = {
  ...anna,
  processId: 7344,
  threadId: 2188,
  application: `${powershell} -NoProfile -File C:\\Users\\anna\\Downloads\\invoice.ps1`,
}

const backup: Shell = {
  computer: 'srv-file01.corp.example',
  account: domainAccount(1107),
  userName: 'CORP\\svc-backup',
  processId: 3092,
  threadId: 5512,
  application: powershell,
}

const maintenance: Shell = {
  computer: 'srv-file01.corp.example',
  account: { sid: 'S-1-5-18', resolved: { name: 'SYSTEM', domain: 'NT AUTHORITY' } },
  userName: 'CORP\\SRV-FILE01$',
  processId: 2204,
  threadId: 2260,
  application: `${powershell} -File C:\\Maintenance\\Clear-Temp.ps1`,
}

const karl: Shell = {
  computer: 'dc01.corp.example',
  account: domainAccount(1105),
  userName: 'CORP\\adm-karl',
  processId: 5980,
  threadId: 1436,
  application: `${powershell} -Command Invoke-Command -ComputerName ws07 -ScriptBlock { hostname }`,
}

const story: readonly UnnumberedRecord[] = [
  engineStarted(anna, '08:58:11.2041173'),
  scriptBlock(anna, '08:58:12.0102904', 'prompt'),
  scriptBlock(
    anna,
    '08:58:12.4409315',
    `# Anna's profile\nSet-Location C:\\Users\\anna\n\nfunction Grüße { "Guten Morgen, $env:USERNAME" }\n`,
    'C:\\Users\\anna\\Documents\\WindowsPowerShell\\profile.ps1',
  ),
  pipelineExecution(anna, '08:58:12.4533021', 'Set-Location', { Path: 'C:\\Users\\anna' }),
  scriptBlock(anna, '09:01:40.7719046', 'Get-ChildItem *.xlsx | Where-Object Length -gt 1mb'),
  scriptBlock(anna, '09:03:05.1182277', 'Invoke-Command -ScriptBlock { Get-Date }'),
  scriptBlock(
    anna,
    '09:04:27.9630118',
    '# -ComputerName takes a list as well\nTest-Connection srv-file01 -Count 1',
  ),
  scriptBlock(
    anna,
    '09:05:52.3307742',
    `$shell = New-Object -ComObject Shell.Application\n$shell.ShellExecute('notepad.exe', 'C:\\Users\\anna\\todo.txt')`,
  ),

  scriptBlock(maintenance, '09:00:00.5120963', 'prompt'),
  scriptBlock(
    maintenance,
    '09:00:00.8044719',
    `Get-ChildItem "$env:TEMP" -Recurse |\n  Where-Object { $_.LastWriteTime -lt (Get-Date).AddDays(-7) } |\n  Remove-Item -Force`,
    'C:\\Maintenance\\Clear-Temp.ps1',
  ),
  pipelineExecution(maintenance, '09:00:00.9317550', 'Get-ChildItem', { Recurse: 'True' }),

  engineStarted(intruderAtAnnas, '09:12:03.6620184'),
  scriptBlock(
    intruderAtAnnas,
    '09:12:04.0281937',
    'whoami /groups; nltest /dclist:corp.example',
    'C:\\Users\\anna\\Downloads\\invoice.ps1',
  ),
  scriptBlock(
    intruderAtAnnas,
    '09:13:20.4915502',
    `net view \\\\srv-file01 2>&1 | Out-File "$env:TEMP\\shares & more.txt"`,
  ),
  scriptBlock(
    intruderAtAnnas,
    '09:14:41.3758820',
    [
      `$windows = [activator]::CreateInstance([type]::GetTypeFromCLSID('9BA05972-F6A8-11CF-A442-00A0C90A8F39', 'srv-file01'))`,
      `$windows.Item().Document.Application.ShellExecute('cmd.exe', '/c whoami > C:\\Windows\\Temp\\who.txt', 'C:\\Windows\\System32', $null, 0)`,
    ].join('\n'),
    'C:\\Users\\anna\\Downloads\\invoice.ps1',
  ),
  scriptBlock(
    intruderAtAnnas,
    '09:16:09.8140066',
    `Get-Content "\\\\srv-file01\\C$\\Windows\\Temp\\who.txt"`,
  ),
  pipelineExecution(intruderAtAnnas, '09:16:09.9022481', 'Get-Content', {
    Path: '\\\\srv-file01\\C$\\Windows\\Temp\\who.txt',
  }),

  engineStarted(backup, '09:29:47.1093345'),
  scriptBlock(backup, '09:29:48.0017726', 'prompt'),
  scriptBlock(
    backup,
    '09:30:15.6604419',
    `$mmc = [activator]::CreateInstance([type]::GetTypeFromProgID('MMC20.Application', 'dc01'))\n$mmc.Document.ActiveView.Name`,
  ),
  scriptBlock(
    backup,
    '09:31:22.2839450',
    `$mmc.Document.ActiveView.ExecuteShellCommand("cmd.exe", $null, "/c net group ""Domain Admins"" /domain > C:\\Windows\\Temp\\da.txt", "7")`,
  ),
  scriptBlock(
    backup,
    '09:47:30.5527181',
    `Invoke-Command -ComputerName dc01.corp.example -ScriptBlock {\n  Get-Content C:\\Windows\\Temp\\da.txt |\n    Where-Object { $_.Length -gt 0 -and $_ -notlike '<*>' }\n}`,
  ),
  pipelineExecution(backup, '09:47:30.6011894', 'Invoke-Command', {
    ComputerName: 'dc01.corp.example',
    ScriptBlock: ' Get-Content C:\\Windows\\Temp\\da.txt ',
  }),
  scriptBlock(
    backup,
    '09:49:02.7731608',
    '$session = Get-PSSession | Select-Object -First 1\nInvoke-Command -Session $session -FilePath C:\\Scripts\\inventory.ps1',
  ),

  engineStarted(karl, '10:02:16.8870235'),
  scriptBlock(
    karl,
    '10:02:17.6038192',
    'invoke-command -computername ws07, srv-file01 -scriptblock { Get-Service WinRM | Restart-Service }',
    'C:\\Users\\adm-karl\\fix.ps1',
  ),
  ...scriptBlockParts(
    karl,
    ['10:05:58.1004467', '10:05:58.1010923'],
    [
      `<#\n  Collects the state of all servers. Part of this script is called through Invoke-Command,\n  which is why no function below may depend on another.\n#>\nfunction Get-State {\n  Get-CimInstance Win32_OperatingSystem | Select-Object LastBootUpTime\n}\n`,
      `\nforeach ($name in Get-Content C:\\Scripts\\servers.txt) {\n  if (Test-Connection -ComputerName $name -Count 1 -Quiet) { Get-State } else { "$name & co: no answer" }\n}\n`,
    ],
    'C:\\Scripts\\Get-ServerState.ps1',
  ),
  pipelineExecution(karl, '10:06:00.2486610', 'Test-Connection', {
    ComputerName: 'srv-file01',
    Count: '1',
    Quiet: 'True',
  }),
  scriptBlock(karl, '10:11:45.9907316', 'Get-ADComputer -Filter * | Measure-Object'),
]

/** All records, oldest first within each computer, numbered within each channel of a computer. */
export function intrusion(): ReadonlyMap<string, readonly WindowsRecord[]> {
  const byComputer = new Map<string, WindowsRecord[]>()
  const lastRecord = new Map<string, number>()
  for (const record of [...story].sort((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : 0,
  )) {
    const log = `${record.computer} ${record.channel}`
    const recordId = (lastRecord.get(log) ?? 1000 * log.length) + 1
    lastRecord.set(log, recordId)
    const records = byComputer.get(record.computer) ?? []
    records.push({ ...record, recordId })
    byComputer.set(record.computer, records)
  }
  return byComputer
}
