import type { EvalFunction } from '../contract/function.ts'
import { bitAnd } from './bitwise/bit-and.ts'
import { bitNot } from './bitwise/bit-not.ts'
import { bitOr } from './bitwise/bit-or.ts'
import { bitShiftLeft } from './bitwise/bit-shift-left.ts'
import { bitShiftRight } from './bitwise/bit-shift-right.ts'
import { bitXor } from './bitwise/bit-xor.ts'
import { caseFunction } from './comparison/case.ts'
import { cidrmatch } from './comparison/cidrmatch.ts'
import { coalesce } from './comparison/coalesce.ts'
import { falseFunction } from './comparison/false.ts'
import { ifFunction } from './comparison/if.ts'
import { inFunction } from './comparison/in.ts'
import { like } from './comparison/like.ts'
import { lookup } from './comparison/lookup.ts'
import { match } from './comparison/match.ts'
import { nullFunction } from './comparison/null.ts'
import { nullif } from './comparison/nullif.ts'
import { searchmatch } from './comparison/searchmatch.ts'
import { trueFunction } from './comparison/true.ts'
import { validate } from './comparison/validate.ts'
import { ipmask } from './conversion/ipmask.ts'
import { printf } from './conversion/printf.ts'
import { toarray } from './conversion/toarray.ts'
import { tobool } from './conversion/tobool.ts'
import { todouble } from './conversion/todouble.ts'
import { toint } from './conversion/toint.ts'
import { tomv } from './conversion/tomv.ts'
import { tonumber } from './conversion/tonumber.ts'
import { toobject } from './conversion/toobject.ts'
import { tostring } from './conversion/tostring.ts'
import { md5 } from './cryptographic/md5.ts'
import { sha1 } from './cryptographic/sha1.ts'
import { sha256 } from './cryptographic/sha256.ts'
import { sha512 } from './cryptographic/sha512.ts'
import { now } from './datetime/now.ts'
import { relativeTime } from './datetime/relative-time.ts'
import { strftime } from './datetime/strftime.ts'
import { strptime } from './datetime/strptime.ts'
import { time } from './datetime/time.ts'
import { isarray } from './informational/isarray.ts'
import { isbool } from './informational/isbool.ts'
import { isdouble } from './informational/isdouble.ts'
import { isint } from './informational/isint.ts'
import { ismv } from './informational/ismv.ts'
import { isnotnull } from './informational/isnotnull.ts'
import { isnull } from './informational/isnull.ts'
import { isnum } from './informational/isnum.ts'
import { isobject } from './informational/isobject.ts'
import { isstr } from './informational/isstr.ts'
import { typeofFunction } from './informational/typeof.ts'
import { json } from './json/json.ts'
import { jsonAppend } from './json/json-append.ts'
import { jsonArray } from './json/json-array.ts'
import { jsonArrayToMv } from './json/json-array-to-mv.ts'
import { jsonDelete } from './json/json-delete.ts'
import { jsonEntries } from './json/json-entries.ts'
import { jsonExtend } from './json/json-extend.ts'
import { jsonExtract } from './json/json-extract.ts'
import { jsonExtractExact } from './json/json-extract-exact.ts'
import { jsonHasKeyExact } from './json/json-has-key-exact.ts'
import { jsonKeys } from './json/json-keys.ts'
import { jsonObject } from './json/json-object.ts'
import { jsonSet } from './json/json-set.ts'
import { jsonSetExact } from './json/json-set-exact.ts'
import { jsonValid } from './json/json-valid.ts'
import { mvToJsonArray } from './json/mv-to-json-array.ts'
import { abs } from './mathematical/abs.ts'
import { ceiling } from './mathematical/ceiling.ts'
import { exact } from './mathematical/exact.ts'
import { exp } from './mathematical/exp.ts'
import { floor } from './mathematical/floor.ts'
import { ln } from './mathematical/ln.ts'
import { log } from './mathematical/log.ts'
import { pi } from './mathematical/pi.ts'
import { pow } from './mathematical/pow.ts'
import { round } from './mathematical/round.ts'
import { sigfig } from './mathematical/sigfig.ts'
import { sqrt } from './mathematical/sqrt.ts'
import { sum } from './mathematical/sum.ts'
import { commands } from './multivalue/commands.ts'
import { mvappend } from './multivalue/mvappend.ts'
import { mvcount } from './multivalue/mvcount.ts'
import { mvdedup } from './multivalue/mvdedup.ts'
import { mvfilter } from './multivalue/mvfilter.ts'
import { mvfind } from './multivalue/mvfind.ts'
import { mvindex } from './multivalue/mvindex.ts'
import { mvjoin } from './multivalue/mvjoin.ts'
import { mvmap } from './multivalue/mvmap.ts'
import { mvrange } from './multivalue/mvrange.ts'
import { mvreverse } from './multivalue/mvreverse.ts'
import { mvsort } from './multivalue/mvsort.ts'
import { mvzip } from './multivalue/mvzip.ts'
import { split } from './multivalue/split.ts'
import { avg } from './statistical/avg.ts'
import { max } from './statistical/max.ts'
import { min } from './statistical/min.ts'
import { random } from './statistical/random.ts'
import { len } from './text/len.ts'
import { lower } from './text/lower.ts'
import { ltrim } from './text/ltrim.ts'
import { replace } from './text/replace.ts'
import { rtrim } from './text/rtrim.ts'
import { spath } from './text/spath.ts'
import { substr } from './text/substr.ts'
import { trim } from './text/trim.ts'
import { upper } from './text/upper.ts'
import { urldecode } from './text/urldecode.ts'
import { trigonometricFunctions } from './trigonometric.ts'

/** Every eval function. */
export const evalFunctions: readonly EvalFunction[] = [
  bitAnd,
  bitNot,
  bitOr,
  bitShiftLeft,
  bitShiftRight,
  bitXor,
  caseFunction,
  cidrmatch,
  coalesce,
  falseFunction,
  ifFunction,
  inFunction,
  like,
  lookup,
  match,
  nullFunction,
  nullif,
  searchmatch,
  trueFunction,
  validate,
  ipmask,
  printf,
  toarray,
  tobool,
  todouble,
  toint,
  tomv,
  tonumber,
  toobject,
  tostring,
  md5,
  sha1,
  sha256,
  sha512,
  now,
  relativeTime,
  strftime,
  strptime,
  time,
  isarray,
  isbool,
  isdouble,
  isint,
  ismv,
  isnotnull,
  isnull,
  isnum,
  isobject,
  isstr,
  typeofFunction,
  jsonAppend,
  jsonArrayToMv,
  jsonArray,
  jsonDelete,
  jsonEntries,
  jsonExtend,
  jsonExtractExact,
  jsonExtract,
  jsonHasKeyExact,
  jsonKeys,
  jsonObject,
  jsonSetExact,
  jsonSet,
  jsonValid,
  json,
  mvToJsonArray,
  abs,
  ceiling,
  exact,
  exp,
  floor,
  ln,
  log,
  pi,
  pow,
  round,
  sigfig,
  sqrt,
  sum,
  commands,
  mvappend,
  mvcount,
  mvdedup,
  mvfilter,
  mvfind,
  mvindex,
  mvjoin,
  mvmap,
  mvrange,
  mvreverse,
  mvsort,
  mvzip,
  split,
  avg,
  max,
  min,
  random,
  len,
  lower,
  ltrim,
  replace,
  rtrim,
  spath,
  substr,
  trim,
  upper,
  urldecode,
  ...trigonometricFunctions,
]
