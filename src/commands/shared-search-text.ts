/** A value as search terms have it, in quotes. */
export const quotedValue = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
