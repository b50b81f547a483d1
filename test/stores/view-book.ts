import { join } from 'node:path'
import { openBook } from '../../src/app/open-book.ts'
import type { Book } from '../../src/app/open-book.ts'
import type { Person } from '../../src/app/context.ts'
import { defaultGrants } from '../../src/domain/right.ts'
import type { Grants, Role } from '../../src/domain/right.ts'
import { importFiles } from './open-test-book.ts'
import type { Files } from './open-test-book.ts'
import type { LedgerEngine, TestPlace } from './open-test-ledger.ts'

/** A book with both of its stores on one kind of engine. */
export async function openViewBook(place: TestPlace, engine: LedgerEngine): Promise<Book> {
  const data = join(place.folder, 'data')
  return openBook(
    {
      dataDirectory: data,
      ledger: place.config,
      records:
        engine === 'postgres' && place.config.kind === 'postgres'
          ? { kind: 'postgres', url: place.config.url }
          : { kind: 'sqlite', file: join(data, 'records.sqlite') },
      memoryLimit: '300MB',
      threads: 1,
    },
    {
      actor: { kind: 'local-operator', name: 'tester' },
      now: () => '2026-09-15T08:00:00.000Z',
      progress: { report: () => {} },
      create: true,
    },
  )
}

/** Somebody with the rights of a role, who is rep `main/R1` of `main/R1` and `main/R2` in `main/N`. */
export function person(role: Role, grants: Grants = defaultGrants[role]): Person {
  return {
    kind: 'person',
    id: `person-${role}`,
    name: role,
    role,
    grants,
    reps: ['main/R1'],
    team: ['main/R1', 'main/R2'],
    territories: ['main/N', 'main/N1'],
  }
}

const accounts = 120
const key = (index: number): string => `A-${String(index).padStart(3, '0')}`
const names = ['Åkerman', 'ÅKERMAN', 'Müller & Co', 'muller', 'Zeta', 'alpha', 'Ølund', '=Formula', 'Ąbc', '＝B b']

/**
 * A book in which every sort has ties and nulls: accounts that left, stubs, families that cross owners, credits, costs of a
 * part, lines without an account, and accounts nothing was ever invoiced to.
 */
const files: Files = {
  'territories.csv': ['key,name,parent', 'ALL,Everywhere,', 'N,North,ALL', 'N1,Far North,N', 'S,South,ALL'],
  'segments.csv': ['key,name', 'IND,Industry', 'CRA,Crafts'],
  'reps.csv': ['key,name,territory', 'R1,Ida Holm,N', 'R2,Ben Otto,S', 'R3,Ann Lind,S'],
  'products.csv': ['key,name', 'P0,Bolt', 'P1,Pump'],
  'costs.csv': ['product,valid_from,cost', 'P0,2020-01-01,1.25'],
  'accounts.csv': [
    'key,name,segment,territory,valid_from,valid_to',
    ...numbers(accounts).map((index) =>
      [
        key(index),
        `${names[index % names.length] ?? ''} ${String(Math.floor(index / 20))}`,
        ['IND', 'CRA', ''][index % 3],
        ['N', 'N1', 'S', ''][index % 4],
        '',
        index % 17 === 0 ? '2026-03-01' : '',
      ].join(','),
    ),
    'GONE,Long gone & Co,IND,N,,2024-01-01',
  ],
  'parents.csv': ['account,parent', ...numbers(12).map((index) => `${key(index * 10 + 1)},${key(index * 10)}`)],
  'owners.csv': [
    'account,rep',
    ...numbers(accounts)
      .filter((index) => index % 5 !== 4)
      .map((index) => `${key(index)},R${String((index % 3) + 1)}`),
  ],
  'aliases.csv': ['key,account', `OLD-7,${key(7)}`],
  'sites.csv': [
    'key,account,name,city,postcode',
    ...numbers(accounts).map(
      (index) => `S${String(index)},${key(index)},Yard ${String(index)},Bergen,${String(5000 + index)}`,
    ),
  ],
  'lines.csv': [
    'invoice,line,date,account,order_number,product,quantity,net,currency',
    'OLD-INV-1,1,2023-05-05,GONE,,P0,1,99,EUR',
    ...numbers(900).flatMap((index) => {
      // Every seventh account buys nothing, every eleventh bought only the year before.
      const account = (index * 7919) % (accounts + 3)
      if (account % 7 === 6) return []
      const year = account % 11 === 0 ? 2025 : 2025 + (index % 2)
      const day = `${String(year)}-${String((index % 8) + 1).padStart(2, '0')}-${String((index % 28) + 1).padStart(2, '0')}`
      const net = index % 23 === 0 ? -80 : (index % 13) * 137.25
      // Beyond the listed accounts: two stubs, and lines without an account.
      const of = account < accounts ? key(account) : account === accounts ? '' : `STUB-${String(account)}`
      const number = `${String(year)}-${String(Math.floor(index / 3)).padStart(4, '0')}-${of}`
      return [
        `${number},${String(index)},${day},${of},O${number},P${String(index % 2)},${net < 0 ? '' : '3'},${String(net)},EUR`,
      ]
    }),
  ],
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

export async function takeBook(book: Book, place: TestPlace): Promise<void> {
  await importFiles(book, place, files, { sourceName: 'main' })
}
