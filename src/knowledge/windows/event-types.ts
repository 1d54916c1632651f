import { type MessageTemplate, messageTemplate } from './message-template.ts'

/** What is known of one kind of Windows event beyond what the event itself carries. */
export interface WindowsEventType {
  readonly provider: string
  /** Of the provider, as in the manifest; classic text does not carry it. */
  readonly guid: string
  /** Unless a lookup of the add-on tells it. */
  readonly signature?: string
  readonly message?: MessageTemplate
  /** The message lists `Key: value`, so that of classic text its lines tell the data. */
  readonly listsKeys?: boolean
  /** Numbers where classic text has only words. */
  readonly task?: string
  readonly opcode?: string
  /**
   * Fields that every event of this type brings, empty when the log does not tell them. `stats … BY` drops events that lack a
   * field of its list, and detections of this type list these.
   */
  readonly always?: readonly string[]
}

const powershell = {
  provider: 'Microsoft-Windows-PowerShell',
  guid: '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
}
// The engine of Windows PowerShell 5 writes to its own classic log, which has no manifest.
const engine = { provider: 'PowerShell', guid: '' }

// System events of the classic kind, whose data are only numbered.
const services = {
  provider: 'Service Control Manager',
  guid: '{555908D1-A6D7-4695-8E1E-26931D2012F4}',
  task: '0',
  opcode: '0',
}

const security = {
  provider: 'Microsoft-Windows-Security-Auditing',
  guid: '{54849625-5478-4994-A5BA-3E3B0328C30D}',
  listsKeys: true,
}

/** Detections look into the definition of a task by way of the message, which XML does not carry. */
const taskMessage = (sentence: string, content: string): MessageTemplate =>
  messageTemplate(
    `${sentence}\n\nSubject:\n\tSecurity ID:\t\t{SubjectUserSid}\n\tAccount Name:\t\t{SubjectUserName}\n\tAccount Domain:\t\t{SubjectDomainName}\n\tLogon ID:\t\t{SubjectLogonId}\n\nTask Information:\n\tTask Name: \t\t{TaskName}\n\t${content}`,
  )

const system = ['Guid', 'Name', 'Opcode', 'ProcessID', 'User', 'UserID', 'user_id']

/** By provider and event id, as `typeOf` looks them up. Texts are those of the English event manifest of Windows 10. */
const eventTypes: readonly (WindowsEventType & { readonly eventId: string })[] = [
  {
    ...powershell,
    eventId: '4103',
    signature: 'Executing Pipeline',
    message: messageTemplate('{Payload}\n\nContext:\n{ContextInfo}\n\nUser Data:\n{UserData}'),
    task: '106',
    opcode: '20',
    always: [...system, 'ContextInfo', 'Payload', 'UserData'],
  },
  {
    ...powershell,
    eventId: '4104',
    signature: 'Execute a Remote Command',
    message: messageTemplate(
      'Creating Scriptblock text ({MessageNumber} of {MessageTotal}):\n{ScriptBlockText*}\n\nScriptBlock ID: {ScriptBlockId}\nPath: {Path}',
    ),
    task: '2',
    opcode: '15',
    always: [
      ...system,
      'MessageNumber',
      'MessageTotal',
      'Path',
      'ScriptBlockId',
      'ScriptBlockText',
    ],
  },
  {
    ...powershell,
    eventId: '4105',
    signature: 'Starting Command',
    message: messageTemplate(
      'Started invocation of ScriptBlock ID: {ScriptBlockId}\nRunspace ID: {RunspaceId}',
    ),
    task: '102',
    opcode: '15',
    always: [...system, 'RunspaceId', 'ScriptBlockId'],
  },
  {
    ...powershell,
    eventId: '4106',
    signature: 'Stopping Command',
    message: messageTemplate(
      'Completed invocation of ScriptBlock ID: {ScriptBlockId}\nRunspace ID: {RunspaceId}',
    ),
    task: '103',
    opcode: '15',
    always: [...system, 'RunspaceId', 'ScriptBlockId'],
  },
  {
    ...engine,
    eventId: '400',
    signature: 'Engine Lifecycle',
    message: messageTemplate('Engine state is changed from {1} to {0}. \n\nDetails: \n{2}'),
    task: '4',
    opcode: '0',
  },
  {
    ...engine,
    eventId: '403',
    signature: 'Engine Lifecycle',
    message: messageTemplate('Engine state is changed from {1} to {0}. \n\nDetails: \n{2}'),
    task: '4',
    opcode: '0',
  },
  {
    ...engine,
    eventId: '600',
    signature: 'Provider Lifecycle',
    message: messageTemplate('Provider "{0}" is {1}. \n\nDetails: \n{2}'),
    task: '6',
    opcode: '0',
  },
  {
    ...engine,
    eventId: '800',
    signature: 'Pipeline Execution Details',
    message: messageTemplate(
      'Pipeline execution details for command line: {0}. \n\nContext Information: \n{1}\n\nDetails: \n{2}',
    ),
    task: '8',
    opcode: '0',
  },
  {
    ...services,
    eventId: '7036',
    signature: 'A service entered a state',
    message: messageTemplate('The {param1} service entered the {param2} state.'),
  },
  {
    ...services,
    eventId: '7040',
    signature: 'The start type of a service was changed',
    message: messageTemplate(
      'The start type of the {param1} service was changed from {param2} to {param3}.',
    ),
  },
  {
    ...security,
    eventId: '4698',
    message: taskMessage('A scheduled task was created.', 'Task Content: \t\t{TaskContent*}'),
  },
  {
    ...security,
    eventId: '4699',
    message: taskMessage('A scheduled task was deleted.', 'Task Content: \t\t{TaskContent*}'),
  },
  {
    ...security,
    eventId: '4700',
    message: taskMessage('A scheduled task was enabled.', 'Task Content: \t\t{TaskContent*}'),
  },
  {
    ...security,
    eventId: '4701',
    message: taskMessage('A scheduled task was disabled.', 'Task Content: \t\t{TaskContent*}'),
  },
  {
    ...security,
    eventId: '4702',
    message: taskMessage(
      'A scheduled task was updated.',
      'Task New Content: \t\t{TaskContentNew*}',
    ),
  },
]

/** By provider, then by id: asked for so often that making one key of both would show. */
const byProvider = new Map<string, Map<string, WindowsEventType>>()
for (const type of eventTypes) {
  const ofProvider = byProvider.get(type.provider) ?? new Map<string, WindowsEventType>()
  byProvider.set(type.provider, ofProvider.set(type.eventId, type))
}

/** What is known of events of this provider and id. Classic text shortens the provider (`SourceName=Microsoft-Windows-PowerShell`) not at all. */
export const windowsEventType = (
  provider: string | null,
  eventId: string | null,
): WindowsEventType | undefined =>
  provider === null || eventId === null ? undefined : byProvider.get(provider)?.get(eventId)
