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
    used: new RegExp(
      [
        '^(?:EXTRACT|REPORT|FIELDALIAS|EVAL|TRANSFORMS|RULESET|SEDCMD)-',
        '^[Ll][Oo][Oo][Kk][Uu][Pp][-_]?.',
        '^(?:MORE|LESS)_THAN.*_\\d',
        // Fields.
        '^(?:KV_MODE|AUTO_KV_JSON|KV_TRIM_SPACES|MATCH_LIMIT|DEPTH_LIMIT)$',
        // Lines and times.
        '^(?:CHARSET|TRUNCATE|LINE_BREAKER|SHOULD_LINEMERGE|BREAK_ONLY_BEFORE|BREAK_ONLY_BEFORE_DATE|MUST_(?:NOT_)?BREAK_AFTER)$',
        '^(?:MUST_NOT_BREAK_BEFORE|MAX_EVENTS|DATETIME_CONFIG|TIME_PREFIX|TIME_FORMAT|MAX_TIMESTAMP_LOOKAHEAD|TZ|MAX_DAYS_AGO|MAX_DAYS_HENCE)$',
        // Tables.
        '^(?:INDEXED_EXTRACTIONS|PREAMBLE_REGEX|FIELD_HEADER_REGEX|FIELD_DELIMITER|FIELD_QUOTE|FIELD_NAMES|TIMESTAMP_FIELDS)$',
        '^(?:HEADER_FIELD_LINE_NUMBER|HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS|MISSING_VALUE_REGEX)$',
        '^(?:rename|priority|sourcetype|description|category|pulldown_type|disabled|sourcetype_description)$',
        // They say how a forwarder or an index works, not what it finds.
        '^(?:LINE_BREAKER_LOOKBEHIND|EVENT_BREAKER|EVENT_BREAKER_ENABLE|LB_CHUNK_BREAKER\\w*|ANNOTATE_PUNCT|SEGMENTATION(?:-\\w+)?|ADD_EXTRA_TIME_FIELDS)$',
        '^(?:NO_BINARY_CHECK|CHECK_METHOD|LEARN_\\w+|maxDist|initCrcLength|force_local_processing|detect_trailing_nulls|PREFIX_SOURCETYPE)$',
        '^(?:MAX_DIFF_SECS_AGO|MAX_DIFF_SECS_HENCE|given_type|is_valid|termFrequencyWeightedDist|HEADER_MODE|RULESET_DESC-.*)$',
      ].join('|'),
    ),
    indexing:
      /^(?:METRIC-SCHEMA-TRANSFORMS|METRICS)(?:-|$)|^(?:TZ_ALIAS|ROUTE_EVENTS_OLDER_THAN|METRICS_PROTOCOL|STATSD\S*|HEADER_FIELD_\w+|JSON_TRIM_BRACES_IN_ARRAY_NAMES|STRUCTURED_\w+|CHECK_FOR_HEADER|invalid_cause|unarchive_\w+|DETERMINE_TIMESTAMP_DATE_WITH_SYSTEM_TIME)$/,
  },
  transforms: {
    used: new RegExp(
      [
        '^(?:REGEX|FORMAT|DELIMS|FIELDS|SOURCE_KEY|MV_ADD|CLEAN_KEYS|KEEP_EMPTY_VALS|CAN_OPTIMIZE|MATCH_LIMIT|DEPTH_LIMIT|description|disabled)$',
        '^(?:DEST_KEY|WRITE_META|DEFAULT_VALUE|LOOKAHEAD|REPEAT_MATCH)$',
        '^(?:filename|collection|external_type|external_cmd|fields_list|max_matches|min_matches|default_match|case_sensitive_match|match_type)$',
        '^(?:batch_index_query|allow_caching|cache_size|replicate|check_permission|reverse_lookup_honor_case_sensitive_match|max_ext_batch)$',
        '^(?:python\\.version|python\\.required|filter|time_field|time_format|max_offset_secs|min_offset_secs|index_fields_list|filter_collections)$',
      ].join('|'),
    ),
    // Told where `TRANSFORMS-` names the stanza.
    indexing: /^(?:INGEST_EVAL|CLONE_SOURCETYPE|STOP_PROCESSING_IF|STATSD\S*|METRIC-SCHEMA\S*)$/,
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
