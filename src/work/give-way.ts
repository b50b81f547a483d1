import { readdirSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** On Linux a priority belongs to a thread; elsewhere this does nothing. */
const tasks = '/proc/self/task'
/** Threads that carry out what the main thread hands them: files, hashing, and every statement of DuckDB, with its helpers. */
const helperName = 'libuv-worker'
const helperPriority = 5

/**
 * Puts the thread that answers people before the ones that work for it, so that a statement over millions of rows gets what the
 * answers leave of a busy machine. Call it again after a store was opened: its threads are new.
 */
export function giveWayToAnswers(): void {
  for (const thread of threads()) {
    try {
      if (readFileSync(`${tasks}/${thread}/comm`, 'utf8').trim() === helperName) {
        setPriority(Number(thread), helperPriority)
      }
    } catch {
      // The thread has ended, or the system does not let us.
    }
  }
}

function threads(): string[] {
  try {
    return readdirSync(tasks)
  } catch {
    return []
  }
}
