import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import type { Output } from '../../contract/operations.ts'
import { findJobs } from '../../records/job.ts'
import { putSetting } from '../../records/setting.ts'
import { audit } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { inboxFolderOf, inboxSetting, isInboxWatched, isMissing, listSources, readFiles } from './places.ts'
import type { SourceFolder } from './places.ts'
import { filesOf, listSettled, listTaken } from './take.ts'

type Inbox = Output<'getInbox'>

/** How many takes a screen can show. */
const shownAtMost = 50

/** The watched folder, what waits in it and what became of what came. */
export const getInbox: Verb<'getInbox'> = async (ctx) => {
  requireRight(ctx, 'import')
  return showInbox(ctx)
}

/** Turns the watched folder on, which makes it, or off. Where it lies only the environment says. */
export const updateInbox: Verb<'updateInbox'> = async (ctx, { isWatched }) => {
  requireRight(ctx, 'manage-setting')
  const folder = inboxFolderOf(ctx)
  if (ctx.places.inbox !== null) {
    throw new BookError('conflict', `Cannot change whether "${folder}" is watched: BOOKVALUE_INBOX says so`)
  }
  if (isWatched) await mkdir(folder, { recursive: true })
  await ctx.records.write(async (trx) => {
    if ((await isInboxWatched(ctx, trx)) === isWatched) return
    await putSetting(trx, inboxSetting, isWatched ? 'on' : 'off')
    await audit(ctx, 'update inbox', 'inbox', { changes: { isWatched: { from: !isWatched, to: isWatched } } }, trx)
  })
  return showInbox(ctx)
}

async function showInbox(ctx: Ctx): Promise<Inbox> {
  const folder = inboxFolderOf(ctx)
  const isWatched = await isInboxWatched(ctx)
  const found = await listSources(folder).then(
    (sources) => ({ sources, problem: null }),
    (error: unknown) => ({ sources: [], problem: reasonOf(folder, error) }),
  )
  const folders = [folder, ...found.sources.map(({ path }) => path)]
  const problems = isWatched ? await Promise.all(folders.map(problemOf)) : []
  const problem = found.problem ?? problems.find((each) => each !== null) ?? null
  const working = (await Promise.all(found.sources.map(workingIn))).flat()
  const settled = await listSettled(found.sources, shownAtMost)
  const takes = [...working, ...settled].toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, shownAtMost)
  const jobs = await findJobs(
    ctx.records.view,
    takes.map(({ id }) => id),
  )
  const jobIds = new Set(jobs.map(({ id }) => id))
  return {
    isWatched,
    setBy: ctx.places.inbox === null ? 'setting' : 'environment',
    folder,
    problem,
    waiting: (await Promise.all(found.sources.map(waitingIn))).flat(),
    takes: takes.map((take) => ({ ...take, files: [...take.files], job: jobIds.has(take.id) ? take.id : null })),
  }
}

/** What waits in the folder of a source; what may not be read is told as a problem. */
async function waitingIn(folder: SourceFolder): Promise<Inbox['waiting']> {
  const files = await readFiles(folder).catch(() => [])
  return files.length === 0 ? [] : [{ source: folder.source, files: files.map(({ name, bytes }) => ({ name, bytes })) }]
}

/** What was taken from the folder of a source and is being worked on. */
async function workingIn(folder: SourceFolder) {
  return Promise.all(
    (await listTaken(folder).catch(() => [])).map(async (taken) => ({
      id: taken.id,
      source: taken.source,
      at: instantOf(taken.id),
      state: 'working' as const,
      files: await filesOf(taken.folder).catch(() => []),
      message: null,
    })),
  )
}

/** The instant a UUIDv7 was made at. */
function instantOf(id: string): string {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString()
}

async function problemOf(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return null
  } catch (error) {
    return reasonOf(folder, error)
  }
}

function reasonOf(folder: string, error: unknown): string {
  if (isMissing(error)) return `Cannot watch "${folder}": there is no such folder`
  return `Cannot watch "${folder}": the server may not read and move files there`
}
