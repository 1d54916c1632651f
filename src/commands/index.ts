import type { Command } from '../contract/command.ts'
import { append } from './append.ts'
import { appendcols } from './appendcols.ts'
import { appendpipe } from './appendpipe.ts'
import { bin } from './bin.ts'
import { chart } from './chart/index.ts'
import { convert } from './convert.ts'
import { dedup } from './dedup.ts'
import { evalCommand } from './eval.ts'
import { eventstats } from './eventstats.ts'
import { fields } from './fields.ts'
import { fillnull } from './fillnull.ts'
import { foreach } from './foreach.ts'
import { format } from './format.ts'
import { head } from './head.ts'
import { join } from './join.ts'
import { makemv } from './makemv.ts'
import { makeresults } from './makeresults.ts'
import { map } from './map.ts'
import { multisearch } from './multisearch.ts'
import { mvcombine } from './mvcombine.ts'
import { mvexpand } from './mvexpand.ts'
import { nomv } from './nomv.ts'
import { rare } from './rare.ts'
import { regex } from './regex.ts'
import { rename } from './rename.ts'
import { replace } from './replace.ts'
import { returnCommand } from './return.ts'
import { reverse } from './reverse.ts'
import { rex } from './rex.ts'
import { search } from './search.ts'
import { selfjoin } from './selfjoin.ts'
import { set } from './set.ts'
import { sort } from './sort.ts'
import { stats } from './stats.ts'
import { strcat } from './strcat.ts'
import { streamstats } from './streamstats/index.ts'
import { table } from './table.ts'
import { tail } from './tail.ts'
import { timechart } from './timechart/index.ts'
import { top } from './top.ts'
import { tstats } from './tstats/index.ts'
import { union } from './union.ts'
import { where } from './where.ts'

/** Every command, in the order of its name. */
export const commands: readonly Command[] = [
  append,
  appendcols,
  appendpipe,
  bin,
  chart,
  convert,
  dedup,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  foreach,
  format,
  head,
  join,
  makemv,
  makeresults,
  map,
  multisearch,
  mvcombine,
  mvexpand,
  nomv,
  rare,
  regex,
  rename,
  replace,
  returnCommand,
  reverse,
  rex,
  search,
  selfjoin,
  set,
  sort,
  stats,
  strcat,
  streamstats,
  table,
  tail,
  timechart,
  top,
  tstats,
  union,
  where,
]
