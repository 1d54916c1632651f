import { type Command, refuseCommand } from '../contract/command.ts'
import { rawRest } from '../language/syntax.ts'

const metrics = 'metric indexes hold no events, and there are none here'
const summaryIndexing =
  'it prepares rows for a summary index, of which there is none here; use the command without si'
const notFixed =
  'the documentation does not fix its result, so it could not be the same as in Splunk'
const learned = `${notFixed}; eventstats with avg and stdev finds outliers in a way that can be followed`

const refused: readonly (readonly [name: string, reason: string, aliases?: readonly string[]])[] = [
  ['analyzefields', notFixed, ['af']],
  ['anomalies', learned],
  ['anomalousvalue', learned],
  ['anomalydetection', learned],
  ['arules', notFixed],
  ['associate', notFixed],
  ['cluster', notFixed],
  ['correlate', notFixed],
  ['findtypes', notFixed],
  ['gauge', 'it serves a chart in the web interface of Splunk alone'],
  ['geom', 'it needs map layers, of which there are none here'],
  ['geostats', 'it serves a map in the web interface of Splunk alone'],
  ['kmeans', notFixed],
  ['mcatalog', metrics],
  ['mcollect', metrics],
  ['meventcollect', metrics],
  ['mpreview', metrics],
  ['mstats', metrics],
  ['predict', learned],
  ['sichart', summaryIndexing],
  ['sirare', summaryIndexing],
  ['sistats', summaryIndexing],
  ['sitimechart', summaryIndexing],
  ['sitop', summaryIndexing],
  ['tscollect', 'it writes index files, of which there are none here; use stats or collect'],
  ['x11', notFixed],
]

/** Reporting commands that are recognized, and refused with a reason. */
export const refusedReporting: readonly Command[] = refused.map(([name, reason, aliases]) =>
  refuseCommand(name, reason, rawRest(), aliases),
)
