import { Worker } from 'node:worker_threads'
import type { CatalogueFolders } from './catalogue-answers.ts'
import type { CatalogueQuestion, CatalogueSource } from './http/catalogue-source.ts'
import { threadScript } from './package-files.ts'

export interface CatalogueRequest {
  readonly id: number
  readonly question: CatalogueQuestion
}

export type CatalogueReply =
  | { readonly kind: 'answer'; readonly id: number; readonly json: string | undefined }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string }
  | { readonly kind: 'warning'; readonly line: string }

interface Waiting {
  readonly resolve: (json: string | undefined) => void
  readonly reject: (error: Error) => void
}

export interface CatalogueThread extends CatalogueSource {
  /** Rejected when the content cannot be read, or the thread fails otherwise; never kept. */
  readonly failed: Promise<never>
  close(): Promise<void>
}

/** Answers from a thread of its own, which reads the content while the server begins. */
export function catalogueThread(
  given: CatalogueFolders,
  warn: (line: string) => void,
): CatalogueThread {
  const worker = new Worker(threadScript('catalogue-worker'), { workerData: given })
  const waiting = new Map<number, Waiting>()
  let last = 0
  let ended: Error | undefined
  const end = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (reply: CatalogueReply) => {
    if (reply.kind === 'warning') return warn(reply.line)
    const asked = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.kind === 'answer') asked?.resolve(reply.json)
    else asked?.reject(new Error(reply.error))
  })
  const failed = new Promise<never>((_, reject) => {
    worker.on('error', (error) => {
      end(error instanceof Error ? error : new Error(String(error)))
      reject(error)
    })
  })
  // Whoever does not wait for it still learns of it from the answers.
  failed.catch(() => {})
  worker.on('exit', () => end(new Error('the thread that reads the content has ended')))
  return {
    folders: given.folders,
    failed,
    answer: (question) =>
      new Promise((resolve, reject) => {
        if (ended) return reject(ended)
        const id = ++last
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, question } satisfies CatalogueRequest)
      }),
    async close() {
      await worker.terminate()
    },
  }
}
