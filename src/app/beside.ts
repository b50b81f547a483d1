import { mkdir, mkdtemp, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { BookError } from './error.ts'

/**
 * Has `work` make a data directory in a scratch folder beside the target and moves it into place when it is whole: whoever
 * looks, also after a crash, finds a whole one or none. Throws unless the target is missing or an empty folder.
 */
export async function makeBeside<T>(target: string, work: (data: string) => Promise<T>): Promise<T> {
  await assertEmptyFolder(target)
  const parent = dirname(target)
  const prefix = `.${basename(target)}-being-made-`
  await mkdir(parent, { recursive: true })
  await removeLeftovers(parent, prefix)
  const beside = await mkdtemp(join(parent, `${prefix}${String(process.pid)}-`))
  try {
    const data = join(beside, 'book')
    const made = await work(data)
    await syncFolder(data)
    await rmdir(target).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
    })
    await rename(data, target)
    await syncFolder(parent)
    return made
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

async function assertEmptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    if (codeOf(error) === 'ENOTDIR') throw new BookError('conflict', `Cannot make a book in "${folder}": it is a file`)
    throw error
  })
  if (names.length > 0) throw new BookError('conflict', `Cannot make a book in "${folder}": the folder is not empty`)
}

/** Makes the names in a folder survive a power loss. Where a folder cannot be opened (Windows) there is nothing to do. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Removes what processes left that were killed at it. */
async function removeLeftovers(parent: string, prefix: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (Number.isInteger(pid) && !isRunning(pid)) await rm(join(parent, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
