import type { FormatExample } from '../contract/format.ts'

export const jsonExamples: readonly FormatExample[] = [
  {
    title: 'evtx_dump, pretty-printed objects one after the other',
    input: `Record 1
{
  "Event": {
    "#attributes": { "xmlns": "http://schemas.microsoft.com/win/2004/08/events/event" },
    "System": {
      "Provider": { "#attributes": { "Name": "Microsoft-Windows-PowerShell", "Guid": "a0c1853b-5c40-4b15-8766-3cf1c58f985a" } },
      "EventID": { "#attributes": { "Qualifiers": 0 }, "#text": 4104 },
      "Version": 1,
      "Level": 5,
      "Keywords": "0x0",
      "TimeCreated": { "#attributes": { "SystemTime": "2026-02-03T10:11:12.500000Z" } },
      "EventRecordID": 7,
      "Correlation": null,
      "Execution": { "#attributes": { "ProcessID": 816, "ThreadID": 4100 } },
      "Channel": "Microsoft-Windows-PowerShell/Operational",
      "Computer": "ws1.example.com",
      "Security": { "#attributes": { "UserID": "S-1-5-18" } }
    },
    "EventData": {
      "MessageNumber": 1,
      "ScriptBlockText": "a\\r\\nb",
      "Signed": true,
      "Path": null
    }
  }
}
Record 2
{
  "Event": {
    "System": { "EventID": 400, "TimeCreated": null },
    "EventData": { "Data": { "#text": ["Available", "None"] }, "Binary": null }
  }
}
`,
    events: [
      {
        kind: 'windows',
        shape: 'json',
        offset: 9,
        time: 1770113472.5,
        'system.provider': 'Microsoft-Windows-PowerShell',
        'system.guid': '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
        'system.eventId': '4104',
        'system.qualifiers': '0',
        'system.level': '5',
        'system.task': null,
        'system.keywords': '0x0',
        'system.systemTime': '2026-02-03T10:11:12.500000Z',
        'system.recordId': '7',
        'system.activityId': null,
        'system.processId': '816',
        'system.userId': 'S-1-5-18',
        'data.MessageNumber': '1',
        'data.ScriptBlockText': 'a\nb',
        'data.Signed': 'true',
        'data.Path': '',
        message: null,
      },
      { time: null, 'system.eventId': '400', 'data.': ['Available', 'None'], 'data.Binary': '' },
    ],
  },
  {
    title:
      'evtx_dump with separate attributes, UserData, and attributes as converters from XML write them',
    input: `{"Event":{"System":{"Provider_attributes":{"Name":"P","Guid":"A0C1853B-5C40-4B15-8766-3CF1C58F985A"},"EventID":1102,"TimeCreated_attributes":{"SystemTime":"2026-02-03T10:11:12Z"},"Security_attributes":{"UserID":""}},"UserData":{"LogFileCleared":{"SubjectUserName":"ann"},"LogFileCleared_attributes":{"xmlns":"urn:x"}}}}
{"Event":{"@xmlns":"x","System":{"Provider":{"@Name":"Q"},"EventID":{"@Qualifiers":"","#text":"1"}},"EventData":{"Data":[{"@Name":"a","#text":"1"},{"@Name":"b"}]}}}
{"System":{"Provider":{"Name":"R"},"EventID":{"Value":3},"TimeCreated":{"SystemTime":1770113472.25}},"EventData":{"c":18446744073709551615},"Message":"m"}
`,
    events: [
      {
        time: 1770113472,
        'system.provider': 'P',
        'system.guid': '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
        'system.userId': null,
        data: [{ name: 'SubjectUserName', value: 'ann' }],
      },
      {
        'system.provider': 'Q',
        'system.eventId': '1',
        'system.qualifiers': null,
        'data.a': '1',
        'data.b': '',
      },
      {
        time: 1770113472.25,
        'system.provider': 'R',
        'system.eventId': '3',
        'data.c': '18446744073709551615',
        message: 'm',
      },
    ],
  },
  {
    title:
      'NXLog behind Logstash: a clock without zone, keywords of 64 bits, Sysmon with an EventType of its own',
    input: `{"EventTime":"2026-02-03 05:11:12","EventReceivedTime":"2026-02-03 05:11:14","@timestamp":"2026-02-03T10:11:14.537Z","@version":"1","host":"collector","port":1,"tags":["a"],"Hostname":"ws1.example.com","Keywords":-9223372036854775807,"EventType":"SetValue","EventTypeOrignal":"INFO","SeverityValue":2,"Severity":"INFO","EventID":13,"SourceName":"Microsoft-Windows-Sysmon","ProviderGuid":"{5770385F-C22A-43E0-BF4C-06F5698FFBD9}","Version":2,"Task":13,"OpcodeValue":0,"Opcode":"Info","RecordNumber":713650,"ExecutionProcessID":3500,"ThreadID":4168,"Channel":"Microsoft-Windows-Sysmon/Operational","Domain":"NT AUTHORITY","AccountName":"SYSTEM","UserID":"S-1-5-18","AccountType":"User","Message":"Registry value set:\\r\\nRuleName: -","Category":"Registry value set","UtcTime":"2026-02-03 10:11:12.631","ProcessId":"6196","TargetObject":"HKLM","SourceModuleName":"eventlog","SourceModuleType":"im_msvistalog"}
{"EventTime":"2026-02-03 10:11:12","Hostname":"ws1","Keywords":-9214364837600034816,"EventType":"AUDIT_SUCCESS","SeverityValue":2,"EventID":4624,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","ProcessID":604,"ThreadID":1,"SourceModuleType":"im_msvistalog","ProcessName":"x"}
{"TimeCreated":"2026-02-03T10:11:12.928Z","@timestamp":"2026-02-03T10:11:12.928Z","SourceName":"Service Control Manager","Level":"2","Keywords":"0x80000000000000","Channel":"System","Hostname":"ws1","EventID":7045,"Task":"0","AccountName":"LocalSystem","ProcessID":"12"}
`,
    events: [
      {
        time: 1770113472.631,
        'system.provider': 'Microsoft-Windows-Sysmon',
        'system.eventId': '13',
        'system.version': '2',
        'system.level': '4',
        'system.task': '13',
        'system.opcode': '0',
        'system.keywords': '0x8000000000000001',
        'system.recordId': '713650',
        'system.processId': '3500',
        'system.threadId': '4168',
        'system.computer': 'ws1.example.com',
        'system.userId': 'S-1-5-18',
        'system.user': 'NT AUTHORITY\\SYSTEM',
        data: [
          { name: 'EventType', value: 'SetValue' },
          { name: 'UtcTime', value: '2026-02-03 10:11:12.631' },
          { name: 'ProcessId', value: '6196' },
          { name: 'TargetObject', value: 'HKLM' },
        ],
        message: 'Registry value set:\nRuleName: -',
      },
      {
        time: 1770113472,
        'system.level': '0',
        'system.keywords': '0x8020000000000000',
        'system.processId': '604',
        'system.user': null,
        data: [{ name: 'ProcessName', value: 'x' }],
      },
      {
        time: 1770113472.928,
        'system.level': '2',
        'system.user': null,
        'system.processId': null,
        data: [
          { name: 'AccountName', value: 'LocalSystem' },
          { name: 'ProcessID', value: '12' },
        ],
      },
    ],
  },
  {
    title: 'Winlogbeat, with and without ECS, in one array',
    input: `[{"@timestamp":"2026-02-03T10:11:12.123Z","message":"Creating","log":{"level":"verbose"},"host":{"name":"ws1"},"event":{"code":"4104","provider":"x"},"winlog":{"channel":"Microsoft-Windows-PowerShell/Operational","computer_name":"ws1.example.com","provider_name":"Microsoft-Windows-PowerShell","provider_guid":"{a0c1853b-5c40-4b15-8766-3cf1c58f985a}","event_id":4104,"opcode":"On create calls","record_id":7,"process":{"pid":816,"thread":{"id":4100}},"user":{"identifier":"S-1-5-18","name":"SYSTEM","domain":"NT AUTHORITY"},"event_data":{"ScriptBlockText":"a","Path":""}}},
 {"@timestamp":"2026-02-03T10:11:12Z","event_id":4624,"log_name":"Security","computer_name":"ws1","source_name":"Microsoft-Windows-Security-Auditing","level":"Information","opcode":"Info","keywords":["Audit Success"],"record_number":"8","process_id":604,"thread_id":5,"event_data":{"LogonType":"3"},"message":"An account"}, {"winlog":{"event_id":"1102","user_data":{"xml_name":"LogFileCleared","SubjectUserName":"ann"}}}]`,
    events: [
      {
        time: 1770113472.123,
        'system.eventId': '4104',
        'system.level': '5',
        'system.opcode': 'On create calls',
        'system.guid': '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
        'system.computer': 'ws1.example.com',
        'system.processId': '816',
        'system.threadId': '4100',
        'system.user': 'NT AUTHORITY\\SYSTEM',
        'system.systemTime': '2026-02-03T10:11:12.123000Z',
        'data.ScriptBlockText': 'a',
        message: 'Creating',
      },
      {
        'system.eventId': '4624',
        'system.level': '0',
        'system.opcode': '0',
        'system.keywords': '0x8020000000000000',
        'system.recordId': '8',
        'system.provider': 'Microsoft-Windows-Security-Auditing',
        'data.LogonType': '3',
        message: 'An account',
      },
      { 'system.eventId': '1102', data: [{ name: 'SubjectUserName', value: 'ann' }] },
    ],
  },
  {
    title: 'Objects of no Windows event, several on a line',
    input:
      '{"eventTime":"2026-02-03T10:11:12Z","@timestamp":"2026-02-03T11:00:00Z","eventName":"X"}{"ts":1770113472250,"a":[{"b":null}]}\n',
    events: [
      {
        kind: 'json',
        time: 1770113472,
        object: {
          eventTime: '2026-02-03T10:11:12Z',
          '@timestamp': '2026-02-03T11:00:00Z',
          eventName: 'X',
        },
      },
      { kind: 'json', time: 1770113472.25, raw: '{"ts":1770113472250,"a":[{"b":null}]}' },
    ],
  },
  {
    title: 'Objects that wrap events: CloudTrail, one after the other, and Microsoft Graph',
    input: `{"Records": [{"eventTime":"2026-02-03T10:11:12Z","eventName":"a","value":[{"b":1}]},{"eventTime":"2026-02-03T10:11:13Z"}]}{"Records":[]}
{"Records":[{"c":1}]}
{
  "@odata.context": "https://x/$metadata#signIns",
  "value": [
    {
      "createdDateTime": "2026-02-03T10:11:12Z"
    }
  ],
  "@odata.nextLink": "https://x/?$skiptoken=1"
}
{"value":[1,{"d":2}]}
{"kind":"activity","id":{"time":"2026-02-03T10:11:12Z"},"events":[{"type":"login"}]}
{"messageType":"DATA_MESSAGE","subscriptionFilters":["all"],"logEvents":[{"timestamp":1770113472000,"message":"m"}]}`,
    events: [
      {
        kind: 'json',
        offset: 13,
        time: 1770113472,
        raw: '{"eventTime":"2026-02-03T10:11:12Z","eventName":"a","value":[{"b":1}]}',
      },
      { raw: '{"eventTime":"2026-02-03T10:11:13Z"}' },
      { raw: '{"c":1}' },
      { object: { createdDateTime: '2026-02-03T10:11:12Z' } },
      { raw: '{"value":[1,{"d":2}]}' },
      {
        object: {
          kind: 'activity',
          id: { time: '2026-02-03T10:11:12Z' },
          events: [{ type: 'login' }],
        },
      },
      { time: 1770113472, raw: '{"timestamp":1770113472000,"message":"m"}' },
    ],
    problems: ['beside the array of events'],
  },
  {
    title: 'An object around events that ends within them, and one that is not closed',
    input: '{"Records":[{"a":1}]\n{"Records":[{"a":2},{"a":3}',
    events: [{ raw: '{"a":1}' }, { raw: '{"a":2}' }, { raw: '{"a":3}' }],
    problems: ['the object around the events is not closed', 'the file ends within an array'],
  },
  {
    title: 'Broken lines between whole ones',
    input: '{"a":1}\n{"a":"cut\n{"a":2}\n{"a":{"b":\n{"a":3}\nnoise\n{"a":oops}\n{"a":4}\n{"a"',
    events: [
      { kind: 'json', raw: '{"a":1}' },
      { kind: 'text', raw: '{"a":"cut' },
      { raw: '{"a":2}' },
      { kind: 'text', raw: '{"a":{"b":' },
      { raw: '{"a":3}' },
      { kind: 'text', raw: 'noise' },
      { kind: 'text', raw: '{"a":oops}' },
      { raw: '{"a":4}' },
      { kind: 'text', raw: '{"a"' },
    ],
    problems: [
      'the object is not closed',
      'the object is not closed',
      'no JSON object; kept as text',
      'no valid JSON; kept as text',
      'the file ends within the object',
    ],
  },
  {
    title: 'A broken object between pretty-printed ones',
    input: '{\n  "a": 1\n}\n{\n  "a": {\n    "b": [\n{\n  "a": 2\n}\n',
    events: [{ kind: 'json' }, { kind: 'text' }, { kind: 'json', raw: '{\n  "a": 2\n}' }],
    problems: ['the object is not closed'],
  },
  {
    title: 'Nesting deeper than the limit',
    input: `${'{"a":'.repeat(70)}1${'}'.repeat(70)}\n{"a":1}\n`,
    events: [{ kind: 'text' }, { kind: 'json' }],
    problems: ['nested deeper than 64'],
  },
]
