import { mkdir, readFile, readdir, rename, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Ctx } from '../context.ts'
import { isMissing, outcomes } from './places.ts'
import type { InboxFile, Outcome, SourceFolder } from './places.ts'

/** The sentence beside files that were taken. */
const messageFile = 'what happened.txt'
/** A sentence is read up to here, in characters. */
const longestMessage = 2000

const idForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Where files are until all of them are there: whoever makes it has the folder of the source to himself. */
const fillingName = '.filling'
/** Milliseconds after which a folder that is being filled was left by a server that died at it. */
const abandonedMs = 600_000

/** Files that were taken together and are being worked on. */
export interface Taken {
  /** A UUIDv7, also that of their job. */
  readonly id: string
  readonly source: string
  /** The folder of the source. */
  readonly home: string
  readonly folder: string
}

/** Files that were worked on. */
interface Settled {
  readonly id: string
  readonly source: string
  /** The instant at which they were put aside. */
  readonly at: string
  readonly state: Outcome
  readonly files: readonly string[]
  readonly message: string | null
}

/**
 * Takes all files of a source folder out of the way: one server gets them, whole. Null when another server is at it, or a file
 * has gone meanwhile. Whatever fails, the files are where they were.
 */
export async function takeFiles({ source, path }: SourceFolder, files: readonly InboxFile[]): Promise<Taken | null> {
  const id = uuidv7()
  const [filling, folder] = [join(path, 'working', fillingName), join(path, 'working', id)]
  await mkdir(join(path, 'working'), { recursive: true })
  if (!(await isMade(filling))) return null
  const moved: string[] = []
  try {
    for (const { name } of files) {
      await rename(join(path, name), join(filling, name))
      moved.push(name)
    }
    await rename(filling, folder)
  } catch (error) {
    for (const name of moved) await rename(join(filling, name), join(path, name))
    await rmdir(filling)
    if (isMissing(error)) return null
    throw error
  }
  return { id, source, home: path, folder }
}

/** Makes a folder; false when it is there. */
async function isMade(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** What was taken from the folder of a source and is not put aside yet, by whichever server. */
export async function listTaken({ source, path }: SourceFolder): Promise<Taken[]> {
  const names = (await readWorking(path)).filter((name) => idForm.test(name)).toSorted()
  return names.map((id) => ({ id, source, home: path, folder: join(path, 'working', id) }))
}

/** Completes what a server began to take and left so long ago that it has died. */
export async function adoptAbandoned({ path }: SourceFolder, now: number): Promise<void> {
  const filling = join(path, 'working', fillingName)
  const found = await stat(filling).catch(() => null)
  if (found === null || now - found.mtimeMs <= abandonedMs) return
  await rename(filling, join(path, 'working', uuidv7()))
}

async function readWorking(path: string): Promise<string[]> {
  return readdir(join(path, 'working')).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
}

/** The names of the files that were taken. */
export async function filesOf(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name !== messageFile).toSorted()
}

/** Puts files aside with a sentence beside them; does nothing when another server was faster. */
export async function putAside(
  ctx: Pick<Ctx, 'now'>,
  { id, home, folder }: Taken,
  outcome: Outcome,
  message: string,
): Promise<void> {
  try {
    await writeFile(join(folder, messageFile), `${message}\n`)
    await mkdir(join(home, outcome), { recursive: true })
    await rename(folder, join(home, outcome, `${toStamp(ctx.now())}_${id}`))
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

/** Where files lie that were worked on. */
interface Aside {
  readonly source: string
  readonly state: Outcome
  readonly folder: string
  /** The instant at which they were put there, and the id of the take. */
  readonly at: string
  readonly id: string
}

/** The last takes of these sources that are put aside, the newest first, at most so many. */
export async function listSettled(sources: readonly SourceFolder[], limit: number): Promise<Settled[]> {
  const found = await Promise.all(sources.flatMap((source) => outcomes.map((state) => listAside(source, state))))
  const last = found
    .flat()
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
    .slice(0, limit)
  return Promise.all(last.map(readAside))
}

async function listAside({ source, path }: SourceFolder, state: Outcome): Promise<Aside[]> {
  const names = await readdir(join(path, state)).catch(() => [])
  return names.flatMap((name) => {
    const { date, time, id } = stampForm.exec(name)?.groups ?? {}
    if (date === undefined || time === undefined || id === undefined) return []
    return [{ source, state, folder: join(path, state, name), at: `${date}T${time.replaceAll('-', ':')}Z`, id }]
  })
}

async function readAside({ folder, ...aside }: Aside): Promise<Settled> {
  const message = await readFile(join(folder, messageFile), 'utf8').catch(() => null)
  return {
    ...aside,
    files: await filesOf(folder).catch(() => []),
    message: message === null ? null : message.trim().slice(0, longestMessage),
  }
}

/** When and by which job: names that sort by time, and that every file system takes. */
const stampForm = /^(?<date>\d{4}-\d\d-\d\d)T(?<time>\d\d-\d\d-\d\d)Z_(?<id>[\da-f-]{36})$/

function toStamp(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(':', '-')}Z`
}
