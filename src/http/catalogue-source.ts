/** What is asked about the content. Plain data: it may be asked of a thread. */
export type CatalogueQuestion =
  | { readonly kind: 'catalogue' | 'analysis' | 'language' | 'attack' }
  | { readonly kind: 'detection'; readonly slug: string }
  /** What tests said when they last ran, by the names of detections. */
  | { readonly kind: 'verdicts' }
  /** The files of a detection's tests that are on this machine. */
  | { readonly kind: 'test-data'; readonly slug: string }
  | { readonly kind: 'explain'; readonly spl: string }
  /** A layer of the ATT&CK Navigator; names of the detections that fired. */
  | { readonly kind: 'layer'; readonly fired: readonly string[] }

/** Where the server has what it tells about content. */
export interface CatalogueSource {
  /** The content that hunts and searches use as well. */
  readonly folders: readonly string[]
  /**
   * JSON of what `api-types.ts` says of each question; `undefined` when there is no such thing.
   * @throws when the content cannot be read
   */
  answer(question: CatalogueQuestion): Promise<string | undefined>
}
