import { defaultOptions, type Format } from '../contract/format.ts'
import { readText, utf8Sample } from './text-encoding.ts'
import { behind, textParting } from './text-parting.ts'
import { windowsXmlReader } from './windows-xml-scanner.ts'

const namespace = "xmlns='http://schemas.microsoft.com/win/2004/08/events/event'"

const scriptBlock = `<Event ${namespace}><System><Provider Name='Microsoft-Windows-PowerShell' Guid='{a0c1853b-5c40-4b15-8766-3cf1c58f985a}'/><EventID>4104</EventID><Version>1</Version><Level>5</Level><Task>2</Task><Opcode>15</Opcode><Keywords>0x0</Keywords><TimeCreated SystemTime='2026-02-03T10:11:12.1234567Z'/><EventRecordID>7</EventRecordID><Correlation ActivityID='{11111111-2222-3333-4444-555555555555}'/><Execution ProcessID='816' ThreadID='4100'/><Channel>Microsoft-Windows-PowerShell/Operational</Channel><Computer>ws1.example.com</Computer><Security UserID='S-1-5-21-1-2-3-1001'/></System><EventData><Data Name='MessageNumber'>1</Data><Data Name='ScriptBlockText'>if (1 -lt 2) { &quot;a &amp;&amp; b&quot; }</Data><Data Name='Path'></Data></EventData></Event>`

export const windowsXml: Format = {
  name: 'windows-xml',
  summary:
    'Windows events as XML: one on each line, pretty-printed, or within <Events>; with or without RenderingInfo.',
  sniff(sample) {
    const text = utf8Sample(sample).toString('latin1')
    const start = /<Event[\s>]/.exec(text)
    if (start === null) return 0
    const isWindows =
      text.includes('schemas.microsoft.com/win/2004/08/events/event') || text.includes('<System>')
    if (!isWindows) return 0
    // JSON and classic text may quote an event.
    return /^\s*</.test(text) ? 0.95 : 0.6
  },
  open(sink, options) {
    const settings = { ...defaultOptions, ...options }
    return readText((window) => windowsXmlReader(window, sink, settings))
  },
  parting(head, options) {
    const settings = { ...defaultOptions, ...options }
    return textParting(head, undefined, {
      open: (window, sink) => windowsXmlReader(window, sink, settings),
      headEnd: behind('</Event>'),
      seams: () => behind('</Event>'),
    })
  },
  examples: [
    {
      title: 'One event on a line',
      input: `${scriptBlock}\n`,
      events: [
        {
          kind: 'windows',
          shape: 'xml',
          time: 1770113472.1234567,
          'system.provider': 'Microsoft-Windows-PowerShell',
          'system.guid': '{A0C1853B-5C40-4B15-8766-3CF1C58F985A}',
          'system.eventId': '4104',
          'system.level': '5',
          'system.opcode': '15',
          'system.keywords': '0x0',
          'system.systemTime': '2026-02-03T10:11:12.1234567Z',
          'system.recordId': '7',
          'system.activityId': '{11111111-2222-3333-4444-555555555555}',
          'system.relatedActivityId': null,
          'system.processId': '816',
          'system.threadId': '4100',
          'system.channel': 'Microsoft-Windows-PowerShell/Operational',
          'system.computer': 'ws1.example.com',
          'system.userId': 'S-1-5-21-1-2-3-1001',
          'data.ScriptBlockText': 'if (1 -lt 2) { "a && b" }',
          'data.Path': '',
          message: null,
        },
      ],
    },
    {
      title: 'Pretty-printed in a document, with the rendered message, and unnamed and binary data',
      input: `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<!-- written by hand -->
<Events>
  <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
    <System>
      <Provider Name="PowerShell" />
      <EventID Qualifiers="0">400</EventID>
      <TimeCreated SystemTime="2026-02-03T10:11:12Z" />
      <Channel>Windows PowerShell</Channel>
    </System>
    <EventData>
      <Data>Available</Data>
      <Data><![CDATA[a </Event> b]]></Data>
      <Binary>00FF</Binary>
    </EventData>
    <RenderingInfo Culture="en-US">
      <Message>Engine state is changed&#13;
from None to Available.</Message>
      <Level>Information</Level>
    </RenderingInfo>
  </Event>
</Events>
`,
      events: [
        {
          'system.qualifiers': '0',
          'system.eventId': '400',
          'system.guid': null,
          'system.level': null,
          'data.': ['Available', 'a </Event> b'],
          'data.Binary': '00FF',
          message: 'Engine state is changed\nfrom None to Available.',
        },
      ],
    },
    {
      title: 'UserData, behind a heading of evtx_dump and a syslog header',
      input: `Record 1\n<?xml version="1.0"?>\n<13>Feb  3 10:11:12 ws1 <Event ${namespace}><System><EventID>1102</EventID></System><UserData><LogFileCleared xmlns='urn:x'><SubjectUserName>ann</SubjectUserName><Event>inner</Event></LogFileCleared></UserData></Event>\n`,
      events: [
        {
          time: null,
          'system.eventId': '1102',
          'data.SubjectUserName': 'ann',
          'data.Event': 'inner',
        },
      ],
    },
    {
      title: 'Broken events between whole ones',
      input: `noise\n<Event><System><EventID>1</EventID></System><EventData><Data Name="a">x</Data></Event>
<Event><System><EventID>2</EventID></System><EventData><Data Name="b">y</Da
<Event><System><EventID>3</EventID></System></Event>
<Event><System><Event`,
      events: [
        { 'system.eventId': '1', 'data.a': 'x' },
        { 'system.eventId': '2', 'data.b': 'y' },
        { 'system.eventId': '3' },
      ],
      problems: [
        'text outside of events',
        '</Event> closes no element that is open; the event is shortened',
        'a tag is not closed; the event is shortened',
        'the file ends within the event; the event is lost',
      ],
    },
    {
      title: 'Entities of a document type declaration are not expanded',
      input: `<!DOCTYPE Events [<!ENTITY a "<Event>"><!ENTITY b "&a;&a;&a;">]>
<Events><Event><System><EventID>1</EventID></System><EventData><Data Name="x">&b;&lt;</Data></EventData></Event></Events>`,
      events: [{ 'system.eventId': '1', 'data.x': '&b;<' }],
      problems: ['a document type declaration is refused'],
    },
  ],
}
