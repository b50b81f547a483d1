import type { Ctx } from '../app/context.ts'
import { lookAtInbox } from '../app/inbox/look.ts'
import type { InboxMemory } from '../app/inbox/look.ts'

/** How often to look into the watched folder. */
const lookMs = 2000

interface WatchLog {
  error(fields: object, message: string): void
}

export interface InboxWatch {
  /** Looks no more; a look that has begun is waited for. */
  stop(): Promise<void>
}

/** Looks into the watched folder of a book, as long as it has one, until it is stopped. */
export function watchInbox({ ctx, log }: { readonly ctx: Ctx; readonly log: WatchLog }): InboxWatch {
  const stopped = new AbortController()
  const memory: InboxMemory = { sightingsByFolder: new Map() }
  const trouble = new Troubles(log)
  const looking = (async () => {
    while (!stopped.signal.aborted) {
      trouble.begin()
      await lookAtInbox(ctx, memory, () => performance.now(), trouble.note).catch((error: unknown) => {
        trouble.note('', error)
      })
      await pause(stopped.signal)
    }
  })()
  return {
    async stop() {
      stopped.abort()
      await looking
    },
  }
}

/** Says once what goes wrong look after look. */
class Troubles {
  readonly #log: WatchLog
  #before = new Set<string>()
  #now = new Set<string>()

  constructor(log: WatchLog) {
    this.#log = log
  }

  begin(): void {
    this.#before = this.#now
    this.#now = new Set()
  }

  readonly note = (source: string, error: unknown): void => {
    const text = `${source}: ${error instanceof Error ? error.message : String(error)}`
    this.#now.add(text)
    if (!this.#before.has(text)) this.#log.error({ source, error }, 'cannot take files from the watched folder')
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, lookMs)
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
}
