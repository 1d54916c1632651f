/** `2026-02-03 09:14:41`, in UTC as everything that a search prints. */
export const timeText = (time: string | number | null): string =>
  time === null ? '' : new Date(time).toISOString().slice(0, 19).replace('T', ' ')
