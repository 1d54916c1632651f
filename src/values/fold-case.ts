/** Letters whose lower case is another letter of the same word written differently: final sigma, long s, micro sign. */
const VARIANT = /[\u03c2\u017f\u00b5]/
const VARIANTS = /[\u03c2\u017f\u00b5]/g
const PLAIN: Readonly<Record<string, string>> = {
  '\u03c2': '\u03c3',
  '\u017f': 's',
  '\u00b5': '\u03bc',
}

/**
 * The text in the one form that all its upper and lower case spellings share. Cheap for ASCII, where it is `toLowerCase`, which gives
 * back the same string when nothing changes.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase()
  return VARIANT.test(lower) ? lower.replace(VARIANTS, (letter) => PLAIN[letter] as string) : lower
}

/** Whether every character is below U+0080: then folding keeps lengths and offsets. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
}
