/** Accounts that have the same SID on every computer (Microsoft, "Well-known SIDs"). */
const accounts: ReadonlyMap<string, string> = new Map([
  ['S-1-5-18', 'NT AUTHORITY\\SYSTEM'],
  ['S-1-5-19', 'NT AUTHORITY\\LOCAL SERVICE'],
  ['S-1-5-20', 'NT AUTHORITY\\NETWORK SERVICE'],
  ['S-1-5-7', 'NT AUTHORITY\\ANONYMOUS LOGON'],
])

/** The account of a SID; the SID itself when only its own domain could tell. */
export const wellKnownAccount = (sid: string | null): string | null =>
  sid === null ? null : (accounts.get(sid) ?? sid)
