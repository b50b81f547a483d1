import { execFile } from 'node:child_process'
import { lstat, readdir, readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

interface Owner {
  readonly pid: number
  /** When the process started, in whatever form the system tells it: a number may be given to another process later. */
  readonly start: string | null
}

/** Says in a run's folder which process it belongs to. */
export async function markAsOurs(folder: string): Promise<void> {
  const owner: Owner = { pid: process.pid, start: await startOf(process.pid) }
  await writeFile(join(folder, 'owner.json'), JSON.stringify(owner))
}

/** Stops the servers of runs that are gone and removes their folders; what a living run uses stays. */
export async function removeLeftovers(runs: string): Promise<void> {
  for (const name of await readdir(runs)) {
    const folder = join(runs, name)
    if (!(await isAbandoned(folder))) continue
    const data = join(folder, 'data')
    const pid = await readServerPid(data)
    if (pid !== undefined) await stopServer(pid, data)
    await rm(folder, { recursive: true, force: true })
  }
}

async function isAbandoned(folder: string): Promise<boolean> {
  const owner = await readOwner(folder)
  if (owner !== undefined) return !(await isRunning(owner))
  // Without an owner it is either being made at this moment or was left half made.
  const made = await lstat(folder).catch(() => undefined)
  return made !== undefined && Date.now() - made.mtimeMs > 60_000
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(join(folder, 'owner.json'), 'utf8'))
    return isOwner(owner) ? owner : undefined
  } catch {
    return undefined
  }
}

function isOwner(value: unknown): value is Owner {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'start' in value
  )
}

async function isRunning(owner: Owner): Promise<boolean> {
  return isAlive(owner.pid) && (await startOf(owner.pid)) === owner.start
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function startOf(pid: number): Promise<string | null> {
  try {
    if (process.platform !== 'linux') return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).stdout.trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces; the start is the 22nd field, the 20th after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

/** The process that PostgreSQL itself noted for this very folder. */
async function readServerPid(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const [pid, folder] = text.split('\n')
  return folder === data && Number(pid) > 1 ? Number(pid) : undefined
}

async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  try {
    if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data))
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout.includes(data)
  } catch {
    return false
  }
}

/** Signals nothing but a server that works in this very folder. */
async function stopServer(pid: number, data: string): Promise<void> {
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    if (!(await isServerOf(pid, data))) return
    process.kill(pid, signal)
    for (let tries = 0; tries < 100 && (await isServerOf(pid, data)); tries++) await wait(50)
  }
}
