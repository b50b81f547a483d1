import { z } from 'zod'
import type { Operation } from './operation.ts'
import { id, instant } from './value.ts'

const waitingFile = z.strictObject({ name: z.string(), bytes: z.number().int() })

/** Files that came into the folder of a source together, and what became of them. */
const take = z.strictObject({
  id,
  /** Their job; null while there is none, and where it could be seen at once that nothing could be imported. */
  job: id.nullable(),
  source: z.string(),
  at: instant,
  state: z.enum(['working', 'done', 'failed']),
  files: z.array(z.string()),
  /** The sentence that lies beside the files; null while they are being worked on. */
  message: z.string().nullable(),
})

const inbox = z.strictObject({
  isWatched: z.boolean(),
  /** The environment names the folder and turns it on, or a setting of the book does. */
  setBy: z.enum(['environment', 'setting']),
  /** Where it lies on the server: a folder in it is a source. */
  folder: z.string(),
  /** Why files cannot be taken from it, in a sentence; null when they can. */
  problem: z.string().nullable(),
  /** Files that have come and are not taken yet, by source. */
  waiting: z.array(z.strictObject({ source: z.string(), files: z.array(waitingFile) })),
  /** The last takes of every source, the newest first. */
  takes: z.array(take),
})

export const inboxOperations = {
  getInbox: {
    summary: 'The watched folder: whether it is watched, what waits in it and what became of what came.',
    tag: 'imports',
    right: 'import',
    output: inbox,
    etag: 'hashes',
  },
  updateInbox: {
    summary: 'Turns the watched folder on or off.',
    tag: 'imports',
    right: 'manage-setting',
    body: z.strictObject({ isWatched: z.boolean() }),
    output: inbox,
  },
} satisfies Record<string, Operation>
