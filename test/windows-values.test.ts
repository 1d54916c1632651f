// Long because it is a table: 32 kinds of events with the values that each shape must give, kept in one place to be compared.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../src/index.ts'
import { type Logged, security, shapes, sysmon } from './windows-shapes.ts'

const subject = {
  SubjectUserSid: 'S-1-5-21-1-2-3-500',
  SubjectUserName: 'ann',
  SubjectDomainName: 'CORP',
  SubjectLogonId: '0x6f3a6',
}
const subjectText = `Subject:
	Security ID:		S-1-5-21-1-2-3-500
	Account Name:		ann
	Account Domain:		CORP
	Logon ID:		0x6f3a6
`
const target = {
  TargetUserName: 'eve',
  TargetDomainName: 'CORP',
  TargetSid: 'S-1-5-21-1-2-3-1105',
}
const targetText = `Target Account:
	Security ID:		S-1-5-21-1-2-3-1105
	Account Name:		eve
	Account Domain:		CORP
`
const bySubject = {
  Caller_User_Name: 'ann',
  Caller_Domain: 'CORP',
  Logon_ID: '0x6f3a6',
  session_id: '0x6f3a6',
  src_user: 'ann',
  src_nt_domain: 'CORP',
}
const audited = {
  status: 'success',
  ta_windows_action: 'success',
  product: 'Windows',
  vendor: 'Microsoft',
  vendor_product: 'Microsoft Windows',
  severity: 'Information',
  dest: 'ws1.example.com',
  dvc: 'ws1.example.com',
  dvc_nt_host: 'ws1',
}

/** Values that Microsoft's documentation of the event and the Common Information Model ask for, the same in every shape. */
const cases: readonly [string, Logged, object][] = [
  [
    '4624, over the network',
    security(
      4624,
      {
        SubjectUserSid: 'S-1-0-0',
        SubjectUserName: '-',
        SubjectDomainName: '-',
        SubjectLogonId: '0x0',
        TargetUserSid: 'S-1-5-21-1-2-3-1105',
        TargetUserName: 'eve',
        TargetDomainName: 'CORP',
        TargetLogonId: '0x8d4ac',
        LogonType: '3',
        LogonProcessName: 'NtLmSsp ',
        AuthenticationPackageName: 'NTLM',
        WorkstationName: 'WS9',
        LmPackageName: 'NTLM V2',
        ProcessId: '0x0',
        ProcessName: '-',
        IpAddress: '10.0.1.16',
        IpPort: '49864',
      },
      'Success',
      `An account was successfully logged on.

Subject:
	Security ID:		S-1-0-0
	Account Name:		-
	Account Domain:		-
	Logon ID:		0x0

Logon Information:
	Logon Type:		3
	Restricted Admin Mode:	-

New Logon:
	Security ID:		S-1-5-21-1-2-3-1105
	Account Name:		eve
	Account Domain:		CORP
	Logon ID:		0x8d4ac

Process Information:
	Process ID:		0x0
	Process Name:		-

Network Information:
	Workstation Name:	WS9
	Source Network Address:	10.0.1.16
	Source Port:		49864

Detailed Authentication Information:
	Logon Process:		NtLmSsp${' '}
	Authentication Package:	NTLM
	Package Name (NTLM only):	NTLM V2

This event is generated when a logon session is created.`,
    ),
    {
      ...audited,
      action: 'success',
      app: 'win:remote',
      authentication_method: 'NTLM',
      Error_Code: '-',
      Logon_ID: '0x8d4ac',
      Logon_Type: '3',
      name: 'An account was successfully logged on',
      signature: 'An account was successfully logged on',
      signature_id: '4624',
      Source_Port: '49864',
      Source_Workstation: 'WS9',
      src: '10.0.1.16',
      src_ip: '10.0.1.16',
      src_nt_host: 'WS9',
      src_port: '49864',
      Target_User_Name: 'eve',
      Target_Domain: 'CORP',
      dest_nt_domain: 'CORP',
      user: 'eve',
      user_id: 'S-1-5-21-1-2-3-1105',
    },
  ],
  [
    '4625',
    security(
      4625,
      {
        ...subject,
        TargetUserSid: 'S-1-0-0',
        TargetUserName: 'eve',
        TargetDomainName: 'CORP',
        Status: '0xc000006d',
        SubStatus: '0xc000006a',
        LogonType: '2',
        IpAddress: '-',
        WorkstationName: 'WS1',
      },
      'Failure',
      `An account failed to log on.

${subjectText}
Logon Type:			2

Account For Which Logon Failed:
	Security ID:		S-1-0-0
	Account Name:		eve
	Account Domain:		CORP

Failure Information:
	Status:			0xc000006d
	Sub Status:		0xc000006a

Network Information:
	Workstation Name:	WS1
	Source Network Address:	-`,
    ),
    {
      action: 'failure',
      app: 'win:local',
      Error_Code: '0xc000006d',
      Sub_Status: '0xc000006a',
      ta_windows_action: 'failure',
      ta_windows_status: '0xc000006a',
      status: 'failure',
      src: 'WS1',
      user: 'eve',
    },
  ],
  [
    '4648',
    security(
      4648,
      {
        ...subject,
        TargetUserName: 'eve',
        TargetDomainName: 'CORP',
        TargetServerName: 'srv2.corp.example',
        IpAddress: '-',
        ProcessId: '0x1f4',
      },
      'Success',
      `A logon was attempted using explicit credentials.

${subjectText}
Account Whose Credentials Were Used:
	Account Name:		eve
	Account Domain:		CORP

Target Server:
	Target Server Name:	srv2.corp.example

Process Information:
	Process ID:		0x1f4

Network Information:
	Network Address:	-`,
    ),
    {
      ...bySubject,
      action: 'success',
      dest_nt_host: 'srv2.corp.example',
      process_id: 500,
      Target_Server_Name: 'srv2.corp.example',
      user: 'eve',
    },
  ],
  [
    '4688',
    security(
      4688,
      {
        ...subject,
        NewProcessId: '0xf84',
        NewProcessName: 'C:\\Windows\\System32\\cmd.exe',
        TokenElevationType: '%%1937',
        ProcessId: '0xb2c',
        CommandLine: '"C:\\Windows\\System32\\cmd.exe" /c whoami',
        TargetUserName: '-',
        TargetDomainName: '-',
        ParentProcessName: 'C:\\Windows\\explorer.exe',
        MandatoryLabel: 'S-1-16-12288',
      },
      'Success',
      `A new process has been created.

Creator Subject:
	Security ID:		S-1-5-21-1-2-3-500
	Account Name:		ann
	Account Domain:		CORP
	Logon ID:		0x6f3a6

Target Subject:
	Account Name:		-
	Account Domain:		-

Process Information:
	New Process ID:		0xf84
	New Process Name:	C:\\Windows\\System32\\cmd.exe
	Token Elevation Type:	TokenElevationTypeFull (2)
	Mandatory Label:		S-1-16-12288
	Creator Process ID:	0xb2c
	Creator Process Name:	C:\\Windows\\explorer.exe
	Process Command Line:	"C:\\Windows\\System32\\cmd.exe" /c whoami

Token Elevation Type indicates the type of token that was assigned to the new process.`,
    ),
    {
      ...audited,
      ...bySubject,
      action: 'allowed',
      new_process: 'C:\\Windows\\System32\\cmd.exe',
      new_process_id: '0xf84',
      new_process_name: 'cmd.exe',
      parent_process_id: 2860,
      parent_process_name: 'explorer.exe',
      parent_process_path: 'C:\\Windows\\explorer.exe',
      process: '"C:\\Windows\\System32\\cmd.exe" /c whoami',
      Process_Command_Line: '"C:\\Windows\\System32\\cmd.exe" /c whoami',
      process_command_line_arguments: '/c whoami',
      process_command_line_process: '"C:\\Windows\\System32\\cmd.exe"',
      process_id: 3972,
      process_integrity_level: 'high',
      process_name: 'cmd.exe',
      Token_Elevation_Type: 'TokenElevationTypeFull',
      Token_Elevation_Type_id: '1937',
      user: 'ann',
    },
  ],
  [
    '4698',
    security(
      4698,
      { ...subject, TaskName: '\\Nightly', TaskContent: '<Task>\n<Exec/>\n</Task>' },
      'Success',
      `A scheduled task was created.

${subjectText}
Task Information:
	Task Name: 		\\Nightly
	Task Content: 		<Task>
<Exec/>
</Task>`,
    ),
    {
      ...audited,
      ...bySubject,
      action: 'created',
      object: '\\Nightly',
      object_category: 'scheduled task',
      signature: 'A scheduled task was created',
      TaskName: '\\Nightly',
      TaskContent: '<Task>\n<Exec/>\n</Task>',
      user: 'ann',
    },
  ],
  [
    '4720',
    security(
      4720,
      { ...target, ...subject, PrimaryGroupId: '513', SamAccountName: 'eve' },
      'Success',
      `A user account was created.

${subjectText}
New Account:
	Security ID:		S-1-5-21-1-2-3-1105
	Account Name:		eve
	Account Domain:		CORP

Attributes:
	SAM Account Name:	eve
	Primary Group ID:	513`,
    ),
    {
      ...audited,
      ...bySubject,
      action: 'created',
      CategoryString: 'Account Management',
      change_type: 'AAA',
      msad_action: 'created',
      object: 'eve',
      object_category: 'user',
      object_id: 'S-1-5-21-1-2-3-1105',
      result: 'A user account was created',
      result_id: '4720',
      SamAccountName: 'eve',
      user: 'eve',
      user_group_id: '513',
      user_name: 'eve',
    },
  ],
  [
    '4726',
    security(
      4726,
      { ...target, ...subject },
      'Success',
      `A user account was deleted.\n\n${subjectText}\n${targetText}`,
    ),
    { ...bySubject, action: 'deleted', object: 'eve', user: 'eve', src_user_name: 'ann' },
  ],
  [
    '4732',
    security(
      4732,
      {
        MemberName: 'CN=eve,CN=Users,DC=corp',
        MemberSid: 'S-1-5-21-1-2-3-1105',
        TargetUserName: 'Administrators',
        TargetDomainName: 'Builtin',
        TargetSid: 'S-1-5-32-544',
        ...subject,
        PrivilegeList: '-',
      },
      'Success',
      `A member was added to a security-enabled local group.

${subjectText}
Member:
	Security ID:		S-1-5-21-1-2-3-1105
	Account Name:		CN=eve,CN=Users,DC=corp

Group:
	Security ID:		S-1-5-32-544
	Group Name:		Administrators
	Group Domain:		Builtin

Additional Information:
	Privileges:		-`,
    ),
    {
      ...bySubject,
      action: 'modified',
      member_dn: 'CN=eve,CN=Users,DC=corp',
      member_id: 'S-1-5-21-1-2-3-1105',
      object: 'Administrators',
      object_attrs: 'Members',
      object_category: 'group',
      object_id: 'S-1-5-32-544',
      user: 'eve',
      user_group: 'Administrators',
    },
  ],
  [
    '4740',
    security(
      4740,
      { TargetUserName: 'eve', TargetDomainName: 'WS9', TargetSid: target.TargetSid, ...subject },
      'Success',
      `A user account was locked out.

${subjectText}
Account That Was Locked Out:
	Security ID:		S-1-5-21-1-2-3-1105
	Account Name:		eve

Additional Information:
	Caller Computer Name:	WS9`,
    ),
    { action: 'lockout', result: 'A user account was locked out', user: 'eve' },
  ],
  [
    '4768',
    security(
      4768,
      {
        ...target,
        ServiceName: 'krbtgt',
        ServiceSid: 'S-1-5-21-1-2-3-502',
        Status: '0x6',
        IpAddress: '::ffff:10.0.1.16',
        IpPort: '49864',
      },
      'Failure',
      `A Kerberos authentication ticket (TGT) was requested.

Account Information:
	Account Name:		eve
	Supplied Realm Name:	CORP
	User ID:			S-1-5-21-1-2-3-1105

Service Information:
	Service Name:		krbtgt
	Service ID:		S-1-5-21-1-2-3-502

Network Information:
	Client Address:		::ffff:10.0.1.16
	Client Port:		49864

Additional Information:
	Result Code:		0x6`,
    ),
    {
      action: 'failure',
      Error_Code: '0x6',
      service: 'krbtgt',
      service_id: 'S-1-5-21-1-2-3-502',
      src: '10.0.1.16',
      src_nt_host: '10.0.1.16',
      status: 'failure',
      ta_windows_status: '0x6',
      user: 'eve',
    },
  ],
  [
    '4769',
    security(
      4769,
      {
        TargetUserName: 'eve@CORP.EXAMPLE',
        TargetDomainName: 'CORP.EXAMPLE',
        ServiceName: 'srv2$',
        Status: '0x0',
        IpAddress: '::ffff:10.0.1.16',
        TicketEncryptionType: '0x17',
      },
      'Success',
      `A Kerberos service ticket was requested.

Account Information:
	Account Name:		eve@CORP.EXAMPLE
	Account Domain:		CORP.EXAMPLE

Service Information:
	Service Name:		srv2$

Network Information:
	Client Address:		::ffff:10.0.1.16

Additional Information:
	Ticket Encryption Type:	0x17
	Failure Code:		0x0`,
    ),
    {
      action: 'success',
      Error_Code: '0x0',
      service_name: 'srv2$',
      TicketEncryptionType: '0x17',
      user: 'eve',
    },
  ],
  [
    '4776',
    security(
      4776,
      {
        PackageName: 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0',
        TargetUserName: 'eve',
        Workstation: 'WS9',
        Status: '0xc0000064',
      },
      'Failure',
      `The computer attempted to validate the credentials for an account.

Authentication Package:	MICROSOFT_AUTHENTICATION_PACKAGE_V1_0
Logon Account:	eve
Source Workstation:	WS9
Error Code:	0xc0000064`,
    ),
    {
      action: 'failure',
      authentication_method: 'MICROSOFT_AUTHENTICATION_PACKAGE_V1_0',
      Error_Code: '0xc0000064',
      Source_Workstation: 'WS9',
      src: 'WS9',
      user: 'eve',
    },
  ],
  [
    '5136',
    security(
      5136,
      {
        OpCorrelationID: '{73C96723-504B-4F15-830A-F4DDB1C48F2E}',
        ...subject,
        DSName: 'corp.example',
        ObjectDN: 'CN=eve,DC=corp',
        ObjectGUID: '{15AFB68A-679C-4F5B-AC18-4D988B3B3E44}',
        ObjectClass: 'user',
        AttributeLDAPDisplayName: 'servicePrincipalName',
        AttributeValue: 'adm/srv1',
      },
      'Success',
      `A directory service object was modified.

${subjectText}
Directory Service:
	Name:	corp.example

Object:
	DN:	CN=eve,DC=corp
	GUID:	{15AFB68A-679C-4F5B-AC18-4D988B3B3E44}
	Class:	user

Attribute:
	LDAP Display Name:	servicePrincipalName
	Value:	adm/srv1

Operation:
	Correlation ID:	{73C96723-504B-4F15-830A-F4DDB1C48F2E}`,
    ),
    {
      ...bySubject,
      action: 'modified',
      AttributeValue: 'adm/srv1',
      change_type: 'AD',
      object: 'CN=eve,DC=corp',
      object_attrs: 'servicePrincipalName',
      object_id: '{15AFB68A-679C-4F5B-AC18-4D988B3B3E44}',
      user: 'ann',
    },
  ],
  [
    '5145',
    security(
      5145,
      {
        ...subject,
        ObjectType: 'File',
        IpAddress: '10.0.1.15',
        IpPort: '50160',
        ShareName: '\\\\*\\IPC$',
        RelativeTargetName: 'svcctl',
        AccessMask: '0x12019f',
      },
      'Failure',
      `A network share object was checked to see whether client can be granted desired access.

${subjectText}
Network Information:
	Object Type:		File
	Source Address:		10.0.1.15
	Source Port:		50160

Share Information:
	Share Name:		\\\\*\\IPC$
	Share Path:
	Relative Target Name:	svcctl

Access Request Information:
	Access Mask:		0x12019f`,
    ),
    {
      action: 'failure',
      file_name: 'svcctl',
      file_path: '\\\\*\\IPC$\\svcctl',
      src: '10.0.1.15',
      src_port: '50160',
      user: 'ann',
    },
  ],
  [
    '5156',
    security(
      5156,
      {
        Application: '\\device\\harddiskvolume1\\a.exe',
        Direction: '%%14593',
        SourceAddress: '10.0.0.1',
        SourcePort: '50000',
        DestAddress: '10.0.0.2',
        DestPort: '445',
        Protocol: '6',
      },
      'Success',
      `The Windows Filtering Platform has permitted a connection.

Application Information:
	Application Name:	\\device\\harddiskvolume1\\a.exe

Network Information:
	Direction:		Outbound
	Source Address:		10.0.0.1
	Source Port:		50000
	Destination Address:	10.0.0.2
	Destination Port:		445
	Protocol:		6`,
    ),
    {
      action: 'allowed',
      app: '\\device\\harddiskvolume1\\a.exe',
      dest: '10.0.0.2',
      dest_port: '445',
      direction: 'outbound',
      src: '10.0.0.1',
      src_port: '50000',
      transport: 'tcp',
    },
  ],
  [
    '4657',
    security(
      4657,
      {
        ...subject,
        ObjectName: '\\REGISTRY\\MACHINE\\SOFTWARE\\Run',
        ObjectValueName: 'Start',
        NewValue: 'C:\\x.exe',
        ProcessName: 'C:\\Windows\\regedit.exe',
      },
      'Success',
      `A registry value was modified.

${subjectText}
Object:
	Object Name:		\\REGISTRY\\MACHINE\\SOFTWARE\\Run
	Object Value Name:	Start

Process Information:
	Process Name:		C:\\Windows\\regedit.exe

Change Information:
	New Value:		C:\\x.exe`,
    ),
    {
      action: 'modified',
      process_name: 'regedit.exe',
      registry_hive: 'HKEY_LOCAL_MACHINE',
      registry_path: 'HKLM\\SOFTWARE\\Run\\Start',
      registry_value_data: 'C:\\x.exe',
      user: 'ann',
    },
  ],
  [
    '4663, of removable storage',
    {
      ...security(4663, { ...subject, ObjectType: 'File', ObjectName: 'E:\\a.txt' }),
    },
    { action: 'success', file_name: 'a.txt', file_path: 'E:\\a.txt', object_file_name: 'a.txt' },
  ],
  [
    '4738, whose codes tell what changed',
    security(4738, { ...target, ...subject, UserAccountControl: '\n\t\t%%2089\n\t\t%%2096' }),
    {
      action: 'modified',
      MSADChangedAttributes: [
        "'Don't Expire Password' - Enabled",
        "'Don't Require Preauth' - Enabled",
      ],
      user: 'eve',
    },
  ],
  [
    '4742, of a computer',
    security(4742, { ...target, TargetUserName: 'WS9$', ...subject }),
    { object_category: 'computer', user: 'WS9$', user_type: 'computer' },
  ],
  [
    '7036',
    {
      provider: 'Service Control Manager',
      channel: 'System',
      id: 7036,
      data: { param1: 'Print Spooler', param2: 'running' },
      message: 'The Print Spooler service entered the running state.',
    },
    { service: 'Print Spooler', service_name: 'Print Spooler', status: 'started' },
  ],
  [
    '7040',
    {
      provider: 'Service Control Manager',
      channel: 'System',
      id: 7040,
      data: { param1: 'Windows Update', param2: 'demand start', param3: 'disabled' },
      message:
        'The start type of the Windows Update service was changed from demand start to disabled.',
    },
    { param3: 'disabled', service_name: 'Windows Update', start_mode: 'disabled' },
  ],
  [
    '7045',
    {
      provider: 'Service Control Manager',
      channel: 'System',
      id: 7045,
      data: {
        ServiceName: 'x',
        ImagePath: 'C:\\x.exe',
        ServiceType: 'user mode service',
        StartType: 'auto start',
        AccountName: 'LocalSystem',
      },
      message: `A service was installed in the system.

Service Name:  x
Service File Name:  C:\\x.exe
Service Type:  user mode service
Service Start Type:  auto start
Service Account:  LocalSystem`,
    },
    {
      action: 'created',
      ImagePath: 'C:\\x.exe',
      service_name: 'x',
      service_path: 'C:\\x.exe',
      start_mode: 'auto',
      user: 'LocalSystem',
    },
  ],
  [
    '1149',
    {
      provider: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager',
      channel: 'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
      id: 1149,
      data: { Param1: 'eve', Param2: 'CORP', Param3: '10.0.1.14' },
      message: `Remote Desktop Services: User authentication succeeded:

User: eve
Domain: CORP
Source Network Address: 10.0.1.14`,
    },
    {
      source: 'WinEventLog:Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
      Param1: 'eve',
      src: '10.0.1.14',
      user: 'eve',
    },
  ],
  [
    'Defender 1116',
    {
      provider: 'Microsoft-Windows-Windows Defender',
      channel: 'Microsoft-Windows-Windows Defender/Operational',
      id: 1116,
      data: {
        'Threat Name': 'Trojan:Win32/Wacatac',
        'Severity Name': 'Severe',
        'Detection User': 'CORP\\eve',
        Path: 'file:_C:\\Users\\eve\\x.exe',
        'Process Name': 'C:\\Windows\\explorer.exe',
      },
      message: `Microsoft Defender Antivirus has detected malware or other potentially unwanted software.
 	Name: Trojan:Win32/Wacatac
 	Severity: Severe
 	Path: file:_C:\\Users\\eve\\x.exe
 	Detection User: CORP\\eve
 	Process Name: C:\\Windows\\explorer.exe`,
    },
    {
      action: 'deferred',
      file_name: 'x.exe',
      file_path: 'C:\\Users\\eve\\x.exe',
      Process_Name: 'C:\\Windows\\explorer.exe',
      severity: 'critical',
      signature: 'Trojan:Win32/Wacatac',
      Threat_Name: 'Trojan:Win32/Wacatac',
      user: 'eve',
    },
  ],
  [
    'Sysmon 1',
    sysmon(
      1,
      {
        Image: 'C:\\Windows\\System32\\cmd.exe',
        CommandLine: 'cmd.exe /c whoami',
        User: 'CORP\\ann',
        Hashes: 'MD5=F4F6,SHA256=935C,IMPHASH=3062',
        ParentImage: 'C:\\Windows\\explorer.exe',
      },
      'Process Create:\nImage: C:\\Windows\\System32\\cmd.exe\nCommandLine: cmd.exe /c whoami\nUser: CORP\\ann\nHashes: MD5=F4F6,SHA256=935C,IMPHASH=3062\nParentImage: C:\\Windows\\explorer.exe',
    ),
    {
      action: 'allowed',
      EventDescription: 'Process creation',
      IMPHASH: '3062',
      MD5: 'F4F6',
      parent_process_name: 'explorer.exe',
      process: 'cmd.exe /c whoami',
      process_name: 'cmd.exe',
      SHA256: '935C',
      signature: 'Process creation',
      User: 'CORP\\ann',
      user: 'ann',
    },
  ],
  [
    'Sysmon 7',
    sysmon(7, { Image: 'C:\\a\\b.exe', ImageLoaded: 'C:\\c\\d.dll', SignatureStatus: 'Valid' }),
    {
      loaded_file: 'd.dll',
      loaded_file_path: 'C:\\c\\d.dll',
      process_name: 'b.exe',
      service_dll_signature_verified: 'true',
    },
  ],
  [
    'Sysmon 10',
    sysmon(10, {
      SourceImage: 'C:\\x.exe',
      SourceProcessId: '1',
      TargetImage: 'C:\\Windows\\lsass.exe',
      TargetProcessId: '2',
      GrantedAccess: '0x1FFFFF',
    }),
    {
      granted_access: '0x1fffff',
      parent_process_id: '1',
      parent_process_name: 'x.exe',
      process_id: '2',
      process_name: 'lsass.exe',
    },
  ],
  [
    'Sysmon 17',
    sysmon(17, { EventType: 'CreatePipe', PipeName: '\\msse-1', Image: 'C:\\x.exe' }),
    { action: 'created', pipe_name: '\\msse-1', process_name: 'x.exe' },
  ],
  [
    'Sysmon 20',
    sysmon(20, {
      EventType: 'WmiConsumerEvent',
      Operation: 'Created',
      User: 'CORP\\ann',
      Name: ' "Evil"',
      Type: 'Command Line',
      Destination: ' "C:\\\\x.exe"',
    }),
    {
      action: 'created',
      DestinationNoQuotes: 'C:\\\\x.exe',
      Name: 'Microsoft-Windows-Sysmon',
      object: 'Evil',
      user: 'ann',
    },
  ],
  [
    'Sysmon 23',
    sysmon(23, { Image: 'C:\\x.exe', TargetFilename: 'C:\\a\\b.txt', Hashes: 'SHA1=AB' }),
    { action: 'deleted', file_hash: 'SHA1=AB', file_name: 'b.txt', SHA1: 'AB' },
  ],
  [
    'Sysmon for Linux 1',
    {
      provider: 'Linux-Sysmon',
      channel: 'Linux-Sysmon/Operational',
      id: 1,
      data: {
        Image: '/usr/bin/sudo',
        CommandLine: 'sudo id',
        User: 'root',
        ParentImage: '/bin/sh',
      },
    },
    {
      os: 'Linux',
      parent_process_name: 'sh',
      process_name: 'sudo',
      process_path: '/usr/bin/sudo',
      source: 'Syslog:Linux-Sysmon/Operational',
      sourcetype: 'sysmon:linux',
      user: 'root',
    },
  ],
]

let engine: Engine
let folder: string
beforeAll(async () => {
  engine = await openEngine()
  folder = mkdtempSync(join(tmpdir(), 'values-'))
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

async function onlyRow(text: string, spl = 'search index=*') {
  const path = join(folder, 'events.log')
  writeFileSync(path, `${text}\n`)
  const { rows } = await engine.search(spl, { inputs: [path], timeZone: 'UTC' })
  expect(rows).toHaveLength(1)
  return rows[0]
}

describe.each(cases)('%s', (_, event, expected) => {
  const names = Object.keys(shapes).filter((shape) => shape !== 'text' || event.message)
  test.each(names)('as %s', async (shape) => {
    expect(await onlyRow(shapes[shape]?.(event) ?? '')).toMatchObject(expected)
  })
})

describe('what only classic text has', () => {
  const example = (name: string) =>
    onlyRow(readFileSync(new URL(`data-sources/${name}.log`, import.meta.url), 'utf8'))

  test('the lines of a message, with all values and by section', async () => {
    expect(await example('windows_event_log_system_4726')).toMatchObject({
      Account_Name: ['ann', 'eve'],
      Account_Domain: ['CORP', 'CORP'],
      Security_ID: ['S-1-5-21-10-20-30-500', 'S-1-5-21-10-20-30-1105'],
      Subject_Account_Name: 'ann',
      Subject_Logon_ID: '0x6F3A6',
      Target_Account_Name: 'eve',
      Target_Security_ID: 'S-1-5-21-10-20-30-1105',
      category: 'User Account Management',
      severity: 'Information',
      severity_id: '0',
    })
  })

  test('attributes that changed', async () => {
    expect(await example('windows_event_log_security_4720')).toMatchObject({
      MSADChangedAttributes:
        "SAM Account Name: eve Primary Group ID: 513 Old UAC Value: 0x0 New UAC Value: 0x15 User Account Control: Account Disabled 'Password Not Required' - Enabled 'Normal Account' - Enabled",
      Display_Name: '<value not set>',
      Privileges: '-',
    })
  })

  test('a task', async () => {
    const { Task_Content, Task_Name } = (await example('windows_event_log_security_4698')) ?? {}
    expect(Task_Name).toBe('\\Nightly')
    expect(Task_Content).toMatch(
      /^<\?xml[\s\S]*<Arguments>\/quiet: yes<\/Arguments>[\s\S]*<\/Task>$/,
    )
  })
})

test('the blocks of an event in XML', async () => {
  const event = security(1102, {})
  const text = (shapes['xml']?.(event) ?? '').replace(
    '<EventData></EventData>',
    "<UserData><LogFileCleared xmlns='x'><SubjectUserName>ann</SubjectUserName></LogFileCleared></UserData>",
  )
  expect(await onlyRow(text)).toMatchObject({
    action: 'cleared',
    LogFileCleared_Xml: '<SubjectUserName>ann</SubjectUserName>',
    src_user: 'ann',
    System_Props_Xml: expect.stringMatching(/^<Provider Name=.*<Security UserID='S-1-5-18'\/>$/),
    UserData_Xml:
      "<LogFileCleared xmlns='x'><SubjectUserName>ann</SubjectUserName></LogFileCleared>",
    user: 'ann',
  })
})
