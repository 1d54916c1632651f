/**
 * What `mvcombine delim=` says should stand between the values of a list when it is made one text again. Kept beside the list, which
 * is passed on as it is: only `nomv` looks here. Source: Splunk Search Reference, "mvcombine", delim, and "nomv".
 */
const delimiters = new WeakMap<object, string>()

export const setDelimiter = (list: readonly unknown[], delimiter: string): void => {
  delimiters.set(list, delimiter)
}

export const delimiterOf = (list: readonly unknown[]): string => delimiters.get(list) ?? '\n'
