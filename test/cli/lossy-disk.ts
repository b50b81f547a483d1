import { execFile, execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const prefix = 'bookvalue-power-'
const diskBytes = 400 * 2 ** 20

/** An ext4 file system of its own that can lose its power: what was not synced is gone. */
export interface LossyDisk extends AsyncDisposable {
  readonly folder: string
  /** Stops the file system at once, its journal not flushed. Everything that is open there fails from now on. */
  cutPower(): Promise<void>
  /** Mounts it again, as after the next start of the machine. Nobody may have a file open. */
  comeBack(): Promise<void>
}

/** Why a disk cannot be made here; null when it can. Tries it, because no flag tells. */
export function whyNoLossyDisk(): string | null {
  if (process.platform !== 'linux') return 'it needs Linux'
  if (process.getuid?.() !== 0) return 'it needs root, to mount a file system'
  const folder = mkdtempSync(join(tmpdir(), 'bookvalue-try-'))
  try {
    execFileSync('python3', ['-c', 'import fcntl'], { stdio: 'pipe' })
    const image = join(folder, 'disk')
    makeImage(image, 16 * 2 ** 20)
    execFileSync('mkfs.ext4', ['-q', '-F', image], { stdio: 'pipe' })
    execFileSync('mount', ['-o', 'loop', image, folder], { stdio: 'pipe' })
    execFileSync('umount', [folder], { stdio: 'pipe' })
    return null
  } catch (error) {
    return `a loop device cannot be made here (${String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''})`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Makes and mounts a disk. Call it only where `whyNoLossyDisk` has nothing against it. */
export async function makeLossyDisk(): Promise<LossyDisk> {
  await unmountLeftovers()
  const base = await mkdtemp(join(tmpdir(), `${prefix}${String(process.pid)}-`))
  const [image, folder] = [join(base, 'disk'), join(base, 'mount')]
  await mkdir(folder)
  makeImage(image, diskBytes)
  await run('mkfs.ext4', ['-q', '-F', image])
  // The journal is committed when somebody syncs, hardly ever by itself: more is lost that way.
  const mount = (): Promise<unknown> => run('mount', ['-o', 'loop,commit=300', image, folder])
  await mount()
  return {
    folder,
    async cutPower() {
      // EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
      const code = `import fcntl, os, struct
fcntl.ioctl(os.open(${JSON.stringify(folder)}, os.O_RDONLY), 0x8004587D, struct.pack('I', 2))`
      await run('python3', ['-c', code])
    },
    async comeBack() {
      await run('umount', [folder])
      await mount()
    },
    async [Symbol.asyncDispose]() {
      await run('umount', [folder])
      await rm(base, { recursive: true, force: true })
    },
  }
}

function makeImage(path: string, bytes: number): void {
  closeSync(openSync(path, 'w'))
  truncateSync(path, bytes)
}

/** Unmounts what a run that was killed has left; its loop device goes with the mount. */
async function unmountLeftovers(): Promise<void> {
  for (const line of readFileSync('/proc/mounts', 'utf8').split('\n')) {
    const folder = line.split(' ')[1] ?? ''
    const pid = new RegExp(`/${prefix}(\\d+)-[^/]+/mount$`).exec(folder)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    await run('umount', [folder])
    await rm(join(folder, '..'), { recursive: true, force: true })
  }
}
