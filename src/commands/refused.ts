import { type Command, refuseCommand } from '../contract/command.ts'
import { rawRest } from '../language/syntax.ts'

const alerts =
  'findings are given out as results; what is done about them is left to other programs'
const content = 'it belongs to an app of its own, whose program is not here'
const machineLearning =
  'models of the Machine Learning Toolkit cannot be read; compute a threshold with eventstats instead'
const metrics = 'there are no metric indexes; write metrics as events and use stats or tstats'
const noServer = 'there is no Splunk server to ask'
const noStore = 'there is no index whose buckets could be read; search the events instead'

/**
 * Commands that are recognized so that a search which needs them can be told why it does not run: those of Splunk's Search Reference
 * ("Command quick reference") that are not here, and those of add-ons that published content uses.
 */
const reasons: readonly (readonly [reason: string, names: string])[] = [
  [alerts, 'sendalert sendemail awssnsalert'],
  [
    'alerts of another product are not sent from here',
    'snowevent snoweventstream snowincident snowincidentstream',
  ],
  [noServer, 'rest history loadjob localop localize typeahead searchtxn rtorder findkeywords'],
  [noStore, 'dbinspect walklex metadata metasearch delete dump bucketdir typelearner'],
  [metrics, 'msearch'],
  ['there are no summary indexes whose rows could overlap', 'overlap'],
  ['the rows of a data model are counted with tstats or read with from', 'pivot'],
  ['programs are not run from a search', 'script run external'],
  [
    'files are named when the search is started, or are lookups',
    'inputcsv outputcsv outputtext inputintelligence input crawl',
  ],
  [
    'databases are not asked from a search; export the table as a lookup',
    'dbxquery dbxlookup dbxoutput',
  ],
  [machineLearning, 'apply fit summary sample score deletemodel listmodels'],
  ["its result is not fixed by Splunk's documentation; count pairs with stats", 'cofilter'],
  ['maps and gauges are drawn by Splunk Web', 'geomfilter iconify'],
  ['a regular expression learned from examples is not fixed; write it and use rex', 'erex'],
  ['events are compared with join or set', 'diff'],
  ['event types are searched for as eventtype=…', 'typer'],
  ['names are made harmless before events are read', 'scrub'],
  ['parts of events are not regrouped by folders', 'folderize kvform'],
  ['asset and identity tables are lookups here', 'entitymerge'],
  [
    'web addresses are taken apart with rex',
    'ut_parse ut_parse_extended ut_shannon ut_levenshtein lookup_domain urlparse',
  ],
  [
    content,
    'cyberchef mvmath jellyfisher virustotal whois dnsquery curl datamodelsimple audit modular notable risk sendtoindex',
  ],
]

export const refusedCommands: readonly Command[] = reasons.flatMap(([reason, names]) =>
  names.split(' ').map((name) => refuseCommand(name, reason, rawRest())),
)
