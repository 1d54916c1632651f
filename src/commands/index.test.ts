import { expect, it } from 'vitest'
import { parsePipeline } from '../language/pipeline.ts'
import { printPipeline, withoutSpans } from '../language/print.ts'
import { commands } from './index.ts'

const table = new Map(
  commands.flatMap((command) =>
    [command.name, ...command.aliases].map((name) => [name, command] as const),
  ),
)

const queries = commands.flatMap(({ name, examples }) =>
  examples.map(({ title, query }) => [name, title, query] as const),
)

it.each(queries)('%s: %s is printed so that it reads the same', (_name, _title, query) => {
  const first = parsePipeline(`| ${query}`, table)
  const printed = printPipeline(first.pipeline, table)
  const second = parsePipeline(printed, table)
  expect(second.diagnostics.map(({ message }) => message)).toEqual(
    first.diagnostics.map(({ message }) => message),
  )
  expect(withoutSpans(second.pipeline)).toEqual(withoutSpans(first.pipeline))
})

it('names every command once', () => {
  const names = commands.flatMap(({ name, aliases }) => [name, ...aliases])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

/** Source: Splunk Search Reference, "Command quick reference". */
const referenceCommands =
  `abstract accum addcoltotals addinfo addtotals analyzefields anomalies anomalousvalue anomalydetection append
  appendcols appendpipe arules associate autoregress bin bucket bucketdir chart cluster cofilter collect concurrency contingency
  convert correlate ctable datamodel dbinspect dedup delete delta diff dump erex eval eventcount eventstats extract kv
  fieldformat fields fieldsummary filldown fillnull findtypes folderize foreach format from fromjson gauge gentimes geom
  geomfilter geostats head highlight history iconify inputcsv inputlookup iplocation join kmeans kvform loadjob localize localop
  lookup makecontinuous makemv makeresults map mcollect metadata metasearch meventcollect mpreview msearch mstats
  multikv multisearch mvcombine mvexpand nomv outlier outputcsv outputlookup outputtext overlap pivot predict rangemap
  rare redistribute regex reltime rename replace require rest return reverse rex rtorder savedsearch script run scrub
  search searchtxn selfjoin sendalert sendemail set setfields sichart sirare sistats sitimechart sitop sort spath stats
  strcat streamstats table tags tail timechart timewrap tojson top transaction transpose trendline tscollect tstats
  typeahead typelearner typer union uniq untable walklex where x11 xmlkv xmlunescape xpath xyseries`.split(
    /\s+/,
  )

it.each(referenceCommands)('recognizes %s', (name) => {
  expect(table.has(name)).toBe(true)
})
