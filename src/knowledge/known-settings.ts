import type { ConfFile, ConfProblem, Setting } from './conf/conf-file.ts'

/** What settings are good for here, by the conf file they stand in. */
interface KnownSettings {
  /** They have their effect here, or none that a search could notice. */
  readonly used: RegExp
  /** They act while a file is read into an index. */
  readonly indexing: RegExp
}

/** Source: specifications of the conf files in Splunk's Admin Manual. */
const known: Readonly<Record<string, KnownSettings>> = {
  props: {
    used: /^(?:EXTRACT|REPORT|FIELDALIAS|EVAL|LOOKUP)-|^(?:MORE|LESS)_THAN.*_\d|^(?:KV_MODE|AUTO_KV_JSON|KV_TRIM_SPACES|rename|priority|sourcetype|description|category|pulldown_type|disabled|MATCH_LIMIT|DEPTH_LIMIT|sourcetype_description)$/,
    indexing:
      /^(?:TRANSFORMS|SEDCMD|RULESET|METRIC-SCHEMA-TRANSFORMS|METRICS|SEGMENTATION)(?:-|$)|^(?:CHARSET|TRUNCATE|LINE_BREAKER|LINE_BREAKER_LOOKBEHIND|SHOULD_LINEMERGE|BREAK_ONLY_BEFORE|BREAK_ONLY_BEFORE_DATE|MUST_BREAK_AFTER|MUST_NOT_BREAK_AFTER|MUST_NOT_BREAK_BEFORE|MAX_EVENTS|EVENT_BREAKER|EVENT_BREAKER_ENABLE|DATETIME_CONFIG|TIME_PREFIX|TIME_FORMAT|MAX_TIMESTAMP_LOOKAHEAD|TZ|TZ_ALIAS|MAX_DAYS_AGO|MAX_DAYS_HENCE|MAX_DIFF_SECS_AGO|MAX_DIFF_SECS_HENCE|ADD_EXTRA_TIME_FIELDS|INDEXED_EXTRACTIONS|METRICS_PROTOCOL|STATSD-DIM-TRANSFORMS|PREAMBLE_REGEX|FIELD_HEADER_REGEX|FIELD_DELIMITER|FIELD_QUOTE|HEADER_FIELD_\w+|HEADER_MODE|TIMESTAMP_FIELDS|FIELD_NAMES|MISSING_VALUE_REGEX|JSON_TRIM_BRACES_IN_ARRAY_NAMES|STRUCTURED_\w+|ANNOTATE_PUNCT|SEGMENTATION|CHECK_METHOD|CHECK_FOR_HEADER|initCrcLength|PREFIX_SOURCETYPE|NO_BINARY_CHECK|LEARN_\w+|maxDist|invalid_cause|is_valid|force_local_processing|unarchive_cmd|unarchive_cmd_start_mode|unarchive_sourcetype|given_type|detect_trailing_nulls|DETERMINE_TIMESTAMP_DATE_WITH_SYSTEM_TIME|termFrequencyWeightedDist|LB_CHUNK_BREAKER\w*)$/,
  },
  transforms: {
    used: /^(?:REGEX|FORMAT|DELIMS|FIELDS|SOURCE_KEY|MV_ADD|CLEAN_KEYS|KEEP_EMPTY_VALS|CAN_OPTIMIZE|MATCH_LIMIT|DEPTH_LIMIT|filename|collection|external_type|external_cmd|fields_list|max_matches|min_matches|default_match|case_sensitive_match|match_type|batch_index_query|allow_caching|cache_size|replicate|check_permission|reverse_lookup_honor_case_sensitive_match|max_ext_batch|description|disabled|python\.version|python\.required|index_fields_list|filter_collections)$/,
    indexing:
      /^(?:DEST_KEY|WRITE_META|DEFAULT_VALUE|LOOKAHEAD|REPEAT_MATCH|INGEST_EVAL|CLONE_SOURCETYPE|STOP_PROCESSING_IF|STATSD|METRIC-SCHEMA\S*)$/,
  },
  eventtypes: {
    used: /^(?:search|disabled|priority|description|color)$/,
    indexing: /^$/,
  },
  macros: {
    used: /^(?:definition|args|iseval|validation|errormsg|description|disabled)$/,
    indexing: /^$/,
  },
}

/** Settings that do nothing here: those of one name once, at the first place where they stand. */
export function unusedSettings(conf: string, stanzas: ConfFile): readonly ConfProblem[] {
  const settings = known[conf]
  if (!settings) return []
  const seen = new Map<string, Setting & { count: number; key: string }>()
  for (const stanza of stanzas.values()) {
    for (const [key, setting] of stanza) {
      if (settings.used.test(key)) continue
      const kind = key.replace(/-.*$/, '-…')
      const first = seen.get(kind)
      if (first) first.count++
      else seen.set(kind, { ...setting, count: 1, key })
    }
  }
  return [...seen.values()].map(({ path, line, count, key }) => {
    const reason = settings.indexing.test(key)
      ? 'acts when events are indexed, and has no effect here'
      : 'is not supported'
    const more = count > 1 ? ` (it stands ${count} times)` : ''
    return { path, line, message: `the setting ${key} ${reason}${more}` }
  })
}
