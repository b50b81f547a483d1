import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How much of each there is. A later edition of the same trade changes some rows and adds others. */
export interface Trade {
  readonly accounts: number
  readonly invoices: number
  readonly linesPerInvoice: number
  /** 1 is the first edition. */
  readonly edition: 1 | 2
  /** With the files of stock, promises, service and money still to settle; every import takes a third longer with them. */
  readonly isWhole?: true
}

const firstDay = Date.UTC(2024, 0, 1)
const dayLength = 86_400_000

function dayAt(index: number): string {
  return new Date(firstDay + index * dayLength).toISOString().slice(0, 10)
}

/** Writes a folder with the files of a trade, the same bytes for the same trade. */
export async function writeTradeFiles(folder: string, trade: Trade): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, rows] of Object.entries(tradeRows(trade))) {
    await writeFile(join(folder, `${name}.csv`), `${rows.map((row) => row.join(',')).join('\n')}\n`)
  }
}

type Rows = (string | number)[][]

function tradeRows(trade: Trade): Record<string, Rows> {
  const later = trade.edition === 2
  const accounts = trade.accounts + (later ? Math.ceil(trade.accounts / 10) : 0)
  const invoices = trade.invoices + (later ? Math.ceil(trade.invoices / 10) : 0)
  const account = (index: number): string => `A${String(index).padStart(5, '0')}`
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  const currencyOf = (index: number): string => (index % 5 === 0 ? 'GBP' : 'EUR')
  const dayOf = (index: number): string => dayAt(index % 700)
  return {
    territories: [
      ['key', 'name', 'parent'],
      ['ALL', 'Everywhere', ''],
      ['N', 'North', 'ALL'],
      ['S', 'South', 'ALL'],
    ],
    segments: [
      ['key', 'name'],
      ['IND', 'Industry'],
      ['CRA', later ? 'Crafts and trades' : 'Crafts'],
    ],
    reps: [
      ['key', 'name', 'territory'],
      ['R1', 'Ida Holm', 'N'],
      ['R2', 'Ben Otto', 'S'],
      ['R3', 'Ann Lind', 'S'],
    ],
    families: [
      ['key', 'name'],
      ['F1', 'Bolts'],
      ['F2', 'Pumps'],
    ],
    products: [
      ['key', 'name', 'family', 'unit'],
      ...numbers(50).map((index) => [`P${index}`, `Product ${index}`, index % 2 === 0 ? 'F1' : 'F2', 'pc']),
    ],
    accounts: [
      ['key', 'name', 'segment', 'territory'],
      ...numbers(accounts).map((index) => [
        account(index),
        later && index % 5 === 0 ? `Customer ${index} Ltd` : `Customer ${index}`,
        index % 3 === 0 ? 'CRA' : 'IND',
        index % 2 === 0 ? 'N' : 'S',
      ]),
    ],
    parents: [
      ['account', 'parent'],
      ...numbers(Math.floor(accounts / 10)).map((index) => [account(index * 10 + 1), account(index * 10)]),
    ],
    sites: [['key', 'account', 'city'], ...numbers(accounts).map((index) => [`S${index}`, account(index), 'Bergen'])],
    aliases: [
      ['key', 'account'],
      ['OLD-1', account(1)],
      ['OLD-2', account(2)],
    ],
    owners: [
      ['account', 'rep', 'valid_from'],
      ...numbers(accounts).map((index) => [account(index), `R${(index % 3) + 1}`, '']),
      ...(later ? numbers(accounts).filter((index) => index % 7 === 0) : []).map((index) => [
        account(index),
        `R${((index + 1) % 3) + 1}`,
        '2025-01-01',
      ]),
    ],
    rates: [
      ['currency', 'date', 'rate'],
      ...numbers(130).map((index) => ['GBP', dayAt(index * 6), `0.8${100 + index}`]),
    ],
    costs: [
      ['product', 'valid_from', 'cost'],
      ...numbers(50).flatMap((index) => [
        [`P${index}`, '2024-01-01', `${index + 1}.25`],
        [`P${index}`, '2025-01-01', later ? `${index + 1}.75` : `${index + 1}.50`],
      ]),
    ],
    invoices: [
      ['number', 'type', 'date', 'due_date', 'account', 'order_number', 'currency', 'net', 'legal_entity'],
      ...numbers(invoices).map((index) => [
        `I${index}`,
        index % 25 === 24 ? 'credit_note' : 'invoice',
        dayOf(index),
        dayAt((index % 700) + 30),
        index % 200 === 199 ? '' : account((index * 7) % accounts === 3 ? 0 : (index * 7) % trade.accounts),
        `O${Math.floor(index / 2)}`,
        currencyOf(index),
        '',
        index % 2 === 0 ? 'NO' : 'SE',
      ]),
    ],
    lines: [
      ['invoice', 'line', 'kind', 'product', 'quantity', 'net'],
      ...numbers(invoices).flatMap((index) =>
        numbers(trade.linesPerInvoice).map((line) => {
          const sign = index % 25 === 24 ? -1 : 1
          const extra = later && index % 9 === 0 && line === 0 ? 1 : 0
          const quantity = sign * ((index % 7) + 1)
          return [
            `I${index}`,
            line + 1,
            line === 3 ? 'freight' : 'goods',
            line === 3 ? '' : `P${(index + line) % 50}`,
            line === 3 ? '' : quantity,
            `${sign * (100 + (index % 900) + line + extra)}.${String((index * 7) % 100).padStart(2, '0')}`,
          ]
        }),
      ),
    ],
    payments: [
      ['payment', 'invoice', 'date', 'amount', 'currency'],
      ...numbers(invoices)
        .filter((index) => index % 3 !== 0)
        .map((index) => [
          `Z${index}`,
          `I${index}`,
          dayAt((index % 700) + 20 + (index % 40)),
          `${50 + (index % 300)}.00`,
          currencyOf(index),
        ]),
    ],
    ...(trade.isWhole ? valueRows(trade, account) : {}),
  }
}

/** What the accounts cost and bind beside their invoices. A later edition corrects some of it and adds a month of stock. */
function valueRows({ accounts, invoices, edition }: Trade, account: (index: number) => string): Record<string, Rows> {
  const later = edition === 2
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  return {
    stock: [
      ['date', 'product', 'warehouse', 'account', 'quantity', 'unit_cost'],
      ...numbers(later ? 7 : 6).flatMap((month) =>
        numbers(20).map((index) => [
          dayAt(30 + month * 30),
          `P${index}`,
          index % 3 === 0 ? '' : 'W1',
          index % 5 === 0 ? account(index) : '',
          later && index === 7 ? 0 : 10 + index * month,
          index % 4 === 0 ? '' : `${index + 1}.1255`,
        ]),
      ),
    ],
    commitments: [
      ['number', 'line', 'type', 'account', 'product', 'due', 'quantity'],
      ...numbers(accounts).map((index) => [
        `C${index}`,
        index % 2 === 0 ? '' : 1,
        ['', 'forecast', 'call_off', 'blanket_order'][index % 4] ?? '',
        account(index),
        `P${index % 20}`,
        dayAt(40 + index),
        10 + index + (later && index % 8 === 0 ? 1 : 0),
      ]),
    ],
    deliveries: [
      ['delivery', 'line', 'commitment', 'commitment_line', 'date', 'quantity'],
      ...numbers(accounts)
        .filter((index) => index % 3 !== 0)
        .map((index) => [`D${index}`, index % 5, `C${index}`, index % 2 === 0 ? '' : 1, dayAt(38 + index * 2), 5]),
    ],
    events: [
      ['number', 'account', 'activity', 'date', 'quantity', 'order_number'],
      ...numbers(invoices).map((index) => [
        index % 4 === 0 ? '' : `E${index}`,
        index % 50 === 49 ? '' : account(index % accounts),
        ['call', 'visit', 'complaint'][index % 3] ?? '',
        dayAt(index % 700),
        index % 6 === 0 ? '' : (index % 4) + (later && index % 11 === 0 ? 1 : 0),
        `O${Math.floor(index / 2)}`,
      ]),
    ],
    hours: [
      ['number', 'account', 'date', 'hours'],
      ...numbers(accounts).map((index) => [`H${index}`, account(index), dayAt(index), `${index % 5}.25`]),
    ],
    freight: [
      ['number', 'invoice', 'account', 'date', 'amount', 'currency'],
      ...numbers(accounts).map((index) => [
        `T${index}`,
        `I${index}`,
        index % 2 === 0 ? '' : account(index),
        dayAt(index),
        `${12 + index}.${later ? 75 : 50}`,
        index % 5 === 0 ? 'GBP' : 'EUR',
      ]),
    ],
    accruals: [
      ['number', 'account', 'date', 'amount', 'credited_by', 'credited_on'],
      ...numbers(accounts).map((index) => [
        `B${index}`,
        account(index),
        dayAt(90),
        100 + index,
        later && index % 2 === 0 ? `I${index}` : '',
        later && index % 2 === 0 ? dayAt(120) : '',
      ]),
    ],
    disputes: [
      ['invoice', 'opened', 'closed', 'amount', 'reason'],
      ...numbers(Math.ceil(invoices / 20)).map((index) => [
        `I${index * 20}`,
        dayAt(index + 15),
        later && index % 2 === 0 ? dayAt(index + 45) : '',
        index % 3 === 0 ? '' : 25,
        'short delivery',
      ]),
    ],
  }
}
