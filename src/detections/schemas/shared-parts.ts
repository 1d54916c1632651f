import { z } from 'zod'
import { address, addresses, choice, day, shortText, text, texts, uuid, whole } from './values.ts'

/** What files of several kinds have in common. Sources: contentctl 4.4 and 5.6, and the schemas of security_content of 2026. */

export const named = {
  name: shortText('Unique over all content; the file is named after it.', 99),
  id: uuid('Unique over all content (UUID).'),
  version: whole('Goes up with every change.', 0),
  author: shortText('Who wrote it.', 255),
  description: shortText('What it is, in a few sentences.', 10_000),
}

export const dated = { date: day('Of the last change, as YYYY-MM-DD.') }

export const references = addresses('Further reading.')

export const scheduling = z.strictObject({
  cron_schedule: text('Five fields of cron.'),
  earliest_time: text('Begin of the time range, such as -70m@m.'),
  latest_time: text('End of the time range, such as -10m@m.'),
  schedule_window: text('auto, or minutes.'),
})

const relativeTime = (about: string) =>
  z
    .string()
    .regex(/^[+-]\d+(?:s|m|h|d|w|mon|q|y)(?:@(?:s|m|h|d|w|mon|q|y))?$/, {
      error: 'a relative time such as -70m@m',
    })
    .describe(about)

/** Of generation 3, within a detection. Source: `FilebackedSchedule.schema.json` of security_content (2026), of which it is the part that says when. */
export const customSchedule = z.strictObject({
  cron_schedule: text('When it runs, as cron writes it.'),
  earliest_time: relativeTime('Begin of the time range.'),
  latest_time: relativeTime('End of the time range.'),
  schedule_window: z
    .string()
    .regex(/^(?:auto|\d+)$/, { error: 'auto, or minutes' })
    .describe('auto, or minutes.'),
})

const action = z.record(z.string(), z.unknown())

export const alertAction = z.strictObject({
  notable: z
    .strictObject({
      rule_title: text('Title of the finding; %name% stands for the name of the detection.'),
      rule_description: text(
        'Description of the finding; %description% stands for that of the detection.',
      ),
      nes_fields: texts('Fields that a finding shows.'),
    })
    .optional(),
  rba: z.strictObject({ enabled: z.union([z.boolean(), z.string()]) }).optional(),
  email: action.optional(),
  slack: action.optional(),
  phantom: action.optional(),
})

/** Within a detection or baseline, in place of that of its type. */
export const ownDeployment = z.strictObject({
  scheduling: scheduling.optional(),
  alert_action: alertAction.optional(),
})

export const throttling = z.strictObject({
  fields: z
    .array(z.string().regex(/^\S+$/, { error: 'a field name without blanks' }))
    .min(1)
    .describe('One finding for equal values of these fields.'),
  period: z
    .string()
    .regex(/^\d+[smh]$/, { error: 'a number of seconds, minutes or hours, such as 24h' })
    .describe('For how long.'),
})

export const drilldowns = z
  .array(
    z.strictObject({
      name: text('What the analyst reads; $field$ stands for a field of the row.', 5),
      search: text('SPL; %original_detection_search% stands for the search of the detection.'),
      earliest_offset: text('Begin of its time range, such as $info_min_time$.').nullish(),
      latest_offset: text('End of its time range, such as $info_max_time$.').nullish(),
    }),
  )
  .describe('Searches that an analyst runs from a finding.')

export const attackId = z
  .string()
  .regex(/^T\d{4}(?:\.\d{3})?$/, { error: 'an id of a technique such as T1059 or T1059.001' })

export const cve = z
  .string()
  .regex(/^CVE-[12]\d{3}-\d{4,}$/, { error: 'a CVE id such as CVE-2021-44228' })

const attackData = {
  data: text('Address or path of a log file.'),
  source: text('The source of its events.'),
  sourcetype: text('The sourcetype of its events.'),
  host: text('The host of its events.').optional(),
}

const test = (indexKey: 'custom_index' | 'index') => ({
  name: text('What is tested.'),
  attack_data: z
    .array(
      z.strictObject({ ...attackData, [indexKey]: text('The index of its events.').optional() }),
    )
    .min(1),
})

const testWithTimes = {
  ...test('custom_index'),
  earliest_time: text('Begin of the time range.').optional(),
  latest_time: text('End of the time range.').optional(),
}

const aboutTests = 'Log files over which the detection must find something.'

export const tests = z.array(z.strictObject(testWithTimes)).describe(aboutTests)

/** Of generation 1, which shifted the times of events. */
export const oldTests = z
  .array(
    z.strictObject({
      ...testWithTimes,
      attack_data: z
        .array(
          z.strictObject({
            ...attackData,
            custom_index: text('The index of its events.').optional(),
            update_timestamp: z
              .union([z.boolean(), z.enum(['true', 'false'])])
              .describe('Whether times were shifted to now.')
              .optional(),
          }),
        )
        .min(1),
      pass_condition: text('Of old tests.').optional(),
      file: text('Of old tests.').optional(),
    }),
  )
  .describe(aboutTests)

export const testsOf2026 = z
  .array(
    z.discriminatedUnion('test_type', [
      z.strictObject({
        ...test('index'),
        test_type: z.literal('unit'),
        description: text('For whoever reads the test.').optional(),
        expected_results: whole(
          'How many rows are expected; 0 for a false positive.',
          0,
        ).optional(),
      }),
      z.looseObject({
        name: text('What is tested.'),
        test_type: z.literal('experimental'),
        description: text('Why it cannot run by itself.').optional(),
      }),
    ]),
  )
  .describe(aboutTests)

export const deprecation = z.strictObject({
  reason: text('Why it goes.', 6),
  removed_in_version: text('The version in which it is gone.'),
  replacement_content: texts('Names of what takes its place.').optional(),
})

export const addOn = z.strictObject({
  name: text('Its title on Splunkbase.'),
  url: address.optional(),
  version: text('The version that was tested.').optional(),
})

export const status = <const Words extends readonly string[]>(...words: Words) =>
  choice('How far it is.', words)
