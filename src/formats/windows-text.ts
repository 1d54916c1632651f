import { defaultOptions, type Format } from '../contract/format.ts'
import { readText, utf8Sample } from './text-encoding.ts'
import { textParting } from './text-parting.ts'
import { parseBlockTime } from './windows-text-event.ts'
import { beforeBlocks, firstHeader, windowsTextReader } from './windows-text-scanner.ts'

export const windowsText: Format = {
  name: 'windows-text',
  summary:
    'Classic WinEventLog text: blocks of a time, header lines (LogName=…, EventCode=…) and a message of many lines.',
  sniff(sample) {
    const lines = utf8Sample(sample).toString('latin1').split(/\r?\n/)
    const start = lines.findIndex(
      (line, index) =>
        firstHeader.test(line) && parseBlockTime(lines[index - 1]?.trim() ?? '', 'UTC') !== null,
    )
    if (start < 0) return 0
    return lines.slice(0, start - 1).every((line) => line.trim() === '') ? 0.95 : 0.8
  },
  open(sink, options) {
    const settings = { ...defaultOptions, ...options }
    return readText((window) => windowsTextReader(window, sink, settings))
  },
  parting(head, options) {
    const settings = { ...defaultOptions, ...options }
    return textParting(head, undefined, {
      open: (window, sink) => windowsTextReader(window, sink, settings),
      seams: () => beforeBlocks,
    })
  },
  examples: [
    {
      title: 'A script block and what follows it',
      input: `02/03/2026 10:11:12 AM
LogName=Microsoft-Windows-PowerShell/Operational
EventCode=4104
EventType=5
ComputerName=ws1.example.com
User=NOT_TRANSLATED
Sid=S-1-5-21-1-2-3-1001
SidType=0
SourceName=Microsoft-Windows-PowerShell
Type=Verbose
RecordNumber=7
Keywords=None
TaskCategory=Execute a Remote Command
OpCode=On create calls
Message=Creating Scriptblock text (1 of 1):
$a = '1'
Type=not a header

ScriptBlock ID: 11111111-2222-3333-4444-555555555555
Path:${' '}

02/03/2026 10:11:13.250 PM
LogName=System
SourceName=Service Control Manager
EventCode=7036
ComputerName=ws1.example.com
User=EXAMPLE\\ann
Sid=S-1-0-0
Message=
`,
      events: [
        {
          kind: 'windows',
          shape: 'text',
          time: 1770113472,
          'system.provider': 'Microsoft-Windows-PowerShell',
          'system.eventId': '4104',
          'system.channel': 'Microsoft-Windows-PowerShell/Operational',
          'system.computer': 'ws1.example.com',
          'system.recordId': '7',
          'system.keywords': 'None',
          'system.task': 'Execute a Remote Command',
          'system.opcode': 'On create calls',
          'system.level': null,
          'system.systemTime': '2026-02-03T10:11:12.000000Z',
          'system.userId': 'S-1-5-21-1-2-3-1001',
          'system.user': null,
          'headers.Type': 'Verbose',
          'headers.SidType': '0',
          message:
            "Creating Scriptblock text (1 of 1):\n$a = '1'\nType=not a header\n\nScriptBlock ID: 11111111-2222-3333-4444-555555555555\nPath:",
        },
        {
          time: 1770156673.25,
          'system.eventId': '7036',
          'system.user': 'EXAMPLE\\ann',
          'system.userId': null,
          message: '',
        },
      ],
    },
    {
      title: 'The older order, 24 hours, and text that belongs to no event',
      input:
        'ERROR: none\r\n02/03/2026 22:11:12\r\nSourceName=x\r\nEventCode=1\r\nType=Information\r\nMessage=a\r\n02/03/2026 22:11:12\r\nb\r\n',
      events: [
        {
          time: 1770156672,
          raw: '02/03/2026 22:11:12\r\nSourceName=x\r\nEventCode=1\r\nType=Information\r\nMessage=a\r\n02/03/2026 22:11:12\r\nb',
          'system.eventId': '1',
          'headers.Type': 'Information',
          message: 'a\n02/03/2026 22:11:12\nb',
        },
      ],
      problems: ['text that belongs to no event'],
    },
  ],
}
