import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashTree, jsonLines, Place, scratchOf } from './book.ts'

type Files = Readonly<Record<string, string | Buffer>>

const good: Files = {
  'accounts.csv': 'key,name\nA1,Alpha\nA2,Beta\n',
  'rates.csv': 'currency,date,rate\nGBP,2026-01-02,0.85\n',
  'costs.csv': 'product,valid_from,valid_to,cost\nP1,2026-01-01,2026-02-01,3.50\nP1,2026-02-01,,3.60\n',
  'lines.csv':
    'invoice,line,date,account,product,quantity,currency,net\n' +
    'I1,1,2026-01-05,A1,P1,2,EUR,10.00\nI1,2,2026-01-05,A1,P1,1,GBP,8.50\n',
}
const lineHead = 'invoice,line,date,account,net\n'
const bomb = gzipSync(Buffer.alloc(256 * 2 ** 20, 'I1,1,2026-01-05,A1,10.00\n'), { level: 9 })

interface Refusal {
  readonly name: string
  readonly files: Files
  readonly args?: readonly string[]
  readonly code?: number
  /** Everything the message must say. */
  readonly says: readonly string[]
}

/** Each of these refuses the whole import. */
const refusals: readonly Refusal[] = [
  {
    name: 'an unknown column',
    files: { 'lines.csv': 'invoice,date,acount,net\nI9,2026-01-05,A1,5\n' },
    says: ['lines.csv', '"acount"', 'Did you mean "account"?'],
  },
  {
    name: 'a missing required column',
    files: { 'lines.csv': 'invoice,account,net\nI9,A1,5\n' },
    says: ['lines.csv', '"date"', '"invoice", "account", "net"'],
  },
  {
    name: 'a column there twice',
    files: { 'lines.csv': 'invoice,date,net,Net\nI9,2026-01-05,5,6\n' },
    says: ['lines.csv', '"net (1)"'],
  },
  {
    name: 'a column without a name',
    files: { 'lines.csv': 'invoice,date,,net\nI9,2026-01-05,,6\n' },
    says: ['lines.csv', 'column 3'],
  },
  {
    name: 'nothing but impossible dates',
    files: { 'lines.csv': `${lineHead}I9,1,2026-02-31,A1,5\n` },
    says: ['"2026-02-31"', 'date'],
  },
  {
    name: 'nothing but a currency without a rate',
    files: { 'lines.csv': 'invoice,date,account,currency,net\nI9,2026-01-05,A1,USD,5\n' },
    says: ['"USD"', '2026-01-05'],
  },
  { name: 'a gzip bomb', files: { 'lines.csv.gz': bomb }, says: ['lines.csv.gz', 'times as many'] },
  {
    name: 'a gzip file cut short',
    files: { 'lines.csv.gz': gzipSync(`${lineHead}${'I9,1,2026-01-05,A1,5\n'.repeat(5000)}`).subarray(0, 90) },
    says: ['lines.csv.gz', 'ends too early'],
  },
  {
    name: 'a gzip file with damaged bytes',
    files: { 'lines.csv.gz': Buffer.concat([gzipSync(lineHead).subarray(0, 12), Buffer.alloc(40, 0xff)]) },
    says: ['lines.csv.gz', 'damaged'],
  },
  {
    name: 'a binary called .csv',
    files: { 'lines.csv': Buffer.from('504b030414000600080000002100', 'hex') },
    says: ['lines.csv', 'archive is damaged'],
  },
  {
    name: 'random bytes called .csv',
    files: { 'lines.csv': Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 7) % 31)) },
    says: ['lines.csv'],
  },
  {
    name: 'UTF-16 with a header alone',
    files: { 'lines.csv': Buffer.from(`\uFEFF${lineHead}`, 'utf16le') },
    says: ['lines.csv', 'it has a header', 'and no rows'],
  },
  { name: 'an empty file', files: { 'lines.csv': '' }, says: ['lines.csv', 'empty'] },
  { name: 'a file of blank lines', files: { 'lines.csv': '\n\n \n' }, says: ['lines.csv', 'blank lines'] },
  { name: 'a header only', files: { 'lines.csv': lineHead }, says: ['lines.csv', 'no rows', 'invoice, line, date'] },
  {
    name: 'mixed line ends',
    files: { 'lines.csv': `${lineHead}I9,1,2026-01-05,A1,5\nI9,2,2026-01-05,A1,5\r\n` },
    says: ['lines.csv', 'line 1 ends with \\n', 'line 3 with \\r\\n'],
  },
  {
    name: 'a NUL byte',
    files: { 'lines.csv': `${lineHead}I9,1,2026-01-05,A1,5\nI9,2,2026-01-05,A\u0000,5\n` },
    says: ['lines.csv', 'line 3', '\\x00'],
  },
  {
    name: 'a header that is not UTF-8',
    files: {
      'lines.csv': Buffer.concat([
        Buffer.from('invoice,date,net,k\xe4\n', 'latin1'),
        Buffer.from('I9,2026-01-05,5,äöü\n'),
      ]),
    },
    says: ['lines.csv', '\\xE4'],
  },
  {
    name: 'decimal points beside decimal commas',
    files: { 'lines.csv': 'invoice;line;date;net\nI9;1;2026-01-05;1.50\nI9;2;2026-01-05;2,75\n' },
    says: ['lines.csv', '"1.50"', '"2,75"'],
  },
  {
    name: 'an amount that may be thousands',
    files: { 'lines.csv': 'invoice;line;date;net\nI9;1;2026-01-05;1.500\n' },
    says: ['lines.csv', '"1.500"', 'decimal'],
  },
  {
    name: 'days that may be months',
    files: { 'lines.csv': 'invoice,line,date,net\nI9,1,03/04/2026,5.00\n' },
    says: ['lines.csv', '"03/04/2026"', 'DMY'],
  },
  {
    name: 'an unknown kind',
    files: { 'other.csv': 'a,b\n1,2\n' },
    args: ['--kind', 'orders'],
    code: 2,
    says: ['"orders"', 'lines'],
  },
  {
    name: 'names that are no kind',
    files: { 'other.csv': 'a,b\n1,2\n' },
    says: ['state the kind', 'lines', 'source.json'],
  },
  { name: 'a folder with nothing in it', files: {}, says: ['Cannot find anything to import'] },
  {
    name: 'source.json that is no JSON',
    files: { 'source.json': '{"source": ', 'lines.csv': `${lineHead}I9,1,2026-01-05,A1,5\n` },
    says: ['source.json', 'JSON'],
  },
  {
    name: 'source.json with an unknown member',
    files: { 'source.json': '{"source":"erp","fils":[]}', 'lines.csv': `${lineHead}I9,1,2026-01-05,A1,5\n` },
    says: ['source.json', 'fils'],
  },
  {
    name: 'source.json with an unknown kind',
    files: { 'source.json': '{"source":"erp","files":[{"file":"x.csv","kind":"orders"}]}', 'x.csv': 'a\n1\n' },
    says: ['source.json', 'files.0.kind'],
  },
  {
    name: 'source.json with a column the file lacks',
    files: {
      'source.json':
        '{"source":"erp","files":[{"file":"x.csv","kind":"accounts","columns":{"key":"Nummer","name":"Nam"}}]}',
      'x.csv': 'Nummer,Name\n1,Alpha\n',
    },
    says: ['x.csv', '"Nam"', 'Did you mean "Name"?'],
  },
  {
    name: 'source.json with a column the kind lacks',
    files: {
      'source.json':
        '{"source":"erp","files":[{"file":"x.csv","kind":"accounts","columns":{"nam":"Name","key":"Nummer"}}]}',
      'x.csv': 'Nummer,Name\n1,Alpha\n',
    },
    says: ['x.csv', '"nam"'],
  },
  {
    name: 'source.json with a constant the kind lacks',
    files: {
      'source.json':
        '{"source":"erp","files":[{"file":"accounts.csv","kind":"accounts","constants":{"colour":"red"}}]}',
      'accounts.csv': 'key,name\n1,Alpha\n',
    },
    says: ['accounts.csv', '"colour"'],
  },
  {
    name: 'source.json with a quote for a delimiter',
    files: {
      'source.json': '{"source":"erp","files":[{"file":"accounts.csv","kind":"accounts","delimiter":"\\""}]}',
      'accounts.csv': 'key,name\n1,Alpha\n',
    },
    says: ['delimiter'],
  },
  {
    name: 'SQL that is no select',
    files: { 'accounts.sql': 'CREATE TABLE a (b INTEGER)', 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', 'SELECT'],
  },
  {
    name: 'SQL that writes',
    files: { 'accounts.sql': "COPY (SELECT 1) TO 'x.csv'", 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', 'SELECT'],
  },
  {
    name: 'SQL of two statements',
    files: { 'accounts.sql': 'SELECT 1 AS key; SELECT 2', 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', '2 statements'],
  },
  {
    name: 'SQL with a mistake',
    files: { 'accounts.sql': 'SELEKT 1', 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', 'SELEKT'],
  },
  {
    name: 'SQL that reads outside',
    files: { 'accounts.sql': "SELECT * FROM read_csv('/etc/passwd')", 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', '/etc/passwd'],
  },
  {
    name: 'SQL that climbs out',
    files: { 'accounts.sql': "SELECT * FROM read_text('../../../../etc/passwd')", 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', 'etc/passwd'],
  },
  {
    name: 'SQL with a column the kind lacks',
    files: { 'accounts.sql': "SELECT 'A' AS key, 'B' AS name, 'C' AS colour", 'x.csv': 'a\n1\n' },
    says: ['accounts.sql', '"colour"'],
  },
  { name: 'SQL for an unknown kind', files: { 'orders.sql': 'SELECT 1 AS key' }, says: ['"orders.sql"', 'lines'] },
  {
    name: 'NDJSON without an object',
    files: { 'lines.ndjson': '[1,2]\n"x"\n' },
    says: ['lines.ndjson', 'no line is a JSON object'],
  },
  {
    name: 'one bad line, strictly',
    files: { 'lines.csv': `${lineHead}I9,1,2026-01-05,A1,5.00\nI9,2,2026-13-05,A1,5.00\n` },
    args: ['--strict'],
    says: ['strictly', '1 line', 'lines.csv line 3', '"2026-13-05"'],
  },
  {
    name: 'nothing but unknown accounts',
    files: { 'lines.csv': `${lineHead}I9,1,2026-01-05,NOBODY,5.00\n` },
    args: ['--unknown-accounts', 'reject'],
    says: ['"NOBODY"'],
  },
  {
    name: 'nothing but stock below nothing, promises of nothing and disputes that end before they begin',
    files: {
      'stock.csv': 'date,product,quantity\n2026-01-31,P1,-5\n',
      'commitments.csv': 'number,account,product,due,quantity\nF1,A1,P1,2026-02-01,0\n',
      'disputes.csv': 'invoice,opened,closed\nI1,2026-01-10,2026-01-09\n',
    },
    says: [
      'Cannot take any of 3 lines',
      'stock.csv line 2: Cannot read quantity "-5": it must not be below 0',
      'commitments.csv line 2: Cannot read quantity "0": it must be above 0',
      'disputes.csv line 2: Cannot read closed "2026-01-09": it is before opened, 2026-01-10',
    ],
  },
  {
    name: 'nothing but quotes that cannot be',
    files: {
      'quotes.csv': [
        'number,account,date,amount,state,decided',
        'Q1,A1,2026-01-10,,won,2026-01-12',
        'Q2,A1,2026-01-10,5,lost,2026-01-09',
        'Q3,A1,2026-01-10,-5,,\n',
      ].join('\n'),
    },
    says: [
      'Cannot take any of 3 lines',
      'quotes.csv line 2: Cannot take a row without amount: its state is won',
      'quotes.csv line 3: Cannot read decided "2026-01-09": it is before date, 2026-01-10',
      'quotes.csv line 4: Cannot read amount "-5": it must not be below 0',
    ],
  },
  {
    name: 'nothing but targets that end before they begin, are of two at once or below nothing',
    files: {
      'targets.csv': [
        'rep,territory,measure,from,to,amount',
        'R1,,,2026-02-01,2026-01-31,5',
        'R1,T1,,2026-01-01,2026-01-31,5',
        'R1,,,2026-01-01,2026-01-31,-1\n',
      ].join('\n'),
    },
    says: [
      'Cannot take any of 3 lines',
      'targets.csv line 2: Cannot read to "2026-01-31": it is before from, 2026-02-01',
      'targets.csv line 3: Cannot read territory "T1": the row names rep "R1" too; leave one of them empty',
      'targets.csv line 4: Cannot read amount "-1": it must not be below 0',
    ],
  },
  {
    name: 'freight on a day without a rate',
    files: { 'freight.csv': 'number,date,amount,currency\nT1,2026-06-05,80,GBP\n' },
    says: ['freight.csv line 2: Cannot find a rate for currency "GBP" on 2026-06-05 or the 7 days before'],
  },
  {
    name: 'another base currency',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--base-currency', 'USD'],
    code: 7,
    says: ['"USD"', 'EUR'],
  },
  {
    name: 'a base currency that is none',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--base-currency', 'Euro'],
    code: 2,
    says: ['"Euro"'],
  },
  {
    name: 'a range without replace',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--from', '2026-01-01'],
    code: 2,
    says: ['--replace'],
  },
  {
    name: 'a range with an impossible day',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--replace', '--from', '2026-01-01', '--to', '2026-02-30'],
    code: 2,
    says: ['"2026-02-30"'],
  },
  {
    name: 'a range that ends before it starts',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--replace', '--from', '2026-03-01', '--to', '2026-02-01'],
    code: 2,
    says: ['"2026-03-01"', '"2026-02-01"'],
  },
  {
    name: 'an empty name for the source',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--as', ''],
    code: 2,
    says: ['--as', '""'],
  },
  {
    name: 'a folder of selects that is not there',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--source', '/nowhere/at/all'],
    code: 4,
    says: ['"/nowhere/at/all"'],
  },
  {
    name: 'a file for the folder of selects',
    files: { 'accounts.csv': 'key,name\nA9,Nine\n' },
    args: ['--source', 'package.json'],
    code: 4,
    says: ['"package.json"'],
  },
]

async function writeFiles(folder: string, files: Files): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

describe('An import that is refused', () => {
  let place: Place
  let imported: Record<string, string>

  beforeAll(async () => {
    place = await Place.make()
    await place.ok('import', await writeFiles(place.path('good'), good), '--base-currency', 'EUR')
    imported = await hashTree(place.data)
  })
  afterAll(() => place?.[Symbol.asyncDispose]())

  it.each(refusals)('says why and writes nothing: $name', async ({ files, args = [], code = 3, says }) => {
    const folder = await writeFiles(place.path('bad'), files)
    const before = await hashTree(place.data)
    const outcome = await place.run('import', folder, ...args)
    expect(outcome).toMatchObject({ code, stdout: '' })
    for (const part of says) expect(outcome.stderr).toEqual(expect.stringContaining(part))
    expect(await scratchOf(place.data)).toEqual([])
    expect(await hashTree(place.data)).toEqual(before)
  })

  it('leaves a book that opens and is as it was', async () => {
    expect(await place.json('imports', 'list')).toHaveLength(1)
    expect(await hashTree(place.data)).toEqual(imported)
  })

  it('leaves no data directory where there was none', async () => {
    await using other = await Place.make()
    const outcome = await other.run('import', await writeFiles(other.path('bad'), { 'lines.csv': '' }))
    expect(outcome).toMatchObject({ code: 3 })
    expect(await readdir(other.folder)).toEqual(['bad'])
  })

  it('says so when the data directory is a file', async () => {
    await using other = await Place.make()
    await writeFile(other.data, 'text')
    const outcome = await other.run('import', await writeFiles(other.path('good'), good), '--base-currency', 'EUR')
    expect(outcome.code).toBe(4)
    expect(outcome.stderr).toContain(`"${other.data}"`)
  })
})

interface BadLine {
  readonly line: string
  readonly column: string
  readonly value: string
  readonly says: string
  /** What it should have been. */
  readonly mended: string
}

const badLines: readonly BadLine[] = [
  {
    line: 'J1,1,2026-02-31,A1,P1,1,goods,EUR,5.00',
    column: 'date',
    value: '2026-02-31',
    says: '"2026-02-31"',
    mended: 'J1,1,2026-02-28,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J2,1,2026-01-05,A1,P1,1,goods,EUR,1e5',
    column: 'net',
    value: '1e5',
    says: '"1e5"',
    mended: 'J2,1,2026-01-05,A1,P1,1,goods,EUR,100000',
  },
  {
    line: 'J3,1,2026-01-05,A1,P1,1,goods,EUR,"1,2,3"',
    column: 'net',
    value: '1,2,3',
    says: '"1,2,3"',
    mended: 'J3,1,2026-01-05,A1,P1,1,goods,EUR,123',
  },
  {
    line: 'J4,1,2026-01-05,A1,P1,1,goods,EUR,1.2345678',
    column: 'net',
    value: '1.2345678',
    says: '6 decimals',
    mended: 'J4,1,2026-01-05,A1,P1,1,goods,EUR,1.234568',
  },
  {
    line: 'J5,1,2026-01-05,A1,P1,1,goods,EUR,1234567890123.00',
    column: 'net',
    value: '1234567890123.00',
    says: '"1234567890123.00"',
    mended: 'J5,1,2026-01-05,A1,P1,1,goods,EUR,123456789012.00',
  },
  {
    line: 'J6,1,2026-01-05,A1,P1,many,goods,EUR,5.00',
    column: 'quantity',
    value: 'many',
    says: '"many"',
    mended: 'J6,1,2026-01-05,A1,P1,3,goods,EUR,5.00',
  },
  {
    line: 'J7,1,2026-01-05,A1,P1,1,gods,EUR,5.00',
    column: 'kind',
    value: 'gods',
    says: 'use goods, service',
    mended: 'J7,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J8,1,2026-01-05,A1,P1,1,goods,EURO,5.00',
    column: 'currency',
    value: 'EURO',
    says: 'three-letter',
    mended: 'J8,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J9,1,2026-01-05,A1,P1,1,goods,USD,5.00',
    column: 'currency',
    value: 'USD',
    says: '7 days before',
    mended: 'J9,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J10,1,2026-01-05,A1,P1,1,goods,GBP,999999999999.00',
    column: 'net',
    value: '999999999999.00',
    says: '"999999999999.00"',
    mended: 'J10,1,2026-01-05,A1,P1,1,goods,GBP,9.00',
  },
  {
    line: ',1,2026-01-05,A1,P1,1,goods,EUR,5.00',
    column: 'invoice',
    value: '',
    says: 'without invoice',
    mended: 'J11,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J12,1,2026-01-05,A1,P1,1,goods,EUR,',
    column: 'net',
    value: '',
    says: 'without net',
    mended: 'J12,1,2026-01-05,A1,P1,1,goods,EUR,12.00',
  },
  {
    line: 'I1,1,2026-01-06,A1,P1,1,goods,EUR,77.00',
    column: 'line',
    value: 'I1/1',
    says: 'twice',
    mended: 'I1,13,2026-01-06,A1,P1,1,goods,EUR,77.00',
  },
  {
    line: 'J14,1,2026-01-05,A1,P1',
    column: '',
    value: 'J14,1,2026-01-05,A1,P1',
    says: 'it has 5 fields, the header 9',
    mended: 'J14,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J15,1,2026-01-05,A1,P1,1,goods,EUR,5.00,more',
    column: '',
    value: 'J15,1,2026-01-05,A1,P1,1,goods,EUR,5.00,more',
    says: 'it has 10 fields',
    mended: 'J15,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J16,1,2026-01-05,A1,"P1"x,1,goods,EUR,5.00',
    column: '',
    value: 'J16,1,2026-01-05,A1,"P1"x,1,goods,EUR,5.00',
    says: 'text follows a closing quote',
    mended: 'J16,1,2026-01-05,A1,P1x,1,goods,EUR,5.00',
  },
  {
    line: 'J17,1,2026-01-05,A\xe41,P1,1,goods,EUR,5.00',
    column: '',
    value: 'J17,1,2026-01-05,A\\xE41,P1,1,goods,EUR,5.00',
    says: 'UTF-8',
    mended: 'J17,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
  {
    line: 'J18,1,2026-01-05,A1,"P1,1,goods,EUR,5.00',
    column: '',
    value: 'J18,1,2026-01-05,A1,"P1,1,goods,EUR,5.00',
    says: 'a quote is not closed',
    mended: 'J18,1,2026-01-05,A1,P1,1,goods,EUR,5.00',
  },
]

const head = 'invoice,line,date,account,product,quantity,kind,currency,net'
const goodRows = [
  'I1,1,2026-01-05,A1,P1,2,goods,EUR,10.00',
  'I1,2,2026-01-05,A1,P1,1,goods,GBP,8.50',
  'I2,1,2026-01-05,A2,Öl-ß,1,goods,EUR,3.00',
]
const others: Files = { 'accounts.csv': good['accounts.csv'] ?? '', 'rates.csv': good['rates.csv'] ?? '' }

describe('Bad lines among good ones', () => {
  let place: Place
  let clean: string
  let mended: string

  beforeAll(async () => {
    place = await Place.make()
    const cleanOf = async (rows: readonly string[]): Promise<string> => {
      await using other = await Place.make()
      const files = { ...others, 'lines.csv': `${[head, ...rows].join('\n')}\n` }
      await other.ok('import', await writeFiles(other.path('files'), files), '--base-currency', 'EUR')
      return await other.exported()
    }
    clean = await cleanOf(goodRows)
    mended = await cleanOf([...goodRows, ...badLines.map((bad) => bad.mended)])
    const rows = [goodRows[0], ...badLines.map((bad) => bad.line), goodRows[1], goodRows[2]]
    // One line in another encoding than all others.
    const encodingOf = (row = ''): BufferEncoding => (row.startsWith('J17') ? 'latin1' : 'utf8')
    const lines = Buffer.concat([head, ...rows].map((row) => Buffer.from(`${row}\n`, encodingOf(row))))
    await writeFiles(place.path('files'), { ...others, 'lines.csv': lines })
  })
  afterAll(() => place?.[Symbol.asyncDispose]())

  it('are shown by a dry run, which writes nothing', async () => {
    const outcome = await place.run('import', place.path('files'), '--base-currency', 'EUR', '--dry-run', '--json')
    expect(outcome.code).toBe(5)
    const [summary] = jsonLines(outcome.stdout)
    expect(summary).toMatchObject({ id: null, rejected: badLines.length, rejectedFolder: null })
    expect(await readdir(place.folder)).toEqual(['files'])
  })

  it('are left out, each with file, line, column, value and sentence; the rest is in', async () => {
    const outcome = await place.run('import', place.path('files'), '--base-currency', 'EUR', '--json')
    expect(outcome.code).toBe(5)
    const [summary] = jsonLines(outcome.stdout)
    expect(summary).toMatchObject({ rejected: badLines.length })
    const problems = summary?.['problems'] as Record<string, unknown>[]
    const byLine = new Map(problems.map((problem) => [problem['line'], problem]))
    for (const [index, bad] of badLines.entries()) {
      const problem = byLine.get(index + 3)
      const shown = { ...problem, value: problem?.['value'] ?? '' }
      expect({ ...shown, line: bad.line }).toEqual({
        line: bad.line,
        file: 'lines.csv',
        column: bad.column === '' ? null : bad.column,
        value: bad.value,
        message: expect.stringContaining(bad.says) as string,
      })
    }
    expect((await place.exported()) === clean).toBe(true)
    expect(await scratchOf(place.data)).toEqual([])
  })

  it('stand in an error file that closes the gap when it is corrected and imported', async () => {
    const [id] = await readdir(join(place.data, 'rejected'))
    const folder = join(place.data, 'rejected', id ?? '')
    const file = join(folder, 'lines.csv')
    const plain = (line: string): string => line.replaceAll('"', '')
    const rows = (await readFile(file, 'utf8')).trimEnd().split('\n')
    for (const bad of badLines) {
      const place = rows.findIndex((row) => plain(row) === plain(bad.line))
      expect({ line: bad.line, isThere: place > 0 }).toEqual({ line: bad.line, isThere: true })
      rows[place] = bad.mended
    }
    expect((await readFile(join(folder, 'problems.csv'), 'utf8')).trim().split('\n')).toHaveLength(badLines.length + 1)
    await writeFile(file, `${rows.join('\n')}\n`)
    await place.ok('import', folder)
    expect((await place.exported()) === mended).toBe(true)
  })
})

describe('Master data that contradicts itself', () => {
  it('costs that overlap, leave a gap or end before they start are rejected, the others in', async () => {
    await using place = await Place.make()
    const costs =
      'product,valid_from,valid_to,cost\n' +
      'P1,2026-01-01,2026-02-01,1.00\nP1,2026-03-01,,1.10\n' +
      'P2,2026-01-01,2026-03-01,2.00\nP2,2026-02-01,,2.10\n' +
      'P3,2026-05-01,2026-04-01,3.00\n' +
      'P4,2026-01-01,2026-02-01,4.00\nP4,2026-02-01,,4.10\n'
    await writeFiles(place.path('files'), { ...others, 'costs.csv': costs })
    const outcome = await place.run('import', place.path('files'), '--base-currency', 'EUR', '--json')
    expect(outcome.code).toBe(5)
    const problems = jsonLines(outcome.stdout)[0]?.['problems'] as { line: number; message: string }[]
    expect(problems.map((problem) => problem.line)).toEqual([2, 4, 6])
    for (const [index, product] of ['P1', 'P2', 'P3'].entries()) {
      expect(problems[index]?.message).toContain(`cost of product "${product}"`)
    }
    expect(await place.exported()).toContain('main,P4,2026-02-01,,4.10')
  })

  it.each(['0', '-0.85', '0.000001'])('a rate of %s is a bad line, not a crash', async (rate) => {
    await using place = await Place.make()
    const rates = `currency,date,rate\nUSD,2026-01-02,1.10\nGBP,2026-01-02,${rate}\n`
    const lines = `${lineHead.trim()},currency\nI1,1,2026-01-05,A1,5.00,USD\nI2,1,2026-01-05,A1,5.00,GBP\n`
    await writeFiles(place.path('files'), { 'rates.csv': rates, 'lines.csv': lines })
    const outcome = await place.run('import', place.path('files'), '--base-currency', 'EUR', '--json')
    expect(outcome.code).toBe(5)
    const problems = jsonLines(outcome.stdout)[0]?.['problems'] as { file: string; column: string; value: string }[]
    expect(problems[0]).toMatchObject({ file: 'rates.csv', line: 3, column: 'rate', value: rate })
    expect(problems[1]).toMatchObject({ file: 'lines.csv', line: 3, column: 'currency', value: 'GBP' })
  })
})
