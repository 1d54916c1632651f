import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageTemplate } from './message-template.ts'

const script = messageTemplate('Text ({Number} of {Total}):\n{Script*}\n\nID: {Id}\nPath: {Path}')
const read = (text: string) => {
  const data = script.read(text)
  return data && Object.fromEntries(data)
}

describe('messageTemplate', () => {
  it.each([
    [
      'Text (1 of 2):\ndir\n\nID: 7\nPath: C:\\x',
      { Number: '1', Total: '2', Script: 'dir', Id: '7', Path: 'C:\\x' },
    ],
    // The blank before an empty path is lost in many logs.
    [
      'Text (1 of 1):\ndir\n\nID: 7\nPath:',
      { Number: '1', Total: '1', Script: 'dir', Id: '7', Path: '' },
    ],
    ['Text (1 of 1):\n\n\nID: \nPath: ', { Number: '1', Total: '1', Script: '', Id: '', Path: '' }],
    // A script may hold the very words around it.
    [
      'Text (1 of 1):\necho "\n\nID: 1\nPath: y"\n\nID: 7\nPath: z',
      { Number: '1', Total: '1', Script: 'echo "\n\nID: 1\nPath: y"', Id: '7', Path: 'z' },
    ],
    ['Text (1 of 1)', null],
    ['', null],
    ['Another message', null],
  ])('reads %j', (text, data) => expect(read(text)).toEqual(data))

  it('reads what it renders', () => {
    const word = fc.string().map((text) => text.replace(/[\s():]/g, ''))
    fc.assert(
      fc.property(fc.string(), word, word, (text, id, path) => {
        const data: Record<string, string> = {
          Number: '1',
          Total: '1',
          Script: text,
          Id: id,
          Path: path,
        }
        expect(read(script.render((name) => data[name] ?? null))).toEqual(data)
      }),
    )
  })

  it('takes time in proportion to the message', () => {
    const long = `Text (1 of 1):\n${'\n\nID: '.repeat(200_000)}`
    expect(read(long)).toBeNull()
  })
})
