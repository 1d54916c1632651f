/**
 * What makes a search quicker and never changes its rows: the planner's decisions in the order in which it makes them. Each can be switched
 * off by name, to measure it, and to test that results are equal without it.
 */
export const optimizations = [
  {
    name: 'filter-where-read',
    about:
      'The filters that a search begins with run where events are read, before they are copied.',
  },
  {
    name: 'needed-fields-only',
    about: 'Of the events only fields are read and kept that the search asks for.',
  },
  {
    name: 'search-order-only-when-read',
    about: 'Events are sorted by time only where their order can change the result.',
  },
  {
    name: 'columnar-expressions',
    about: 'Conditions and arithmetic are evaluated by whole columns instead of row by row.',
  },
  {
    name: 'shared-rule-index',
    about:
      'What many searches demand of the same events is looked for in one pass; only searches that may want an event are asked about it.',
  },
] as const

export type OptimizationName = (typeof optimizations)[number]['name']

export const isEnabled = (
  name: OptimizationName,
  disabled: ReadonlySet<string> | undefined,
): boolean => disabled?.has(name) !== true
