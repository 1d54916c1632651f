/**
 * How the lines of classic messages are named in the event's own data, so that an event has the same fields in every shape. The event
 * manifests tell both: the data of an event, and the message that shows them. Source: Microsoft, "Windows security auditing", the
 * descriptions of the single events, each with its message and its XML.
 */
export function dataNameOf(
  provider: string | null,
  eventId: string | null,
  section: string,
  key: string,
): string | undefined {
  const other = byProvider.get(provider ?? '')
  if (other) return other(key)
  if (!securityProviders.has(provider ?? '')) return undefined
  const own = byEvent[eventId ?? '']
  return (
    own?.[`${section}/${key}`] ?? own?.[key] ?? bySection[section]?.[key] ?? byKey[key] ?? undefined
  )
}

type Names = Readonly<Record<string, string>>

/** Older agents shorten the provider of the security log. */
const securityProviders: ReadonlySet<string> = new Set([
  'Microsoft-Windows-Security-Auditing',
  'Microsoft Windows security auditing.',
  'Microsoft-Windows-Eventlog',
  'Microsoft-Windows-Security',
  'Security',
])

const account = (prefix: string, sid: string): Names => ({
  'Security ID': sid,
  'Account Name': `${prefix}UserName`,
  'Account Domain': `${prefix}DomainName`,
  'Domain Name': `${prefix}DomainName`,
  'Logon ID': `${prefix}LogonId`,
})
const subject = account('Subject', 'SubjectUserSid')
const target = account('Target', 'TargetSid')
const logon = account('Target', 'TargetUserSid')
const group: Names = {
  ...target,
  'Group Name': 'TargetUserName',
  'Group Domain': 'TargetDomainName',
  'Old Account Name': 'OldTargetUserName',
  'New Account Name': 'NewTargetUserName',
}

const services: Names = {
  'Service Name': 'ServiceName',
  'Service File Name': 'ImagePath',
  'Service Type': 'ServiceType',
  'Service Start Type': 'StartType',
  'Service Account': 'AccountName',
}

const remoteDesktop: Names = {
  User: 'Param1',
  Domain: 'Param2',
  'Source Network Address': 'Param3',
}

const threats: Names = {
  Name: 'Threat_Name',
  Severity: 'Severity_Name',
  Category: 'Category_Name',
  Action: 'Action_Name',
  'Action Status': 'Additional_Actions_String',
  'Detection Origin': 'Origin_Name',
  'Detection Source': 'Source_Name',
  'Detection Type': 'Type_Name',
  'Detection time': 'Detection_Time',
  'Error description': 'Error_Description',
}

const byProvider: ReadonlyMap<string, (key: string) => string | undefined> = new Map([
  ['Service Control Manager', (key) => services[key]],
  // Their messages list the data by their names.
  ['Microsoft-Windows-Sysmon', (key) => key],
  ['Microsoft-Windows-TerminalServices-RemoteConnectionManager', (key) => remoteDesktop[key]],
  ['Microsoft-Windows-Windows Defender', (key) => threats[key]],
])

const bySection: Readonly<Record<string, Names>> = {
  Subject: { ...subject, 'Logon GUID': 'LogonGuid' },
  'Creator Subject': subject,
  'New Logon': {
    ...logon,
    'Linked Logon ID': 'TargetLinkedLogonId',
    'Network Account Name': 'TargetOutboundUserName',
    'Network Account Domain': 'TargetOutboundDomainName',
  },
  'Target Subject': logon,
  'Account For Which Logon Failed': logon,
  'Account Whose Credentials Were Used': { ...logon, 'Logon GUID': 'TargetLogonGuid' },
  'Target Server': { 'Additional Information': 'TargetInfo' },
  'Account Information': {
    ...target,
    'Supplied Realm Name': 'TargetDomainName',
    'User ID': 'TargetSid',
  },
  'New Account': target,
  'Target Account': group,
  'Account That Was Locked Out': target,
  'New Computer Account': target,
  'Computer Account That Was Changed': target,
  'Target Computer': target,
  User: target,
  Member: { 'Security ID': 'MemberSid', 'Account Name': 'MemberName' },
  Group: group,
  'New Group': group,
  'Deleted Group': group,
  'Target Group': group,
  'Directory Service': { Name: 'DSName', Type: 'DSType' },
  Object: { DN: 'ObjectDN', GUID: 'ObjectGUID', Class: 'ObjectClass' },
  Attribute: {
    'LDAP Display Name': 'AttributeLDAPDisplayName',
    'Syntax (OID)': 'AttributeSyntaxOID',
    Value: 'AttributeValue',
  },
  Operation: {
    Type: 'OperationType',
    'Correlation ID': 'OpCorrelationID',
    'Application Correlation ID': 'AppCorrelationID',
    'Tree Delete': 'TreeDelete',
  },
  'Audit Policy Change': { Category: 'CategoryId', Subcategory: 'SubcategoryId' },
}

/** Keys that name the same datum wherever they stand. */
const byKey: Names = {
  'Access Check Results': 'AccessReason',
  'Access Mask': 'AccessMask',
  'Access Reasons': 'AccessReason',
  Accesses: 'AccessList',
  'Account Expires': 'AccountExpires',
  'Allowed To Delegate To': 'AllowedToDelegateTo',
  AllowedToDelegateTo: 'AllowedToDelegateTo',
  'Application Name': 'Application',
  Attributes: 'Attributes',
  'Authentication Package': 'AuthenticationPackageName',
  'Caller Process ID': 'ProcessId',
  'Caller Process Name': 'ProcessName',
  'Certificate Issuer Name': 'CertIssuerName',
  'Certificate Serial Number': 'CertSerialNumber',
  'Certificate Thumbprint': 'CertThumbprint',
  Changes: 'AuditPolicyChanges',
  'Client Address': 'IpAddress',
  'Client Port': 'IpPort',
  'Creator Process ID': 'ProcessId',
  'Creator Process Name': 'ParentProcessName',
  'DNS Host Name': 'DnsHostName',
  'Destination Address': 'DestAddress',
  'Destination Port': 'DestPort',
  Direction: 'Direction',
  'Disabled Privileges': 'DisabledPrivilegeList',
  'Display Name': 'DisplayName',
  Disposition: 'Disposition',
  'Elevated Token': 'ElevatedToken',
  'Enabled Privileges': 'EnabledPrivilegeList',
  'Failure Code': 'Status',
  'Failure Reason': 'FailureReason',
  'Filter Run-Time ID': 'FilterRTID',
  'Handle ID': 'HandleId',
  'Home Directory': 'HomeDirectory',
  'Home Drive': 'HomePath',
  'Impersonation Level': 'ImpersonationLevel',
  'Key Length': 'KeyLength',
  'Layer Name': 'LayerName',
  'Layer Run-Time ID': 'LayerRTID',
  'Logon GUID': 'LogonGuid',
  'Logon Hours': 'LogonHours',
  'Logon Process': 'LogonProcessName',
  'Logon Type': 'LogonType',
  'Mandatory Label': 'MandatoryLabel',
  'Network Address': 'IpAddress',
  'New Process ID': 'NewProcessId',
  'New Process Name': 'NewProcessName',
  'New UAC Value': 'NewUacValue',
  'New Value': 'NewValue',
  'New Value Type': 'NewValueType',
  'Object Name': 'ObjectName',
  'Object Server': 'ObjectServer',
  'Object Type': 'ObjectType',
  'Object Value Name': 'ObjectValueName',
  'Old UAC Value': 'OldUacValue',
  'Old Value': 'OldValue',
  'Old Value Type': 'OldValueType',
  'Operation Type': 'OperationType',
  'Package Name (NTLM only)': 'LmPackageName',
  'Password Last Set': 'PasswordLastSet',
  Port: 'IpPort',
  'Pre-Authentication Type': 'PreAuthType',
  'Primary Group ID': 'PrimaryGroupId',
  Privileges: 'PrivilegeList',
  'Process Command Line': 'CommandLine',
  'Process ID': 'ProcessId',
  'Process Name': 'ProcessName',
  'Profile Path': 'ProfilePath',
  Properties: 'Properties',
  Protocol: 'Protocol',
  'Relative Target Name': 'RelativeTargetName',
  'Request ID': 'RequestId',
  Requester: 'Requester',
  'Resource Attributes': 'ResourceAttributes',
  'Restricted Admin Mode': 'RestrictedAdminMode',
  'Restricted SID Count': 'RestrictedSidCount',
  'Result Code': 'Status',
  'SAM Account Name': 'SamAccountName',
  'SID History': 'SidHistory',
  SKI: 'SubjectKeyIdentifier',
  'Script Path': 'ScriptPath',
  'Service Account': 'ServiceAccount',
  'Service File Name': 'ServiceFileName',
  'Service ID': 'ServiceSid',
  'Service Name': 'ServiceName',
  'Service Principal Names': 'ServicePrincipalNames',
  'Service Start Type': 'ServiceStartType',
  'Service Type': 'ServiceType',
  'Share Name': 'ShareName',
  'Share Path': 'ShareLocalPath',
  'Source Address': 'IpAddress',
  'Source Network Address': 'IpAddress',
  'Source Port': 'IpPort',
  'Source Workstation': 'Workstation',
  Status: 'Status',
  'Sub Status': 'SubStatus',
  Subject: 'Subject',
  'Subcategory GUID': 'SubcategoryGuid',
  'Target Server Name': 'TargetServerName',
  'Task Content': 'TaskContent',
  'Task Name': 'TaskName',
  'Task New Content': 'TaskContentNew',
  'Ticket Encryption Type': 'TicketEncryptionType',
  'Ticket Options': 'TicketOptions',
  'Token Elevation Type': 'TokenElevationType',
  'Transaction ID': 'TransactionId',
  'Transited Services': 'TransmittedServices',
  'User Account Control': 'UserAccountControl',
  'User Parameters': 'UserParameters',
  'User Principal Name': 'UserPrincipalName',
  'User Workstations': 'UserWorkstations',
  'Virtual Account': 'VirtualAccount',
  'Workstation Name': 'WorkstationName',
}

const connection: Names = {
  'Process ID': 'ProcessID',
  'Source Address': 'SourceAddress',
  'Source Port': 'SourcePort',
}
const caller: Names = { 'Process ID': 'CallerProcessId', 'Process Name': 'CallerProcessName' }

/** Where an event names a datum otherwise than its kin. */
const byEvent: Readonly<Record<string, Names>> = {
  '4662': { 'Parameter 1': 'AdditionalInfo', 'Parameter 2': 'AdditionalInfo2' },
  '4740': { 'Caller Computer Name': 'TargetDomainName' },
  '4776': {
    'Authentication Package': 'PackageName',
    'Logon Account': 'TargetUserName',
    'Error Code': 'Status',
  },
  '4798': caller,
  '4799': { ...caller, 'Group/Security ID': 'TargetSid' },
  '5152': connection,
  '5154': connection,
  '5156': connection,
  '5157': connection,
  '5158': connection,
}
