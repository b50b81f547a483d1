import { createWriteStream } from 'node:fs'
import { readFile, readdir, rm, stat, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Place } from './book.ts'

const gibibyte = 2 ** 30
const fileBytes = 3 * gibibyte
const mostMemory = 2 * gibibyte
const pageBytes = 4096
/** The file, what is spooled of it, and the ledger. */
const diskBytes = 12 * gibibyte

async function whySkipped(): Promise<string | null> {
  if (process.env['BOOKVALUE_BIG'] !== '1') return 'it takes minutes; set BOOKVALUE_BIG=1 to run it'
  if (process.platform !== 'linux') return 'it reads /proc'
  const { bavail, bsize } = await statfs(tmpdir())
  return bavail * bsize < diskBytes ? `${tmpdir()} has less than ${String(diskBytes / gibibyte)} GiB free` : null
}

const why = await whySkipped()
if (why !== null) console.warn(`Skipped the import of a file of 3 GB: ${why}`)

describe.skipIf(why !== null)(`A file of 3 GB${why === null ? '' : ` (skipped: ${why})`}`, () => {
  it('is imported in less than 2 GiB of memory', { timeout: 3_600_000 }, async () => {
    await using place = await Place.make()
    const file = place.path('lines.csv')
    const { lines } = await writeLines(file)
    const started = performance.now()
    const command = place.start('import', file, '--base-currency', 'EUR', '--json')
    let peak = 0
    let ended = false
    const outcome = command.outcome.finally(() => (ended = true))
    while (!ended) {
      peak = Math.max(peak, await memoryOfGroup(command.child.pid ?? 0))
      await wait(200)
    }
    const { code, stdout, stderr } = await outcome
    const seconds = (performance.now() - started) / 1000
    const { size } = await stat(file)
    console.log(
      `${(size / gibibyte).toFixed(2)} GiB, ${String(lines)} lines: ${seconds.toFixed(0)} s, peak of the process tree ${(peak / 2 ** 20).toFixed(0)} MiB`,
    )
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(`"rows":${String(lines)},"new":${String(lines)}`)
    expect(peak).toBeLessThan(mostMemory)
    await rm(file)
  })
})

const days = Array.from({ length: 1400 }, (_, index) =>
  new Date(Date.UTC(2023, 0, 1 + index)).toISOString().slice(0, 10),
)

/** Lines of about 150 bytes: 50 000 accounts, 5 lines an invoice. */
async function writeLines(file: string): Promise<{ readonly lines: number }> {
  let lines = 0
  async function* blocks(): AsyncGenerator<string> {
    let written = 0
    yield 'invoice,line,date,account,site,salesperson,legal_entity,order_number,kind,product,quantity,unit,net\n'
    while (written < fileBytes) {
      const rows: string[] = []
      for (let count = 0; count < 20_000; count++) rows.push(lineOf(lines++))
      const block = rows.join('')
      written += block.length
      yield block
      await Promise.resolve()
    }
  }
  await pipeline(blocks(), createWriteStream(file))
  return { lines }
}

function lineOf(index: number): string {
  const invoice = Math.floor(index / 5)
  const account = (invoice * 7919) % 50_000
  const day = days[invoice % days.length] ?? ''
  const product = (index * 31) % 20_000
  return `INVOICE-2023-${invoice},${(index % 5) + 1},${day},CUSTOMER-${account},SITE-${account}-MAIN,REP-NORTH-${account % 90},Northern Trading Company,ORDER-2023-${invoice},goods,ARTICLE-NUMBER-${product},${(index % 9) + 1},piece,${(index % 90_000) / 100}\n`
}

/** Resident memory of a process group, in bytes: a command is started as the leader of one. */
async function memoryOfGroup(leader: number): Promise<number> {
  let bytes = 0
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const text = await readFile(join('/proc', pid, 'stat'), 'utf8').catch(() => '')
    // The name in parentheses may hold spaces; the group is the 5th field, the resident pages are the 24th.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[2]) === leader) bytes += Number(fields[21]) * pageBytes
  }
  return bytes
}
