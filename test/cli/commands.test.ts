import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseMicros } from '../../src/domain/money.ts'
import { hashTree, jsonLines, listIn, Place, projectRoot } from './book.ts'
import { sum } from './real-export.ts'
import { writeTradeFiles } from './trade-files.ts'

const trade = { accounts: 40, invoices: 200, linesPerInvoice: 4 }
const textOf = (value: unknown): string => (typeof value === 'number' ? String(value) : text(value))
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const micros = (value: unknown): bigint => (value === null ? 0n : parseMicros(text(value)))

async function makeBook(): Promise<Place> {
  const place = await Place.make()
  await writeTradeFiles(place.path('first'), { ...trade, edition: 1 })
  await writeTradeFiles(place.path('second'), { ...trade, edition: 2 })
  await place.ok('import', place.path('first'), '--base-currency', 'EUR')
  return place
}

describe('The command line', () => {
  it('lists its commands, and says what it does not know', async () => {
    await using place = await Place.make()
    const help = await place.run('--help')
    expect(help.code).toBe(0)
    const commands = [
      'import',
      'imports',
      'grade',
      'explain',
      'movement',
      'account',
      'accounts',
      'close',
      'policy',
      'control',
    ]
    for (const name of [...commands, 'export', 'backup', 'restore', 'demo', 'doctor'])
      expect(help.stdout).toContain(name)
    expect(await place.run('grad')).toMatchObject({ code: 2, stdout: '' })
    expect(await place.run('grade', '--perod', '2024')).toMatchObject({ code: 2, stdout: '' })
  })

  it.each(['grade', 'accounts', 'imports', 'policy', 'control', 'doctor', 'close'])(
    'says that there is no book, and makes none: %s',
    async (command) => {
      await using place = await Place.make()
      const outcome = await place.run(command)
      expect(outcome.code).toBe(4)
      expect(outcome.stderr).toContain(`"${place.data}"`)
      expect(await readdir(place.folder)).toEqual([])
    },
  )
})

describe('Imports', () => {
  let place: Place
  beforeAll(async () => {
    place = await makeBook()
  })
  afterAll(() => place?.[Symbol.asyncDispose]())

  it('a dry run shows what would be and writes nothing', async () => {
    const before = await hashTree(place.data)
    const [summary] = await place.json('import', place.path('second'), '--dry-run')
    expect(await hashTree(place.data)).toEqual(before)
    expect(summary).toMatchObject({ id: null, rejected: 0, baseCurrency: 'EUR' })
    const kinds = listIn(summary, 'kinds')
    expect(kinds.find((kind) => kind['kind'] === 'accounts')).toMatchObject({ new: 4, changed: 8, unchanged: 32 })
    const differences = listIn(summary, 'differences')
    expect(differences).toContainEqual({
      kind: 'accounts',
      source: 'main',
      key: 'A00005',
      column: 'name',
      before: 'Customer 5',
      after: 'Customer 5 Ltd',
    })
    const table = await place.ok('import', place.path('second'), '--dry-run')
    expect(table).toMatch(/accounts +4 +8 +32 +0 +0/)
    expect(table).toContain('Dry run, nothing was written')
  })

  it('a dry run without a book makes none', async () => {
    await using other = await Place.make()
    const [summary] = await other.json('import', place.path('first'), '--base-currency', 'EUR', '--dry-run')
    expect(summary).toMatchObject({ id: null })
    expect(await readdir(other.folder)).toEqual([])
  })

  it('the same files twice change nothing', async () => {
    const before = await place.exported()
    const [summary] = await place.json('import', place.path('first'))
    for (const kind of listIn(summary, 'kinds')) {
      expect(kind).toMatchObject({ new: 0, changed: 0, retired: 0, rejected: 0, unchanged: kind['rows'] })
    }
    expect((await place.exported()) === before).toBe(true)
  })

  it('are listed and shown, undone in any order, and each undo gives the book without it', async () => {
    const before = await place.exported()
    await place.ok('import', place.path('second'))
    await mkdir(place.path('third'))
    await writeFile(place.path('third', 'lines.csv'), 'invoice,line,date,account,net\nX1,1,2024-06-01,A00001,77.00\n')
    await place.ok('import', place.path('third'))
    const listed = await place.json('imports', 'list')
    expect(listed.map((one) => one['number'])).toEqual([4, 3, 2, 1])
    const [shown] = await place.json('imports', 'show', '4')
    expect(shown).toEqual(listed[0])
    expect(await place.ok('imports', 'show', text(shown?.['id']))).toContain('lines.csv')
    const [undone] = await place.json('imports', 'undo', '3')
    expect(undone).toMatchObject({ number: 3, undoneBy: 5 })
    const between = await place.exported()
    expect(between).toContain('X1,1')
    expect(await place.ok('imports', 'undo', text(shown?.['id']))).toContain('is undone')
    expect((await place.exported()) === before).toBe(true)
    expect(await place.run('imports', 'undo', '3')).toMatchObject({ code: 7 })
    expect(await place.run('imports', 'undo', '99')).toMatchObject({ code: 4 })
    expect(await place.run('imports', 'show', 'nothing')).toMatchObject({ code: 4 })
  })

  it('replace lists and retires the rows of the range that the files do not hold', async () => {
    const before = await place.exported()
    await mkdir(place.path('june'))
    const row = 'I152,1,2024-06-01,A00024,4242.00'
    await writeFile(place.path('june', 'lines.csv'), `invoice,line,date,account,net\n${row}\n`)
    const args = ['import', place.path('june'), '--replace', '--from', '2024-06-01', '--to', '2024-06-02']
    const dry = await place.ok(...args, '--dry-run')
    expect(dry).toContain('of the range that the files no longer hold')
    const [summary] = await place.json(...args)
    const [lines] = listIn(summary, 'kinds')
    expect(lines).toMatchObject({ rows: 1, changed: 1, retired: 7 })
    const retiring = summary?.['retiring'] as { kind: string; row: Record<string, string> }[]
    expect(retiring.map(({ row: { invoice, line } }) => `${String(invoice)}/${String(line)}`)).toEqual(
      ['I152/2', 'I152/3', 'I152/4', 'I153/1', 'I153/2', 'I153/3', 'I153/4'].toSorted(),
    )
    const after = await place.exported()
    expect(after).not.toContain('main,I153,1')
    expect(after).toContain('main,I154,1')
    await place.ok('imports', 'undo', text(summary?.['id']))
    expect((await place.exported()) === before).toBe(true)
  })

  it('an unknown account becomes a stub that is listed, or its line is rejected', async () => {
    await using other = await makeBook()
    await mkdir(other.path('more'))
    const rows = ['U1,1,2024-06-01,NEW1,50.00', 'U2,1,2024-06-01,A00001,60.00']
    await writeFile(other.path('more', 'lines.csv'), `invoice,line,date,account,net\n${rows.join('\n')}\n`)
    const refused = await other.run('import', other.path('more'), '--unknown-accounts', 'reject', '--json')
    expect(refused.code).toBe(5)
    const [problem] = listIn(jsonLines(refused.stdout)[0], 'problems')
    expect(problem).toMatchObject({ file: 'lines.csv', line: 2, column: 'account', value: 'NEW1' })
    const stubs = async (): Promise<unknown[]> =>
      (await other.json('accounts')).filter((row) => row['stub'] === true).map((row) => row['account'])
    expect(await stubs()).toEqual([])
    await other.ok('import', other.path('more'))
    expect(await stubs()).toEqual(['NEW1'])
  })
})

describe('What a book says', () => {
  let place: Place
  beforeAll(async () => {
    place = await makeBook()
  })
  afterAll(() => place?.[Symbol.asyncDispose]())

  it('grade: every account with exact money, as a table for a person', async () => {
    const rows = await place.json('grade', '--period', '2024')
    expect(rows).toHaveLength(40)
    expect(Object.keys(rows[0] ?? {})).toEqual(
      expect.arrayContaining(['id', 'account', 'name', 'owner', 'spend', 'grossProfit', 'orders', 'grade']),
    )
    for (const row of rows) expect(text(row['spend'])).toMatch(/^-?\d+\.\d{2,6}$/)
    const table = await place.ok('grade', '--period', '2024')
    expect(table).toContain('Grades: ')
    expect(table).toContain('Policy: default version 1')
    expect(await place.run('grade', '--period', '2024-13')).toMatchObject({ code: 2, stdout: '' })
  })

  it('accounts: the book is the sum of its accounts, and of its owners', async () => {
    const [book] = await place.json('accounts', '--by', 'book', '--period', '2024')
    const accounts = await place.json('accounts', '--period', '2024')
    const owners = await place.json('accounts', '--by', 'owner', '--period', '2024')
    for (const column of ['spend', 'net', 'revenue']) {
      const total = micros(book?.[column])
      expect(sum(accounts.map((row) => micros(row[column])))).toBe(total)
      expect(sum(owners.map((row) => micros(row[column])))).toBe(total)
    }
    expect(await place.run('accounts', '--by', 'colour')).toMatchObject({ code: 2 })
  })

  it('account: months and families sum to the spend that the list has, and invoices to all lines', async () => {
    const period = ['--period', '2024']
    const [account, ...invoices] = await place.json('account', 'A00007', ...period, '--invoices')
    const row = (await place.json('accounts', ...period)).find((one) => one['account'] === 'A00007')
    expect(account).toMatchObject({ id: row?.['id'], key: 'A00007', spend: row?.['spend'], orders: row?.['orders'] })
    expect(listIn(account, 'months')).toHaveLength(12)
    for (const part of ['months', 'families'])
      expect(sum(listIn(account, part).map((one) => micros(one['spend'])))).toBe(micros(row?.['spend']))
    const [whole] = (await place.json('accounts', '--period', 'all')).filter((one) => one['account'] === 'A00007')
    expect(invoices).toHaveLength(Number(whole?.['invoices']))
    expect(sum(invoices.map((one) => micros(one['baseNet'])))).toBe(micros(whole?.['net']))
    expect(listIn(account, 'history').map((event) => event['type'])).toContain('first-invoice')
    const said = await place.ok('account', 'main/A00007', ...period, '--invoices')
    expect(said).toContain('(A00007), 2024-01-01 to 2024-12-31, in EUR')
    for (const invoice of invoices) expect(said).toContain(text(invoice['number']))
    expect(await place.run('account', 'NOBODY')).toMatchObject({ code: 4, stdout: '' })
  })

  it('explain: sentences, and lines that sum to the spend', async () => {
    const [explained, ...lines] = await place.json('explain', 'A00007', '--period', '2024', '--lines')
    expect(explained).toMatchObject({ account: 'A00007', window: { from: '2024-01-01', to: '2024-12-31' } })
    const kinds = explained?.['kinds'] as string[]
    const counted = lines.filter((line) => kinds.includes(text(line['kind'])))
    expect(sum(counted.map((line) => micros(line['baseNet'])))).toBe(micros(explained?.['gradedSpend']))
    const said = await place.ok('explain', 'A00007', '--period', '2024')
    for (const sentence of (explained?.['sentences'] ?? []) as string[]) expect(said).toContain(sentence)
    expect(said).toContain('Bounds: A at least 10000.00 EUR')
    expect(await place.run('explain', 'NOBODY')).toMatchObject({ code: 4, stdout: '' })
  })

  it('movement: rows and columns sum to the counts of the grades', async () => {
    const cells = await place.json('movement', '--from', '2024-Q1', '--to', '2024-Q2')
    const grades = async (period: string): Promise<Map<unknown, number>> => {
      const counts = new Map<unknown, number>()
      for (const row of await place.json('grade', '--period', period)) {
        counts.set(row['grade'], (counts.get(row['grade']) ?? 0) + 1)
      }
      return counts
    }
    const along = (side: 'from' | 'to'): Map<unknown, number> => {
      const counts = new Map<unknown, number>()
      for (const cell of cells) {
        if (cell['count'] !== 0) counts.set(cell[side], (counts.get(cell[side]) ?? 0) + Number(cell['count']))
      }
      return counts
    }
    expect(along('from')).toEqual(await grades('2024-Q1'))
    expect(along('to')).toEqual(await grades('2024-Q2'))
    const moves = await place.json('movement', '--from', '2024-Q1', '--to', '2024-Q2', '--list')
    expect(moves).toHaveLength(40)
    expect(await place.ok('movement', '--from', '2024-Q1', '--to', '2024-Q2')).toContain('all')
    expect(await place.run('movement', '--from', '2024-Q2', '--to', '2024-Q1')).toMatchObject({ code: 2 })
    const bound = (...args: string[]) =>
      place.run('movement', '--from', '2024-Q1', '--to', '2024-Q2', '--bound', 'money', ...args)
    expect((await bound('--share', '0.07')).stdout).toContain('more than 7 % of spend before')
    for (const [option, value] of [
      ['--share', '-1'],
      ['--amount', '5x'],
    ] as const) {
      const refused = await bound(option, value)
      expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`Cannot read ${option} "${value}"`)])
    }
  })

  it('movement: says what of the book stands on no account', async () => {
    await using small = await Place.make()
    await mkdir(small.path('files'))
    await writeFile(
      small.path('files', 'lines.csv'),
      'invoice,line,date,account,currency,net\nI1,1,2024-05-05,A1,EUR,10\nI2,1,2025-05-05,A1,EUR,30\nI3,1,2025-05-05,,EUR,2.50\n',
    )
    await small.ok('import', small.path('files'), '--base-currency', 'EUR')
    expect(await small.ok('movement', '--from', '2024', '--to', '2025')).toContain(
      'On no account 0.00 before and 2.50 after; with it the book has 10.00 and 32.50\n',
    )
  })

  it('retention and cohorts: groups sum to all, and a part is found by a name', async () => {
    const rows = await place.json('retention', '--from', '2024-Q1', '--to', '2024-Q2', '--by', 'owner')
    const [all, groups] = [rows.at(-1), rows.slice(0, -1)]
    const startOf = (row: object): bigint => micros((row as { money: { start: string } }).money.start)
    expect(sum(groups.map(startOf))).toBe(startOf(all ?? {}))
    const [first] = groups
    const ownerOf = (row: object | undefined): string => text((row as { group: string | null }).group ?? 'none')
    const [alone] = await place.json('retention', '--from', '2024-Q1', '--to', '2024-Q2', '--owner', ownerOf(first))
    expect(alone).toMatchObject({ bought: first?.['bought'], money: first?.['money'] })
    expect(await place.run('retention', '--owner', 'Nobody Known')).toMatchObject({ code: 4 })
    const cohorts = await place.json('cohorts', '--to', '2024-Q2', '--quarters', '8')
    const cells = cohorts.map((row) => listIn(row, 'cells').length)
    expect(Math.max(...cells)).toBe(8)
    expect(await place.run('cohorts', '--quarters', '5x')).toMatchObject({ code: 2 })
    expect(await place.ok('cohorts', '--to', '2024-Q2', '--show', 'spend')).toContain('Spend in the quarter')
  })

  it('control: agrees with a file of totals, and names what differs', async () => {
    const totals = await place.json('control')
    const header = 'source,legal_entity,month,currency,lines,net,credits'
    const columns = ['source', 'legalEntity', 'month', 'currency', 'lines', 'net', 'credits']
    const rows = totals.map((total) => columns.map((column) => textOf(total[column])).join(','))
    await writeFile(place.path('totals.csv'), `${[header, ...rows].join('\n')}\n`)
    expect(await place.ok('control', '--against', place.path('totals.csv'))).toContain('All expected totals agree')
    const net = text(totals[0]?.['net'])
    await writeFile(place.path('wrong.csv'), `${[header, ...rows].join('\n').replace(net, '1.00')}\n`)
    const outcome = await place.run('control', '--against', place.path('wrong.csv'), '--json')
    expect(outcome.code).toBe(6)
    expect(jsonLines(outcome.stdout).filter((row) => 'difference' in row)).toEqual([
      expect.objectContaining({ difference: 'net', wanted: '1.00', found: net }),
    ])
    expect(await place.run('control', '--lines', '800')).toMatchObject({ code: 0 })
    expect(await place.run('control', '--lines', '801')).toMatchObject({ code: 6 })
    expect(await place.run('control', '--net', '1,5')).toMatchObject({ code: 2 })
    await writeFile(place.path('bad.csv'), `${header}\nmain,NO,2024-01,EUR,many,1.00,\n`)
    const bad = await place.run('control', '--against', place.path('bad.csv'))
    expect(bad).toMatchObject({ code: 3 })
    expect(bad.stderr).toContain('lines "many" on line 2')
    expect(await place.run('control', '--against', place.path('nowhere.csv'))).toMatchObject({ code: 3 })
  })

  it('control: counts and adds up payments and the other kinds', async () => {
    const exported = await place.ok('export', place.path('kinds'))
    const kinds = await place.json('control', '--kinds')
    const rows = kinds.filter(({ kind }) => kind === 'payments').reduce((all, row) => all + Number(row['rows']), 0)
    expect(rows).toBeGreaterThan(0)
    expect(exported).toMatch(new RegExp(`payments +${String(rows)} `))
    expect(await place.ok('control', '--kinds', '--month', text(kinds[0]?.['month']))).toContain('payments')
    const outcome = await place.run('control', '--kinds', '--net', '1.00')
    expect(outcome).toMatchObject({ code: 2, stdout: '' })
    expect(outcome.stderr).toContain('Cannot use --net with --kinds')
  })

  it('policy: shown as a document that can be saved as the next version; errors name what is wrong', async () => {
    const document = JSON.parse(await place.ok('policy', 'show')) as Record<string, unknown>
    const changed = {
      ...document,
      name: 'strict',
      grades: [
        { label: 'A', atLeast: '50000' },
        { label: 'B', atLeast: null },
      ],
    }
    await writeFile(place.path('policy.json'), JSON.stringify(changed))
    const [saved] = await place.json('policy', 'save', place.path('policy.json'), '--note', 'for a test')
    expect(saved).toMatchObject({ name: 'strict', version: 1 })
    expect(await place.ok('policy', 'save', place.path('policy.json'))).toContain('version 2')
    expect((await place.json('policy', 'list')).map((one) => `${text(one['name'])} ${String(one['version'])}`)).toEqual(
      expect.arrayContaining(['default 1', 'strict 1', 'strict 2']),
    )
    const [shown] = await place.json('policy', 'show', 'strict', '--policy-version', '1')
    expect(shown).toMatchObject({ name: 'strict', version: 1, grades: changed.grades })
    expect(await place.run('policy', 'show', 'nothing')).toMatchObject({ code: 4 })
    await writeFile(
      place.path('policy.json'),
      JSON.stringify({ ...changed, grades: [{ label: 'A', atLeast: 'much' }] }),
    )
    const bad = await place.run('policy', 'save', place.path('policy.json'))
    expect(bad).toMatchObject({ code: 3 })
    expect(bad.stderr).toContain('"much"')
    await writeFile(place.path('policy.json'), '{')
    expect(await place.run('policy', 'save', place.path('policy.json'))).toMatchObject({ code: 3 })
  })
})

describe('A policy', () => {
  it('is tried on the whole book, then saved, and grades as it was said it would', async () => {
    await using place = await makeBook()
    const document = JSON.parse(await place.ok('policy', 'show')) as Record<string, unknown>
    const grades = [
      { label: 'A', atLeast: '2000' },
      { label: 'B', atLeast: '500' },
      { label: 'C', atLeast: null },
    ]
    await writeFile(place.path('policy.json'), JSON.stringify({ ...document, effectiveFrom: '2020-01-01', grades }))
    const before = await hashTree(place.data)
    const [preview] = await place.json('policy', 'preview', place.path('policy.json'))
    const movers = await place.json('policy', 'preview', place.path('policy.json'), '--list')
    expect(await hashTree(place.data)).toEqual(before)
    expect(movers.length).toBeGreaterThan(0)
    expect(preview).toMatchObject({ changes: { up: movers.length, down: 0 }, after: { version: null } })
    const counted = listIn(preview, 'grades').map((row) => [row['grade'], row['after']])
    expect(await place.ok('policy', 'preview', place.path('policy.json'))).toMatch(/C +[AB] +\d+/)

    await place.ok('policy', 'save', place.path('policy.json'), '--note', 'more of them')
    const graded = Map.groupBy(await place.json('grade'), (row): unknown => row['grade'] ?? null)
    expect(counted.map(([grade]) => [grade, graded.get(grade)?.length ?? 0])).toEqual(counted)
    const [compared] = await place.json('policy', 'compare', 'default@1', 'default@2')
    expect(compared).toMatchObject({ changes: { up: movers.length }, after: { version: 2 } })
    expect((await place.json('policy', 'list')).map(({ version, holds }) => [version, holds])).toEqual([
      [1, { from: '0001-01-01', to: '2019-12-31' }],
      [2, { from: '2020-01-01', to: null }],
    ])
    expect(await place.run('policy', 'compare', 'default', 'default@2')).toMatchObject({ code: 3 })
    expect(await place.run('policy', 'compare', 'default@7', 'default@2')).toMatchObject({ code: 4 })
  })

  it('waits for somebody else where the book wants four eyes', async () => {
    await using place = await makeBook()
    await writeFile(place.path('policy.json'), await place.ok('policy', 'show'))
    expect(await place.ok('policy', 'four-eyes', 'on')).toContain('Somebody else must')
    const [asked] = await place.json('policy', 'save', place.path('policy.json'))
    const id = text(asked?.['id'])
    const own = await place.run('policy', 'approve', id)
    expect(own).toMatchObject({ code: 9 })
    expect(own.stderr).toContain('somebody else must')
    expect(await place.ok('policy', 'withdraw', id, '--note', 'a slip')).toContain('withdrawn')
    expect(await place.ok('policy', 'requests')).toMatch(/withdrawn.*a slip/)
    expect(await place.json('policy', 'list')).toHaveLength(1)
    expect(await place.json('policy', 'four-eyes')).toEqual([{ fourEyes: true }])
    expect(await place.run('policy', 'four-eyes', 'perhaps')).toMatchObject({ code: 2 })
  })
})

describe('A closed period', () => {
  it('stays as it was, shows what came since, and is closed again with a reason only', async () => {
    await using place = await makeBook()
    const open = await place.json('grade', '--period', '2024')
    expect(await place.json('close')).toEqual([])
    const [closing] = await place.json('close', '2024')
    expect(closing).toMatchObject({ period: '2024', revision: 1, watermark: 1, asOf: '2024-12-31', reason: null })
    const gradesOf = (rows: Record<string, unknown>[]): unknown[] =>
      rows.map((row) => `${text(row['account'])} ${text(row['grade'])}`).toSorted()
    await mkdir(place.path('late'))
    await writeFile(place.path('late', 'lines.csv'), 'invoice,line,date,account,net\nL1,1,2024-06-01,A00007,1234.00\n')
    await place.ok('import', place.path('late'))
    expect(gradesOf(await place.json('grade', '--period', '2024'))).toEqual(gradesOf(open))
    expect(await place.ok('grade', '--period', '2024')).toContain('Since close: 1 invoices, +1 234.00')
    const spendOf = (rows: Record<string, unknown>[]): bigint => sum(rows.map((row) => micros(row['spend'])))
    expect(spendOf(await place.json('grade', '--period', '2024', '--live')) - spendOf(open)).toBe(1_234_000_000n)
    const again = await place.run('close', '2024')
    expect(again).toMatchObject({ code: 7 })
    expect(again.stderr).toContain('--reason')
    const [second] = await place.json('close', '2024', '--reason', 'a late invoice')
    expect(second).toMatchObject({ revision: 2, reason: 'a late invoice' })
    expect(await place.ok('grade', '--period', '2024')).toContain('Since close: nothing')
    expect((await place.json('close')).map((one) => one['revision'])).toEqual([1, 2])
    expect(await place.run('close', '2099')).toMatchObject({ code: 7 })
  })
})

describe('Keeping a book', () => {
  it('export goes into an empty folder only', async () => {
    await using place = await makeBook()
    const files = await place.json('export', place.path('out'))
    expect(files.find((file) => file['kind'] === 'lines')).toMatchObject({ rows: 800 })
    expect((await readFile(place.path('out', 'lines.csv'), 'utf8')).split('\n')).toHaveLength(802)
    const before = await hashTree(place.path('out'))
    expect(await place.run('export', place.path('out'))).toMatchObject({ code: 7 })
    expect(await hashTree(place.path('out'))).toEqual(before)
  })

  it('a backup restores to an equal book with its history, into an empty folder only', async () => {
    await using place = await makeBook()
    await place.ok('import', place.path('second'))
    await place.ok('imports', 'undo', '2')
    await place.ok('close', '2024')
    const file = place.path('kept', 'book.backup')
    const [manifest] = await place.json('backup', file)
    expect(manifest).toMatchObject({ file, watermark: 3, format: 'bookvalue-backup' })
    expect(await place.run('backup', file)).toMatchObject({ code: 7 })
    expect(await place.run('restore', file)).toMatchObject({ code: 7 })
    await using other = await Place.make()
    await mkdir(other.data)
    expect(await other.ok('restore', file)).toContain(other.data)
    expect((await other.exported()) === (await place.exported())).toBe(true)
    expect(await other.json('imports', 'list')).toEqual(await place.json('imports', 'list'))
    expect(await other.json('close')).toEqual(await place.json('close'))
    expect(await other.json('grade', '--period', '2024')).toEqual(await place.json('grade', '--period', '2024'))
    expect((await other.json('doctor')).every((finding) => finding['ok'] === true)).toBe(true)
  })

  it('a damaged backup is refused and leaves nothing', async () => {
    await using place = await makeBook()
    const file = place.path('book.backup')
    await place.ok('backup', file)
    const whole = await readFile(file)
    await using other = await Place.make()
    const damaged = Buffer.from(whole)
    const middle = Math.floor(whole.length / 2)
    damaged.writeUInt8((damaged.readUInt8(middle) + 1) % 256, middle)
    for (const bytes of [whole.subarray(0, middle), damaged, Buffer.from('no backup')]) {
      await writeFile(file, bytes)
      const outcome = await other.run('restore', file)
      expect(outcome).toMatchObject({ code: 3 })
      expect(outcome.stderr).toContain(`"${file}"`)
    }
    expect(await other.run('restore', other.path('nowhere'))).toMatchObject({ code: 4 })
    expect(await readdir(other.folder)).toEqual([])
  })

  it('demo makes a book, not a second one over it', async () => {
    await using place = await Place.make()
    const args = ['demo', '--accounts', '60', '--years', '1', '--until', '2026-10-31', '--seed', '7']
    const [made] = await place.json(...args)
    expect(made).toMatchObject({ accounts: 60, until: '2026-10-31' })
    expect(await readdir(place.data)).toContain('truth.json')
    expect(await place.run(...args)).toMatchObject({ code: 7 })
    expect(await place.run('demo', '--accounts', 'many')).toMatchObject({ code: 2 })
    expect(await place.ok('grade')).toContain('Grades: A')
  })

  it('doctor says what it looked at', async () => {
    await using place = await makeBook()
    expect(await place.ok('doctor')).toMatch(/ok +no import is half done +none/)
  })

  it('a book that another process has open is not opened; the message names the process', async () => {
    await using place = await makeBook()
    const code = `import { DuckDBInstance } from '@duckdb/node-api'
      await DuckDBInstance.create(${JSON.stringify(place.path('book', 'ledger.duckdb'))})
      console.log('open'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(holder.stdout, 'data')
      for (const args of [['grade'], ['import', place.path('second')], ['doctor']]) {
        const outcome = await place.run(...args)
        expect(outcome).toMatchObject({ code: 8, stdout: '' })
        expect(outcome.stderr).toContain(`process ${String(holder.pid)}`)
      }
    } finally {
      holder.kill('SIGKILL')
      await once(holder, 'exit')
    }
    expect(await place.json('imports', 'list')).toHaveLength(1)
  })
})
