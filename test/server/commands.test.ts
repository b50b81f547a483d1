import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Place, projectRoot } from '../cli/book.ts'
import type { Outcome } from '../cli/book.ts'
import { writeTradeFiles } from '../cli/trade-files.ts'
import { TestServer } from './server.ts'

const trade = { accounts: 120, invoices: 900, linesPerInvoice: 3 }

/** The same book twice: one that a server has open and one that nobody has. */
let served: Place
let alone: Place
let server: TestServer

beforeAll(async () => {
  served = await Place.make()
  await writeTradeFiles(served.path('first'), { ...trade, edition: 1 })
  await writeTradeFiles(served.path('second'), { ...trade, edition: 2 })
  await writeFile(
    served.path('bad.csv'),
    'invoice,line,date,account,product,quantity,net\nX1,1,2025-02-30,A00001,,1,5.00\n',
  )
  await served.ok('import', served.path('first'), '--base-currency', 'EUR')
  alone = await Place.make()
  await alone.copyDataFrom(served.data)
  server = await TestServer.start(served)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await served[Symbol.asyncDispose]()
  await alone[Symbol.asyncDispose]()
})

/** What must be equal, without what is different about any two runs: the place, ids and times. */
function told({ code, signal, stdout, stderr }: Outcome, place: Place): unknown {
  const plain = (text: string): string =>
    text
      .replaceAll(place.folder, '<place>')
      .replaceAll(served.folder, '<place>')
      .replaceAll(/[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g, '<id>')
      .replaceAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+Z)?/g, '<time>')
  return { code, signal, stdout: plain(stdout), stderr: plain(stderr) }
}

/** Every command, one after the other on both books, with what can go wrong. */
const commands: readonly [expected: number, ...args: string[]][] = [
  [0, 'imports', 'list'],
  [0, 'imports', 'show', '1', '--json'],
  [4, 'imports', 'show', '7'],
  [0, 'grade', '--period', '2025'],
  [0, 'grade', '--period', '2025', '--json'],
  [2, 'grade', '--period', 'soon'],
  [0, 'explain', 'A00001', '--period', '2025', '--lines'],
  [4, 'explain', 'nobody', '--period', '2025'],
  [0, 'movement', '--from', '2024', '--to', '2025', '--list'],
  [0, 'accounts', '--by', 'owner', '--json'],
  [0, 'policy', 'show'],
  [0, 'import', '<second>', '--dry-run', '--quiet'],
  [0, 'import', '<second>', '--quiet'],
  [3, 'import', '<bad>', '--kind', 'lines', '--strict', '--quiet'],
  [4, 'import', '<missing>', '--quiet'],
  [0, 'import', '<second>', '--quiet', '--json'],
  [0, 'imports', 'undo', '2'],
  [7, 'imports', 'undo', '2'],
  [0, 'close', '2024'],
  [7, 'close', '2024'],
  [0, 'close'],
  [0, 'doctor', '--json'],
  [0, 'export', '<out>'],
  [2, 'grade', '--no-such-option'],
]

describe('the command line on a book that a server has open', () => {
  it.each(commands)(
    'ends with %i and says the same as on a book nobody has open: %s %s %s %s',
    async (expected, ...args) => {
      const results = []
      for (const place of [served, alone]) {
        const files: Readonly<Record<string, string>> = {
          '<second>': served.path('second'),
          '<bad>': served.path('bad.csv'),
          '<missing>': served.path('missing'),
          '<out>': place.path('out'),
        }
        results.push(told(await place.run(...args.map((word) => files[word] ?? String(word))), place))
      }
      expect(results[0]).toEqual(results[1])
      expect(results[0]).toMatchObject({ code: expected, signal: null })
    },
  )

  it('writes the same files', async () => {
    const textOf = async (place: Place): Promise<string[]> =>
      Promise.all(
        (await readdir(place.path('out'))).toSorted().map((name) => readFile(place.path('out', name), 'utf8')),
      )
    expect(await textOf(served)).toEqual(await textOf(alone))
    expect((await textOf(served)).join('').length).toBeGreaterThan(1000)
  })

  it('reads files by names of the directory it is given in, not of the one the server runs in', async () => {
    const path = relative(projectRoot, served.path('second'))
    const [row] = await served.json('import', path, '--dry-run', '--quiet')
    expect(row).toMatchObject({ source: 'main', rejected: 0 })
  })

  it('stops an import by Ctrl-C and leaves nothing of it', async () => {
    await using place = await Place.make()
    await writeTradeFiles(place.path('large'), { accounts: 300, invoices: 6000, linesPerInvoice: 5, edition: 1 })
    await using large = await TestServer.start(place)
    const command = place.start('import', place.path('large'), '--base-currency', 'EUR')
    await large.until(() => large.log.includes('listening'))
    while ((await readdir(join(place.data, 'temporary')).catch(() => [])).length === 0) await wait(10)
    await wait(100)
    command.signal('SIGINT')
    const { code, stderr } = await command.outcome
    expect({ code, stderr }).toMatchObject({ code: 130, stderr: '\nInterrupted; nothing was written\n' })
    expect(await place.json('imports', 'list')).toEqual([])
    await place.ok('import', place.path('large'), '--base-currency', 'EUR', '--quiet')
    expect(await place.json('imports', 'list')).toHaveLength(1)
  })

  it('takes no command without the token of the data directory', async () => {
    const { address, token } = JSON.parse(await readFile(join(served.data, 'server.json'), 'utf8')) as {
      address: string
      token: string
    }
    const body = JSON.stringify({ argv: ['imports', 'list'], user: 'eve', interactive: false, directory: '/' })
    const send = async (authorization: string, more: Readonly<Record<string, string>> = {}): Promise<number> => {
      const headers = { authorization, 'content-type': 'application/json', ...more }
      return (await fetch(address, { method: 'POST', headers, body })).status
    }
    expect(await send('')).toBe(401)
    expect(await send('Bearer ')).toBe(401)
    expect(await send(`Bearer ${token.slice(0, -1)}`)).toBe(401)
    expect(await send(`Bearer ${token}`)).toBe(200)
    // Somebody elsewhere, through a proxy on this machine.
    expect(await send(`Bearer ${token}`, { 'x-forwarded-for': '203.0.113.7' })).toBe(404)
  })

  it('pays no heed to what a killed server left', async () => {
    await using place = await Place.make()
    await place.copyDataFrom(alone.data)
    const killed = await TestServer.start(place)
    await killed.kill()
    expect(await readdir(place.data)).toContain('server.json')
    expect(await place.json('imports', 'list')).not.toEqual([])
  })

  it('is noted among the jobs, by the account of the operating system', async () => {
    await using place = await Place.make()
    await using fresh = await TestServer.start(place)
    const visitor = await fresh.comeIn()
    await place.ok('imports', 'list')
    const { items } = await visitor.call('listJobs', { query: { kind: ['command'] } })
    expect(items[0]).toMatchObject({ kind: 'command', subject: 'imports list', state: 'done', canRetry: false })
    expect(items[0]?.requestedBy.id).toBeNull()
  })
})
