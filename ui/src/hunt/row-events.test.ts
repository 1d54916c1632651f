import { describe, expect, it } from 'vitest'
import { rowEvents } from './row-events.ts'

const stage = (text: string, kind: 'streaming' | 'dataset' | 'transforming' = 'streaming') => ({
  command: text.split(' ', 1)[0]!,
  text,
  kind,
})

describe('the events behind a row', () => {
  it.each([
    [
      [
        stage('search a=1'),
        stage('fillnull', 'dataset'),
        stage('stats count BY dest "x y"', 'transforming'),
        stage('search *'),
      ],
      { dest: 'h "1"', 'x y': 4, count: '1' },
      'search a=1\n| fillnull\n| where \'dest\'="h \\"1\\"" AND \'x y\'="4"',
      ['dest', 'x y'],
    ],
    [
      [stage('search a=1'), stage('stats count BY u', 'transforming')],
      { u: 'C:\\*' },
      'search a=1\n| where \'u\'="C:\\\\*"',
      ['u'],
    ],
    [[stage('search a=1'), stage('stats count BY u', 'transforming')], { u: '' }, 'search a=1', []],
    [[stage('search a=1'), stage('top u', 'transforming')], { u: 'x' }, 'search a=1', []],
    [[stage('search a=1'), stage('eval b=1')], { b: '1' }, 'search a=1\n| eval b=1', []],
    [
      [stage('search a=1'), stage('stats count BY u', 'transforming')],
      { u: ['x', 'y'] },
      'search a=1',
      [],
    ],
  ])('of %j', (stages, row, search, fields) => {
    expect(rowEvents(stages, row)).toMatchObject({ search, fields })
  })

  it('are not known of a search that reads no events', () => {
    expect(rowEvents([stage('tstats count FROM datamodel=x')], {})).toBeUndefined()
  })
})
