import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { z } from 'zod'
import type { Output } from '../../contract/operations.ts'
import type { Json } from '../../records/decode.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requestJob } from '../job/request-job.ts'
import { requireRight, requireWholeBook } from '../right.ts'
import type { Verb } from '../verb.ts'
import { backupBook } from './backup-book.ts'

type ListedBackup = Output<'listBackups'>['items'][number]

const nameForm = /^bookvalue-[\w.-]+\.tar\.gz$/
const inputShape = z.strictObject({ name: z.string().regex(nameForm) })

/** The backups in the data directory, the newest first. */
export const listBackups: Verb<'listBackups'> = async (ctx) => {
  requireRight(ctx, 'backup')
  return { items: await listed(ctx) }
}

/** Puts a backup in the line; it lands among the others in the data directory. */
export const requestBackup: Verb<'createBackup'> = async (ctx) => {
  requireRight(ctx, 'backup')
  // The name is given now: a job that is begun again knows whether its file is there. Its end keeps two of one second apart.
  const at = ctx.now().slice(0, 19).replaceAll(':', '').replace('T', '-')
  const name = `bookvalue-${at}-${uuidv7().slice(-6)}.tar.gz`
  return requestJob(ctx, { kind: 'backup', subject: name, input: { name }, isSame: () => true })
}

/** The body of a job that backs the book up. A backup appears whole or not at all: one that is there is done. */
export async function backupRequested(ctx: Ctx, input: Json, signal: AbortSignal): Promise<Json> {
  const { name } = inputShape.parse(input)
  const file = join(folderOf(ctx), name)
  if ((await stat(file).catch(() => null)) === null) await backupBook(ctx, { file }, signal)
  return { name, bytes: (await stat(file)).size }
}

/** One backup file. It holds every figure of the book and the hashes of passwords: nobody has it who may not see both. */
export const getBackup: Verb<'getBackup'> = async (ctx, { name }) => {
  requireRight(ctx, 'backup')
  requireRight(ctx, 'manage-user')
  requireWholeBook(ctx)
  // Only a name that is listed is one: nothing a person writes becomes part of a path.
  const found = (await listed(ctx)).find((backup) => backup.name === name)
  if (!found) throw new BookError('not-found', `Cannot find backup "${name}"`)
  await auditRevealed(ctx, 'export', 'backup', { name })
  return { name, pieces: createReadStream(join(folderOf(ctx), name)) }
}

function folderOf({ places }: Ctx): string {
  return join(places.data, 'backups')
}

async function listed(ctx: Ctx): Promise<ListedBackup[]> {
  const entries = await readdir(folderOf(ctx), { withFileTypes: true }).catch(() => [])
  const names = entries.filter((entry) => entry.isFile() && nameForm.test(entry.name)).map((entry) => entry.name)
  const found = await Promise.all(
    names.map(async (name) => {
      const { size, mtime } = await stat(join(folderOf(ctx), name))
      return { name, bytes: size, at: mtime.toISOString() }
    }),
  )
  return found.toSorted((one, other) =>
    one.at < other.at ? 1 : one.at > other.at ? -1 : one.name < other.name ? 1 : -1,
  )
}
