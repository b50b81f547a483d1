// npm run bench -- serve: starts the real server on a generated book and asks it as many people at once would. Options:
// --accounts 100000 --search-accounts 200000 --seconds 3 --rounds 3 --import-lines 10000000 (0 for none) --only list,search,write,start,portfolio,live,import,postgres
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { setTimeout as wait } from 'node:timers/promises'
import { startPostgres } from '../postgres-server.ts'
import { calibrate } from './calibrate.ts'
import { coldLoads } from './cold-load.ts'
import { askUntil, load, oneByOne, percentile, writeUntil } from './load.ts'
import type { Load } from './load.ts'
import { describeMachine } from './machine.ts'
import { companyOf, keyOf, writeServeFiles } from './serve-files.ts'
import { runCommand, startServer, untilBuilt } from './served.ts'
import type { Served, Stores } from './served.ts'
import { writeFiles } from './write-files.ts'

const parts = ['list', 'search', 'write', 'start', 'portfolio', 'live', 'import', 'postgres'] as const
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    accounts: { type: 'string', default: '100000' },
    'search-accounts': { type: 'string', default: '200000' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    'import-lines': { type: 'string', default: '10000000' },
    only: { type: 'string', default: parts.join(',') },
    port: { type: 'string', default: '4390' },
  },
})
const accounts = Number(values.accounts)
const seconds = Number(values.seconds)
const rounds = Number(values.rounds)
const port = Number(values.port)
const wanted = new Set(values.only.split(','))
const busy = 16

/** Filter and order of the lists that are measured: what people ask for, and what is hard. */
const pairs = [
  { name: 'everybody, the largest band first', query: '' },
  { name: 'everybody by spend', query: 'sort=-spend' },
  { name: 'everybody by name', query: 'sort=name' },
  { name: 'accounts of a rep by change of spend', query: 'owner=main/R7&sort=spendChange' },
  { name: 'A and B by gross profit', query: 'grade=A&grade=B&sort=-grossProfit' },
  { name: 'a region and all below it by last invoice', query: 'territory=main/T3&sort=lastInvoice' },
  { name: 'a segment by margin', query: 'segment=main/S2&sort=marginRate' },
  { name: 'lost and fallen accounts by change of spend', query: 'movement=lost&movement=down&sort=spendChange' },
  { name: 'spend between two amounts by orders', query: 'minSpend=1000&maxSpend=5000&sort=-orders' },
  { name: 'part of a name by spend', query: 'q=berg&sort=-spend' },
  { name: 'A a year ago by owner', query: 'gradeBefore=A&sort=owner' },
  {
    name: 'nothing since half a year, small bands, by distance',
    query: 'lastBefore=2026-01-01&spendBand=500&spendBand=1000&sort=toNext',
  },
] as const

const folder = await mkdtemp(join(tmpdir(), 'bookvalue-bench-'))
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly limit: number
  readonly isLeast?: boolean
}
const figures: Figure[] = []

console.log(await describeMachine())
const book = await makeBook('book', accounts, 4, null)
if (['list', 'write', 'start', 'portfolio', 'live', 'import'].some((part) => wanted.has(part))) await measureEmbedded()
if (wanted.has('search')) await measureSearch()
if (wanted.has('postgres')) await measurePostgres()
const met = printFigures()
await rm(folder, { recursive: true, force: true })
process.exitCode = met ? 0 : 1

async function measureEmbedded(): Promise<void> {
  {
    await using served = await startServer(book, port)
    await untilBuilt(served)
    calm()
    if (wanted.has('list')) await measureLists(served, 'embedded', { one: 20, many: 120, least: 700 })
    if (wanted.has('write')) await measureOne(served)
  }
  if (wanted.has('start')) await measureStart()
  if (wanted.has('live')) await measureWrites()
  if (wanted.has('import') && values['import-lines'] !== '0') {
    await using served = await startServer(book, port)
    await untilBuilt(served)
    await measureUnderImport(served)
  }
  if (wanted.has('portfolio')) await measurePortfolio()
}

interface ListLimits {
  readonly one: number | null
  readonly many: number
  readonly least: number | null
}

async function measureLists(served: Served, where: string, limits: ListLimits): Promise<void> {
  const worst = { one: 0, many: 0, least: Number.POSITIVE_INFINITY }
  console.log(
    `\n${`list of 60 of ${count(accounts)} accounts, ${where}`.padEnd(58)}${'1 connection'.padStart(22)}${'16 connections'.padStart(32)}`,
  )
  for (const { name, query } of pairs) {
    const paths = await twoPages(served, query)
    const one = await median(() => load(served, { paths }, { connections: 1, seconds }))
    const many = await median(() => load(served, { paths }, { connections: busy, seconds }))
    console.log(`${name.padEnd(58)}${shown(one)}${shown(many)}`)
    worst.one = Math.max(worst.one, one.p99)
    worst.many = Math.max(worst.many, many.p99)
    worst.least = Math.min(worst.least, many.perSecond)
  }
  if (limits.one !== null) add(`list, ${where}, 1 connection, p99 of the slowest pair`, worst.one, 'ms', limits.one)
  add(`list, ${where}, 16 connections, p99 of the slowest pair`, worst.many, 'ms', limits.many)
  if (limits.least !== null)
    addLeast(`list, ${where}, 16 connections, the slowest pair`, worst.least, 'requests/s', limits.least)
}

/** The middle of a few rounds by rate and by slowest answers, each by itself: a machine that hiccups once does not decide. */
async function median(round: () => Promise<Load>): Promise<Load> {
  const loads: Load[] = []
  for (let turn = 0; turn < rounds; turn += 1) loads.push(await round())
  const middle = (pick: (one: Load) => number): number => percentile(loads.map(pick), 0.5)
  return {
    perSecond: middle(({ perSecond }) => perSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    failed: Math.max(...loads.map(({ failed }) => failed)),
  }
}

/** The first page of a list and the one after it. */
async function twoPages(served: Served, query: string): Promise<string[]> {
  const first = `/accounts?limit=60${query === '' ? '' : `&${query}`}`
  const { next } = (await served.get(first)) as { next: string | null }
  return next === null ? [first] : [first, `${first}&cursor=${encodeURIComponent(next)}`]
}

async function measureOne(served: Served): Promise<void> {
  const ids = await someIds(served, 400)
  const paths = ids.map((id) => `/accounts/${id}`)
  const read = await median(() => load(served, { paths }, { connections: busy, seconds }))
  // So many that hardly one is what is there already: what changes nothing is not written.
  const locales = 'bg cs da de el en es et fi fr ga hr hu it lt lv mt nb nl pl pt ro sk sl sv tr uk'.split(' ')
  const bodies = locales.flatMap((format) =>
    ['dark', 'light', 'system'].map((theme) => JSON.stringify({ format, theme })),
  )
  // In turn, so that a busy disk slows both.
  const bares: number[] = []
  const update = await median(async () => {
    bares.push(commitsPerSecond())
    return load(served, { method: 'PATCH', paths: ['/session/preferences'], bodies }, { connections: busy, seconds })
  })
  const bare = percentile(bares, 0.5)
  console.log(`\n${'one account read'.padEnd(80)}${shown(read)}\n${'one durable update'.padEnd(80)}${shown(update)}`)
  console.log(`the bare store commits ${bare.toFixed(0)} rows one by one in a second`)
  addLeast('one account read, 16 connections', read.perSecond, 'requests/s', 1500)
  addLeast('one durable update, 16 connections', update.perSecond, 'requests/s', bare / 2)
}

async function someIds(served: Served, many: number): Promise<string[]> {
  const ids: string[] = []
  for (let index = 0; ids.length < many; index += 1) {
    const key = keyOf((index * 7919) % accounts)
    const { items } = (await served.get(`/search?limit=1&q=${key}`)) as { items: { account: { id: string } }[] }
    const id = items[0]?.account.id
    if (id !== undefined) ids.push(id)
  }
  return ids
}

/** Commits of one row each, with the durability of the records, on the same disk in the same minutes. */
function commitsPerSecond(): number {
  const database = new DatabaseSync(join(folder, 'bare.sqlite'))
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; create table if not exists t (id integer primary key, value text)',
  )
  const insert = database.prepare('insert into t (value) values (?)')
  const started = performance.now()
  let commits = 0
  for (; performance.now() - started < 2000; commits += 1)
    insert.run(`a value of some length, number ${String(commits)}`)
  database.close()
  return commits / ((performance.now() - started) / 1000)
}

async function measureUnderImport(served: Served): Promise<void> {
  const files = join(folder, 'import')
  say(`writing ${count(Number(values['import-lines']))} lines to import`)
  await writeFiles(files, Number(values['import-lines']))
  const paths = await twoPages(served, 'owner=main/R7&sort=-spend')
  const quiet = async (connections: number): Promise<number[]> => {
    const end = performance.now() + rounds * seconds * 1000
    return askUntil(served, paths, connections, () => performance.now() > end)
  }
  calm()
  const before = { one: await quiet(1), many: await quiet(busy) }
  // Through the running server, as the command line does it.
  let isDone = false
  const started = performance.now()
  const importing = runCommand(book, ['import', files, '--as', 'second', '--base-currency', 'EUR']).finally(() => {
    isDone = true
  })
  // One connection and many by turns, so that both see every step of it.
  const during = { one: [] as number[], many: [] as number[] }
  while (!isDone) {
    for (const [name, connections] of [
      ['one', 1],
      ['many', busy],
    ] as const) {
      const end = performance.now() + 2000
      during[name].push(...(await askUntil(served, paths, connections, () => isDone || performance.now() > end)))
    }
  }
  await importing
  console.log(
    `\nan import of ${count(Number(values['import-lines']))} lines through the running server took ${((performance.now() - started) / 1000).toFixed(0)} s`,
  )
  for (const [name, connections] of [
    ['one', 1],
    ['many', busy],
  ] as const) {
    const [calm, under] = [percentile(before[name], 0.99), percentile(during[name], 0.99)]
    const worst = percentile(during[name], 1)
    console.log(
      `list over ${String(connections)} connections: p99 ${calm.toFixed(1)} ms without, ${under.toFixed(1)} ms during, worst ${worst.toFixed(0)} ms`,
    )
    add(`list during an import, ${String(connections)} connections, p99 by p99 without`, under / calm, 'times', 3)
  }
}

/** How long small changes wait while as many accounts again come in and the view of all of them is made. */
async function measureWrites(): Promise<void> {
  const files = join(folder, 'live')
  await writeServeFiles(files, { accounts, invoices: 1 })
  const own = await makeBook('live-book', 2000, 1, null)
  await using served = await startServer(own, port)
  await untilBuilt(served)
  calm()
  let isDone = false
  const started = performance.now()
  const coming = runCommand(own, ['import', files, '--as', 'second', '--base-currency', 'EUR'])
    .then(() => untilBuilt(served))
    .finally(() => {
      isDone = true
    })
  const times = await writeUntil(served, () => isDone)
  await coming
  const took = ((performance.now() - started) / 1000).toFixed(0)
  const [middle, slow, worst] = [0.5, 0.99, 1].map((part) => percentile(times, part).toFixed(0))
  console.log(
    `\n${count(times.length)} updates while ${count(accounts)} accounts came in and into view, ${took} s: p50 ${middle ?? ''} ms, p99 ${slow ?? ''} ms, worst ${worst ?? ''} ms`,
  )
  add('update while an import becomes live and the view is made, p99', percentile(times, 0.99), 'ms', 50)
}

async function measureStart(): Promise<void> {
  const starts: number[] = []
  let resident = 0
  for (let turn = 0; turn < 3; turn += 1) {
    await using served = await startServer(book, port)
    starts.push(served.startSeconds)
    await served.get('/accounts?limit=60')
    if (turn < 2) continue
    await untilBuilt(served)
    await wait(5000)
    resident = served.residentBytes() / 1e6
  }
  console.log(`\nstart with an existing book: ${starts.map((start) => start.toFixed(2)).join(', ')} s`)
  add('start with an existing book', percentile(starts, 0.5), 's', 2)
  add('idle memory', resident, 'MB', 350)
}

async function measurePortfolio(): Promise<void> {
  const loads = await coldLoads(book, port, 5)
  if (loads === null) return say('no browser here: the cold load of the Portfolio is not measured')
  console.log(`\nPortfolio readable after a cold load: ${loads.map((load) => load.toFixed(2)).join(', ')} s`)
  add('Portfolio readable after a cold load', percentile(loads, 0.5) * 1000, 'ms', 1500)
}

async function measureSearch(): Promise<void> {
  const many = Number(values['search-accounts'])
  const large = await makeBook('search', many, 1, null)
  await using served = await startServer(large, port)
  await untilBuilt(served)
  const typed = Array.from({ length: 24 }, (_, index) => {
    const account = (index * 48_271) % many
    return (
      [
        companyOf(account),
        keyOf(account),
        `inv-2025-${String(account).padStart(8, '0')}`,
        `so${String(700_000 + account)}`,
      ][index % 4] ?? ''
    )
  })
  const paths = typed.flatMap((text) =>
    Array.from({ length: text.length }, (_, at) => `/search?q=${encodeURIComponent(text.slice(0, at + 1))}`),
  )
  calm()
  await oneByOne(served, paths.slice(0, 40))
  const times = await oneByOne(served, paths)
  console.log(
    `\nsearch in ${count(many)} accounts, ${String(times.length)} letters one after another: p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, worst ${percentile(times, 1).toFixed(1)} ms`,
  )
  add(`search, ${count(many)} accounts, one letter after another, p95`, percentile(times, 0.95), 'ms', 50)
}

async function measurePostgres(): Promise<void> {
  const postgres = await startPostgres()
  try {
    const stores = await makeBook('postgres', accounts, 4, postgres.url)
    await using served = await startServer(stores, port)
    await untilBuilt(served)
    calm()
    await measureLists(served, 'PostgreSQL', { one: null, many: 80, least: null })
  } finally {
    await postgres.stop()
  }
}

/** A book made by the command line, as somebody would. */
async function makeBook(name: string, size: number, invoices: number, databaseUrl: string | null): Promise<Stores> {
  const files = join(folder, `${name}-files`)
  const stores = { data: join(folder, name), databaseUrl }
  say(`making a book of ${count(size)} accounts and ${count(size * invoices * 3)} lines`)
  await writeServeFiles(files, { accounts: size, invoices })
  await runCommand(stores, ['import', files, '--as', 'main', '--base-currency', 'EUR'])
  await rm(files, { recursive: true })
  return stores
}

function shown({ perSecond, p50, p99, failed }: Load): string {
  const errors = failed === 0 ? '' : ` ${String(failed)} failed`
  return `${perSecond.toFixed(0).padStart(8)}/s p50 ${p50.toFixed(0).padStart(3)} p99 ${p99.toFixed(0).padStart(3)} ms${errors}`
}

function add(what: string, value: number, unit: string, limit: number): void {
  figures.push({ what, value, unit, limit })
}

function addLeast(what: string, value: number, unit: string, limit: number): void {
  figures.push({ what, value, unit, limit, isLeast: true })
}

function printFigures(): boolean {
  console.log(`\n${'figure'.padEnd(64)}${'value'.padStart(10)}${'limit'.padStart(12)}`)
  let isMet = true
  for (const { what, value, unit, limit, isLeast = false } of figures) {
    const isGood = isLeast ? value >= limit : value <= limit
    isMet &&= isGood
    const bound = `${isLeast ? '>=' : '<='} ${limit.toFixed(0)}`
    console.log(
      `${what.padEnd(64)}${value.toFixed(unit === 's' ? 2 : 1).padStart(10)}${bound.padStart(12)} ${unit.padEnd(10)} ${isGood ? 'PASS' : 'FAIL'}`,
    )
  }
  return isMet
}

function count(number: number): string {
  return number.toLocaleString('en')
}

/** How fast one core is at this moment, beside what is measured. */
function calm(): void {
  console.log(`\nfixed loop ${calibrate().toFixed(2)} s`)
}

function say(text: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)
}
