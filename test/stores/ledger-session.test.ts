import { join } from 'node:path'
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerInUse } from '../../src/ledger/store/session.ts'
import type { Ledger, Parameter, Row } from '../../src/ledger/store/session.ts'
import { openRemote } from './open-remote-ledger.ts'
import { ledgerEngines, openTestLedger } from './open-test-ledger.ts'
import type { TestLedger } from './open-test-ledger.ts'

const columns = [
  { name: 'id', sqlType: 'BIGINT' },
  { name: 'words', sqlType: 'VARCHAR' },
  { name: 'amount', sqlType: 'DECIMAL(18,6)' },
  { name: 'day', sqlType: 'DATE' },
  { name: 'flag', sqlType: 'BOOLEAN' },
]
const names = columns.map((column) => column.name)
const madeSql = columns.map((column) => `${column.name} ${column.sqlType}`).join(', ')

const awkward: Parameter[][] = [
  ['1', '', '0.000000', '2024-02-29', 'true'],
  ['2', null, null, null, null],
  ['3', 'tab\there\nline\r\nnext', '999999999999.999999', '0001-01-01', 'false'],
  ['4', 'back\\slash \\N \\. "quoted" \'single\' a,b;c', '-999999999999.999999', '9999-12-31', 'true'],
  ['5', 'Zoë 東京 🏭👩‍🔧 ﬀ', '-0.000001', '1970-01-01', 'true'],
  ['6', '\\N', '0.000001', '1999-12-31', 'false'],
  ['7', '\\.', '1.500000', '2000-01-01', null],
  ['8', 'N', '1.000000', '2000-01-01', null],
  ['9', 'NULL', '1.000000', '2000-01-01', null],
  ['9223372036854775807', ' spaces around ', '1.000000', '2000-01-01', null],
]

async function readBack(session: Pick<Ledger, 'all'>, table: string): Promise<Row[]> {
  const text = names.map((name) => `CAST(${name} AS VARCHAR) AS ${name}`).join(', ')
  return session.all(`SELECT ${text} FROM ${table} ORDER BY ${table}.id`)
}

function asRows(cells: readonly (readonly Parameter[])[]): Row[] {
  return cells.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])))
}

/** A DuckDB ledger that another process serves must not be told from one that is open here. */
async function openSession(kind: (typeof kinds)[number]): Promise<TestLedger> {
  if (kind !== 'served') return openTestLedger(kind)
  const { remote, place, [Symbol.asyncDispose]: dispose } = await openRemote()
  return { ledger: remote, place, [Symbol.asyncDispose]: dispose }
}

const kinds = [...ledgerEngines, 'served'] as const

describe.each(kinds)('the ledger session on %s', (kind) => {
  let store: TestLedger
  let ledger: Ledger
  beforeAll(async () => {
    store = await openSession(kind)
    ;({ ledger } = store)
    await ledger.run(`CREATE TABLE sample (${madeSql})`)
    await ledger.run(`CREATE TABLE copied (${madeSql})`)
    await ledger.run(`CREATE TABLE many (id BIGINT)`)
  })
  afterAll(() => store[Symbol.asyncDispose]())

  it('keeps every cell it is given, to the character and the last digit', async () => {
    await ledger.append('sample', names, awkward)
    expect(await readBack(ledger, 'sample')).toEqual(asRows(awkward))
    const [row] = await ledger.all('SELECT id, amount, day FROM sample WHERE id = 3')
    expect(row).toMatchObject({ id: '3', amount: '999999999999.999999', day: '0001-01-01' })
  })

  it('reads an answer column by column, decimals as whole numbers', async () => {
    await ledger.run(`CREATE TABLE by_column (${madeSql})`)
    await ledger.append('by_column', names, awkward)
    const answer = await ledger.read(
      `SELECT words, amount, CAST(amount AS DECIMAL(38,6)) AS wide, CAST(2 AS INTEGER) AS two, count(*) OVER () AS counted
       FROM by_column WHERE id < 7 ORDER BY id`,
    )
    const amounts = [0n, 0n, 999_999_999_999_999_999n, -999_999_999_999_999_999n, -1n, 1n]
    expect(answer.size).toBe(6)
    expect(answer.textsOrNull('words')).toEqual(awkward.slice(0, 6).map(([, words]) => words))
    expect(answer.micros('amount')).toEqual(amounts)
    expect(answer.micros('wide')).toEqual(amounts)
    expect(answer.digits('amount', 8)).toEqual(amounts.map((amount) => amount * 100n))
    expect(() => answer.micros('two')).toThrow('Cannot read an exact amount from ledger column "two"')
    expect(answer.digits('counted', 0)).toEqual(amounts.map(() => 6n))
    expect(answer.counts('counted')).toEqual(amounts.map(() => 6))
    expect(() => answer.texts('words')).toThrow('Cannot read text from ledger column "words"')
    expect(() => answer.digits('amount', 2)).toThrow('too many decimal places')
    expect(() => answer.micros('none')).toThrow('Cannot find ledger column "none"')
    const whole = await ledger.read('SELECT id FROM by_column')
    expect(() => whole.counts('id')).toThrow('Cannot read a count from ledger column "id"')
    const empty = await ledger.read('SELECT words, amount FROM by_column WHERE id < 0')
    expect([empty.size, empty.texts('words'), empty.micros('amount')]).toEqual([0, [], []])
  })

  it('writes a table to Parquet and stages it again without changing a cell', async () => {
    const path = join(store.place.folder, 'sample.parquet')
    await ledger.unload('sample', columns, path)
    await ledger.transaction(async (tx) => {
      await tx.stage('stage_sample', { paths: [path], columns })
      await tx.run(`INSERT INTO copied SELECT * FROM stage_sample`)
    })
    expect(await readBack(ledger, 'copied')).toEqual(asRows(awkward))
  })

  it('keeps any text', async () => {
    await ledger.run('CREATE TABLE any_text (id BIGINT, words VARCHAR)')
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((words) => !words.includes('\0'))
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (texts) => {
        await ledger.run('DELETE FROM any_text')
        await ledger.append(
          'any_text',
          ['id', 'words'],
          texts.map((words, index) => [String(index), words]),
        )
        const rows = await ledger.all('SELECT words FROM any_text ORDER BY id')
        expect(rows.map((row) => row['words'])).toEqual(texts)
      }),
      { numRuns: 30 },
    )
  })

  it('leaves nothing of a transaction that throws', async () => {
    const work = ledger.transaction(async (tx) => {
      await tx.run('DELETE FROM sample')
      await tx.append('sample', names, [['77', 'gone', null, null, null]])
      throw new Error('stop')
    })
    await expect(work).rejects.toThrow('stop')
    expect(await readBack(ledger, 'sample')).toEqual(asRows(awkward))
  })

  it('leaves nothing of a transaction with a bad statement, and works on', async () => {
    await expect(
      ledger.transaction(async (tx) => {
        await tx.run('DELETE FROM sample')
        await tx.run('SELECT * FROM no_such_table')
      }),
    ).rejects.toThrow(/no_such_table/)
    expect(await ledger.all('SELECT count(*) AS n FROM sample')).toEqual([{ n: '10' }])
  })

  it('refuses a cell the column cannot hold, and works on', async () => {
    const rows = Array.from({ length: 30_000 }, (_, index) => [String(index), index === 9000 ? 'much' : '1'])
    await expect(ledger.transaction((tx) => tx.append('sample', ['id', 'amount'], rows))).rejects.toThrow(/much/)
    expect(await ledger.all('SELECT count(*) AS n FROM sample')).toEqual([{ n: '10' }])
  })

  it('stops an append whose rows throw, and works on', async () => {
    function* rows(): Generator<Parameter[]> {
      for (let index = 0; index < 20_000; index++) yield [String(index)]
      throw new Error('no more rows')
    }
    await expect(ledger.transaction((tx) => tx.append('many', ['id'], rows()))).rejects.toThrow('no more rows')
    expect(await ledger.all('SELECT count(*) AS n FROM many')).toEqual([{ n: '0' }])
    await ledger.append('many', ['id'], [['1']])
    expect(await ledger.all('SELECT count(*) AS n FROM many')).toEqual([{ n: '1' }])
  })

  it('refuses to stage a file that is none, and works on', async () => {
    const files = { paths: [join(store.place.folder, 'missing.parquet')], columns }
    await expect(ledger.transaction((tx) => tx.stage('stage_missing', files))).rejects.toThrow(/missing\.parquet/)
    expect(await ledger.all('SELECT 1 AS one')).toHaveLength(1)
  })

  it('reads an answer in pieces while other statements run', async () => {
    await ledger.append(
      'many',
      ['id'],
      Array.from({ length: 20_000 }, (_, index) => [String(index + 2)]),
    )
    const seen: unknown[] = []
    for await (const rows of ledger.pieces('SELECT id FROM many WHERE id > CAST($1 AS BIGINT) ORDER BY id', ['0'])) {
      await ledger.all('SELECT 1 AS one')
      for (const row of rows) seen.push(row['id'])
    }
    expect(seen).toEqual(Array.from({ length: 20_001 }, (_, index) => String(index + 1)))
  })

  it('reads two answers in pieces side by side, and drops one half read', async () => {
    const [one, other] = [ledger.pieces('SELECT id FROM many'), ledger.pieces('SELECT id FROM many')]
    let read = 0
    for await (const rows of one) {
      read += rows.length
      for await (const more of other) {
        expect(more.length).toBeGreaterThan(0)
        break
      }
    }
    expect(read).toBe(20_001)
    for (let count = 0; count < 20; count++) {
      for await (const rows of ledger.pieces('SELECT id FROM many')) {
        expect(rows.length).toBeGreaterThan(0)
        break
      }
    }
    await expect(collect(ledger.pieces('SELECT id FROM no_such_table'))).rejects.toThrow(/no_such_table/)
  })

  it('reads in pieces twice in one transaction', async () => {
    await ledger.transaction(async (tx) => {
      for await (const rows of tx.pieces('SELECT id FROM many')) {
        expect(rows.length).toBeGreaterThan(0)
        break
      }
      expect(await collect(tx.pieces('SELECT id FROM many'))).toHaveLength(20_001)
    })
  })

  it('lets one work exclusively at a time, also after work that threw', async () => {
    await ledger.exclusive(async () => {
      await expect(ledger.exclusive(async () => {})).rejects.toThrow(LedgerInUse)
      await expect(ledger.all('SELECT 1 AS one')).resolves.toHaveLength(1)
    })
    for (let count = 0; count < 10; count++) {
      await expect(ledger.exclusive(() => Promise.reject(new Error('stop')))).rejects.toThrow('stop')
    }
    await expect(ledger.exclusive(() => Promise.resolve(7))).resolves.toBe(7)
  })

  it('stops the running statement when interrupted, and works on', async () => {
    const work = ledger.transaction(async (tx) => {
      await tx.run('INSERT INTO many VALUES (0)')
      await tx.run('SELECT count(*) FROM many a, many b, many c WHERE a.id + b.id + c.id = -1')
    })
    const timer = setInterval(() => {
      ledger.interrupt()
    }, 200)
    await expect(work).rejects.toThrow(/interrupt|cancel/i)
    clearInterval(timer)
    expect(await ledger.all('SELECT count(*) AS n FROM many WHERE id = 0')).toEqual([{ n: '0' }])
  })
})

describe('two programs on one DuckDB file', () => {
  it('refuses a second ledger on the same file, also in one process', async () => {
    await using store = await openTestLedger('duckdb')
    await expect(store.place.open()).rejects.toThrow(LedgerInUse)
    await store.ledger[Symbol.asyncDispose]()
    const again = await store.place.open()
    await again[Symbol.asyncDispose]()
  })
})

describe('two programs on one PostgreSQL', () => {
  it('lets only one of them import', async () => {
    await using store = await openTestLedger('postgres')
    const other = await store.place.open()
    await store.ledger.exclusive(async () => {
      await expect(other.exclusive(async () => {})).rejects.toThrow(LedgerInUse)
    })
    await expect(other.exclusive(() => Promise.resolve('free'))).resolves.toBe('free')
    await other[Symbol.asyncDispose]()
  })

  it('survives losing a connection in the middle of a transaction', async () => {
    await using store = await openTestLedger('postgres')
    const { config } = store.place
    if (config.kind !== 'postgres') throw new Error('no PostgreSQL')
    const work = store.ledger.transaction(async (tx) => {
      const [row] = await tx.all('SELECT pg_backend_pid() AS pid')
      await terminate(config.url, String(row?.['pid']))
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.run('SELECT 1')
    })
    await expect(work).rejects.toThrow(/terminat|connection|closed|not queryable/i)
    await expect(store.ledger.all('SELECT 1 AS one')).resolves.toHaveLength(1)
  })

  it('leaves the tables of others alone', async () => {
    await using store = await openTestLedger('postgres')
    const { config } = store.place
    if (config.kind !== 'postgres') throw new Error('no PostgreSQL')
    const client = new pg.Client({ connectionString: config.url })
    await client.connect()
    await client.query('CREATE TABLE public.changed (id int)')
    await store.ledger.transaction((tx) => tx.run('DROP TABLE IF EXISTS changed'))
    await expect(client.query('SELECT * FROM public.changed')).resolves.toMatchObject({ rowCount: 0 })
    await client.end()
  })
})

async function terminate(url: string, pid: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('SELECT pg_terminate_backend($1)', [pid])
  await client.end()
}

async function collect(pieces: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const all: Row[] = []
  for await (const rows of pieces) all.push(...rows)
  return all
}
