import { describe, expect, it } from 'vitest'
import { compileContent, contentOf } from '../scripts/escu/compile-content.ts'
import { sharedFolder } from './shared-material.ts'

const folder = sharedFolder('data/security_content')

describe.skipIf(folder === undefined)('published detections', () => {
  const compiled = folder ? compileContent(contentOf(folder)) : []

  it('compile, but for what needs an add-on and is refused by name', () => {
    const understood = compiled.filter(({ outcome }) => outcome !== 'refused')
    expect(compiled.length).toBeGreaterThan(1000)
    expect(understood.length / compiled.length).toBeGreaterThanOrEqual(0.99)
  })

  it('are refused with a place and a reason', () => {
    for (const { errors } of compiled) {
      for (const { span, message, code } of errors) {
        expect(message).not.toBe('')
        expect([code, span]).not.toEqual([code, undefined])
      }
    }
  })

  it('are warned of fields that cannot be there', () => {
    const told = (name: string) =>
      compiled
        .find(({ detection }) => detection.name === name)
        ?.warnings.map(({ message }) => /"(.*?)"/.exec(message)?.[1])
    // It reads dest_ip where only dest was counted by.
    expect(told('Detect malicious requests to exploit JBoss servers')).toEqual(['dest_ip'])
    expect(told('Windows Remote Service Rdpwinst Tool Execution')).toEqual([])
  })
})
