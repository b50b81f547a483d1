import { constants } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { syncFolder } from '../beside.ts'
import type { Ctx } from '../context.ts'
import { isPart, uploadsFolderOf } from './upload.ts'
import type { Upload } from './upload.ts'

const nameForm = /^run-[\da-f-]{36}$/

/**
 * Keeps the files of an upload as they are now under a name of their own: what is read later, perhaps twice, is what was there
 * when somebody asked, whatever becomes of the upload. They are on the disk when it returns: the job that is to read them will be.
 */
export async function keepFiles(ctx: Pick<Ctx, 'places'>, upload: Upload): Promise<string> {
  const name = `run-${uuidv7()}`
  const folder = keptFolderOf(ctx, name)
  await mkdir(folder, { mode: 0o700 })
  for (const file of await readdir(upload.files)) {
    if (isPart(file)) continue
    const [from, to] = [join(upload.files, file), join(folder, file)]
    // A second name for the same bytes: a file that takes the place of the first one later leaves them alone.
    await link(from, to).catch(() => copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE))
    await syncFile(to)
  }
  await syncFolder(folder)
  await syncFolder(uploadsFolderOf(ctx))
  return name
}

/** Makes the bytes of a file survive a power loss, whoever wrote them. */
async function syncFile(path: string): Promise<void> {
  // Some systems sync only what may be written, others anything; a copy has the mode of what it was made of.
  const handle = await open(path, 'r+').catch(() => open(path, 'r'))
  try {
    await handle.sync()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  } finally {
    await handle.close()
  }
}

/** Where kept files lie. */
export function keptFolderOf(ctx: Pick<Ctx, 'places'>, name: string): string {
  if (!nameForm.test(name)) throw new Error(`Cannot find kept files "${name}"`)
  return join(uploadsFolderOf(ctx), name)
}

export async function dropKeptFiles(ctx: Pick<Ctx, 'places'>, name: string): Promise<void> {
  await rm(keptFolderOf(ctx, name), { recursive: true, force: true })
}
