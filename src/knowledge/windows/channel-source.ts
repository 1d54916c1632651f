/**
 * Channels whose events have a `source` that begins with `WinEventLog:` in XML too: their published detections look for them there.
 * Source: the data sources "Windows Event Log Defender 1121", "Printservice 316", "RemoteConnectionManager 1149" and "TaskScheduler 200".
 */
const plainChannels: ReadonlySet<string> = new Set([
  'Microsoft-Windows-PrintService/Admin',
  'Microsoft-Windows-PrintService/Operational',
  'Microsoft-Windows-TaskScheduler/Operational',
  'Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational',
  'Microsoft-Windows-Windows Defender/Operational',
])

const linuxSysmon = 'Linux-Sysmon/Operational'

/** The `source` that Splunk's inputs give to the events of a channel. */
export function channelSource(channel: string, isText: boolean): string {
  if (channel === linuxSysmon) return `Syslog:${channel}`
  return `${isText || plainChannels.has(channel) ? 'WinEventLog' : 'XmlWinEventLog'}:${channel}`
}

/** Channels with a sourcetype of their own: published detections look for them by it. */
const ownSourcetypes: ReadonlyMap<string, string> = new Map([
  [linuxSysmon, 'sysmon:linux'],
  ['Microsoft-IIS-Configuration/Operational', 'IIS:Configuration:Operational'],
  ['MSExchange Management', 'MSExchange:management'],
])

/** The `sourcetype` of the events of a channel. */
export function channelSourcetype(channel: string | null, isText: boolean): string {
  const own = channel === null ? undefined : ownSourcetypes.get(channel)
  if (own !== undefined) return own
  return isText ? 'WinEventLog' : 'XmlWinEventLog'
}
