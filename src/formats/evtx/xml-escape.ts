// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot hold
const special = /[&<>'"\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
const specialInText = new RegExp(special.source.replace(`'"`, ''), 'g')
const anySpecial = new RegExp(special.source)
const anySpecialInText = new RegExp(specialInText.source)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
}

/** Windows writes what XML cannot hold as `_`. */
const escapeOne = (character: string): string => entities[character] ?? '_'

export function escapeText(text: string): string {
  return anySpecialInText.test(text) ? text.replace(specialInText, escapeOne) : text
}

export function escapeAttribute(text: string): string {
  return anySpecial.test(text) ? text.replace(special, escapeOne) : text
}
