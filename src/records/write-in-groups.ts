import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { RecordsTransaction } from './records.ts'
import type { Tables } from './tables.ts'

/** A group commits when it has this many works or has gone on for so many milliseconds: who came first waits for the rest. */
const atMost = { works: 64, ms: 5 } as const

interface Waiting {
  readonly work: (trx: RecordsTransaction) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Works that wait for the one writer of SQLite share a commit, which costs more than most of them: each runs by itself, in the
 * order they came, behind a savepoint, and is answered once all are on disk. One that throws is undone alone; when the commit
 * fails, all of its group have failed.
 */
export function writeInGroups(
  writer: Kysely<Tables>,
): <T>(work: (trx: RecordsTransaction) => Promise<T>) => Promise<T> {
  const waiting: Waiting[] = []
  let isWriting = false
  const writeAll = async (): Promise<void> => {
    isWriting = true
    // Requests that are being read at this moment come along.
    await setImmediate()
    while (waiting.length > 0) await writeGroup(writer, waiting)
    isWriting = false
  }
  return <T>(work: (trx: RecordsTransaction) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      // What a work gives is given to whoever brought it.
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      if (!isWriting) void writeAll()
    })
}

/** Takes works from the line, runs and commits them and tells each how it went. Never throws. */
async function writeGroup(writer: Kysely<Tables>, waiting: Waiting[]): Promise<void> {
  const begun: Waiting[] = []
  const outcomes: (() => void)[] = []
  try {
    await writer.transaction().execute(async (trx) => {
      const deadline = performance.now() + atMost.ms
      do {
        const next = waiting.shift()
        if (next === undefined) return
        begun.push(next)
        outcomes.push(await runOne(trx, next))
      } while (begun.length < atMost.works && performance.now() < deadline)
    })
    for (const tell of outcomes) tell()
  } catch (error) {
    // The transaction could not even begin: the first in line is told, and the next one tries for itself.
    if (begun.length === 0) begun.push(...waiting.splice(0, 1))
    for (const { reject } of begun) reject(error)
  }
}

/** Runs one work behind a savepoint and returns how to tell it; throws when the whole transaction is lost. */
async function runOne(trx: RecordsTransaction, { work, resolve, reject }: Waiting): Promise<() => void> {
  await sql`savepoint work`.execute(trx)
  let tell: () => void
  try {
    const value = await work(trx)
    tell = () => {
      resolve(value)
    }
  } catch (error) {
    // What ends the whole transaction, such as a full disk, is said rather than that there is none left.
    await sql`rollback to work`.execute(trx).catch(() => {
      throw error
    })
    tell = () => {
      reject(error)
    }
  }
  await sql`release work`.execute(trx)
  return tell
}
