import {
  type BuiltElement,
  type BuiltRecord,
  type BuiltValue,
  filetime,
  integer,
  nothing,
  text,
} from './log-builder.ts'
import { valueTypes } from './value-types.ts'

const optional = (substitution: number) => ({ substitution, optional: true })

const leaf = (name: string, substitution: number): BuiltElement => ({
  name,
  dependency: substitution,
  content: [optional(substitution)],
})

/** A definition of `<Event>` with the substitutions that Windows itself numbers in this way. */
const eventTemplate: BuiltElement = {
  name: 'Event',
  attributes: [['xmlns', 'http://schemas.microsoft.com/win/2004/08/events/event']],
  dependency: 17,
  content: [
    {
      name: 'System',
      content: [
        {
          name: 'Provider',
          attributes: [
            ['Name', optional(14)],
            ['Guid', optional(15)],
          ],
        },
        {
          name: 'EventID',
          attributes: [['Qualifiers', optional(4)]],
          dependency: 3,
          content: [optional(3)],
        },
        leaf('Version', 11),
        leaf('Level', 0),
        leaf('Task', 2),
        leaf('Opcode', 1),
        leaf('Keywords', 5),
        { name: 'TimeCreated', attributes: [['SystemTime', optional(6)]] },
        leaf('EventRecordID', 10),
        {
          name: 'Correlation',
          attributes: [
            ['ActivityID', optional(7)],
            ['RelatedActivityID', optional(13)],
          ],
        },
        {
          name: 'Execution',
          attributes: [
            ['ProcessID', optional(8)],
            ['ThreadID', optional(9)],
          ],
        },
        leaf('Channel', 16),
        { name: 'Computer', content: ['ws-17.example.com'] },
        { name: 'Security', attributes: [['UserID', optional(12)]] },
      ],
    },
    optional(17),
  ],
}

const datum = (name: string, substitution: number): BuiltElement => ({
  name: 'Data',
  attributes: [['Name', name]],
  content: [{ substitution }],
})

const scriptBlockTemplate: BuiltElement = {
  name: 'EventData',
  content: ['MessageNumber', 'MessageTotal', 'ScriptBlockText', 'ScriptBlockId', 'Path'].map(datum),
}

const logClearedTemplate: BuiltElement = {
  name: 'UserData',
  content: [
    {
      name: 'LogFileCleared',
      attributes: [['xmlns', 'http://manifests.example.com/eventlog']],
      content: [leaf('SubjectUserName', 0), leaf('SubjectDomainName', 1)],
    },
  ],
}

const providerGuid: BuiltValue = {
  type: valueTypes.guid,
  bytes: Buffer.from('1c95126e7eeea948a3fea378b03ddb4d', 'hex'),
}
const localSystem: BuiltValue = {
  type: valueTypes.sid,
  bytes: Buffer.from('010100000000000512000000', 'hex'),
}

interface RecordFields {
  readonly id: number
  readonly time: number
  readonly eventId: number
  readonly provider: string
  readonly channel: string
  readonly data: BuiltValue
}

/** A record as Windows would write it: two templates, one within the other. */
export function buildRecord(fields: RecordFields): BuiltRecord {
  const { id, time, eventId, provider, channel, data } = fields
  const values: BuiltValue[] = [
    integer(valueTypes.uint8, 1, 4),
    integer(valueTypes.uint8, 1, 15),
    integer(valueTypes.uint16, 2, 2),
    integer(valueTypes.uint16, 2, eventId),
    nothing,
    integer(valueTypes.hexInt64, 8, 0x8000000000000000n),
    integer(valueTypes.filetime, 8, filetime(time)),
    nothing,
    integer(valueTypes.uint32, 4, 4321),
    integer(valueTypes.uint32, 4, 77),
    integer(valueTypes.uint64, 8, id),
    integer(valueTypes.uint8, 1, 1),
    localSystem,
    nothing,
    text(provider),
    providerGuid,
    text(channel),
    data,
  ]
  return { id, time, event: { template: eventTemplate, values } }
}

/** Two events: a PowerShell script block with EventData, and a cleared log with UserData. */
export const exampleRecords: readonly BuiltRecord[] = [
  buildRecord({
    id: 9,
    time: 1_770_113_472.25,
    eventId: 4104,
    provider: 'Microsoft-Windows-PowerShell',
    channel: 'Microsoft-Windows-PowerShell/Operational',
    data: {
      template: scriptBlockTemplate,
      values: [
        integer(valueTypes.int32, 4, 1),
        integer(valueTypes.int32, 4, 1),
        text("Get-Item 'C:\\a & b'\r\n"),
        providerGuid,
        text(''),
      ],
    },
  }),
  buildRecord({
    id: 10,
    time: 1_770_113_473,
    eventId: 104,
    provider: 'Microsoft-Windows-Eventlog',
    channel: 'System',
    data: { template: logClearedTemplate, values: [text('ann'), nothing] },
  }),
]
