/**
 * Strings in double quotes: `\"` is a quote and `\\` a backslash; before any other character a backslash stands for itself, so that
 * regular expressions need no doubling (`"\d+"`).
 */
export const unquote = (raw: string): string =>
  raw.includes('\\') ? raw.replace(/\\(["\\])/g, '$1') : raw

/** The string in double quotes, with no more backslashes than needed: `unquote` gives it back. */
export const quote = (value: string): string =>
  `"${value.replace(/\\(?=[\\"]|$)|"/g, (escaped) => `\\${escaped}`)}"`

const bareWord = /^[^\s|[\](),="'`\\]+$/

/** Words with which some command's clause begins: as a name they are quoted wherever they stand. */
const reserved = new Set(
  'and as by endswith from groupby in not or output outputnew over sortby startswith to where with xor'.split(
    ' ',
  ),
)

/** As a bare word of command arguments when that is safe, else quoted. */
export const quoteIfNeeded = (value: string): string =>
  bareWord.test(value) && !reserved.has(value.toLowerCase()) ? value : quote(value)
