import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, lstat, mkdir, mkdtemp, open, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type Binaries, findBinaries } from './postgres-binaries.ts'
import { markAsOurs, removeLeftovers } from './postgres-leftovers.ts'

const run = promisify(execFile)
const role = 'bookvalue'

export interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

interface Cluster {
  readonly binaries: Binaries
  readonly folder: string
  readonly data: string
  readonly password: string
  /** Who the server runs as; undefined means as ourselves. */
  readonly user: User | undefined
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** Starts a PostgreSQL of our own on a free port of 127.0.0.1, its data in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const runs = await openRunsFolder()
  await removeLeftovers(runs)
  const folder = await mkdtemp(join(runs, 'run-'))
  try {
    await markAsOurs(folder)
    await chmod(folder, 0o711)
    const cluster = await createCluster(folder)
    const { server, url } = await startServer(cluster)
    const stopWithUs = () => server.kill('SIGQUIT')
    process.once('exit', stopWithUs)
    return {
      url,
      async stop() {
        process.off('exit', stopWithUs)
        await stopServer(server)
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** The one place where runs keep their folders, so that the next run finds what a killed one left. */
async function openRunsFolder(): Promise<string> {
  const uid = process.getuid?.()
  const runs = join(await realpath(tmpdir()), `bookvalue-test-postgres-${uid ?? 'user'}`)
  await mkdir(runs, { recursive: true, mode: 0o711 })
  const found = await lstat(runs)
  if (!found.isDirectory() || (uid !== undefined && found.uid !== uid)) {
    throw new Error(`Cannot keep PostgreSQL in "${runs}": it is not a folder of this user. Remove it and try again.`)
  }
  return runs
}

async function createCluster(folder: string): Promise<Cluster> {
  const binaries = await findBinaries(folder)
  const user = await findUser()
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(16).toString('hex')
  await mkdir(data, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user !== undefined) {
    await chown(data, user.uid, user.gid)
    await chown(passwordFile, user.uid, user.gid)
  }
  const args = [
    '-D',
    data,
    '-U',
    role,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-sync',
  ]
  // A locale that does not sort by bytes shows where a query forgets to say how it sorts.
  await run(binaries.initdb, [...args, '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'], {
    cwd: folder,
    ...user,
  })
  return { binaries, folder, data, password, user }
}

/** PostgreSQL refuses to run as root, so root lends it another user of this machine. */
async function findUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const users = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0)
  const user = users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody') ?? users[0]
  if (user === undefined) {
    throw new Error('Cannot start PostgreSQL as root: add a user besides root to this machine, for example "postgres".')
  }
  return { uid: user.uid, gid: user.gid }
}

async function startServer(cluster: Cluster): Promise<{ server: ChildProcess; url: string }> {
  // Another process may take the free port before PostgreSQL does.
  for (let tries = 1; ; tries++) {
    const port = await findFreePort()
    const url = `postgres://${role}:${cluster.password}@127.0.0.1:${port}/postgres`
    const server = await spawnServer(cluster, port)
    if (await answers(server, url)) return { server, url }
    await stopServer(server)
    if (tries === 3) {
      const log = await readFile(join(cluster.folder, 'log'), 'utf8')
      throw new Error(`Cannot start PostgreSQL "${cluster.binaries.postgres}":\n${log}`)
    }
  }
}

async function spawnServer({ binaries, folder, data, user }: Cluster, port: number): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    // The data is thrown away afterwards: nothing needs to survive a power loss.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }
  const log = await open(join(folder, 'log'), 'a')
  const server = spawn(
    binaries.postgres,
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { cwd: folder, stdio: ['ignore', log.fd, log.fd], ...user },
  )
  server.on('error', () => {})
  await log.close()
  return server
}

async function answers(server: ChildProcess, url: string): Promise<boolean> {
  for (let tries = 0; tries < 300 && !hasEnded(server); tries++) {
    const client = new Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return !hasEnded(server)
    } catch {
      await wait(100)
    }
  }
  return false
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return
  const ended = once(server, 'exit')
  server.kill('SIGINT')
  const timer = setTimeout(() => server.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(timer)
}

function hasEnded(server: ChildProcess): boolean {
  return server.pid === undefined || server.exitCode !== null || server.signalCode !== null
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('Cannot find a free port on 127.0.0.1')
  return address.port
}
