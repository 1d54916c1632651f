import { UsageError } from './usage-error.ts'

/**
 * The address of `--repository`, without a slash at its end.
 * @throws UsageError for what is no address of a web page
 */
export function repositoryOf(address: string | undefined): string | null {
  if (address === undefined) return null
  if (!/^https?:\/\//i.test(address)) {
    throw new UsageError(`--repository takes the address of a web page, not "${address}"`)
  }
  return address.replace(/\/+$/, '')
}
