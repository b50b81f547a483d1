import type { FactFamily } from '../domain/fact-family.ts'
import type { RecordsView } from './records.ts'

const tableNames = ['financing_rate', 'book_rate', 'judgement'] as const

/** Where a family takes more from than the ledger: rows that stay as they are, each with a later id than all before it. */
const sourcesOf: Readonly<Record<FactFamily, readonly (typeof tableNames)[number][]>> = {
  payments: [],
  receivables: ['financing_rate'],
  commitments: [],
  stock: ['book_rate'],
  service: ['book_rate'],
  extras: ['book_rate'],
  standing: ['judgement'],
  fit: ['judgement'],
}

/**
 * The state of the rates and judgements that these families of facts depend on: another one than before says that somebody set a
 * rate or judged an account since. Empty where they depend on none.
 */
export async function factsStamp(view: RecordsView, families: readonly FactFamily[]): Promise<string> {
  const wanted = tableNames.filter((table) => families.some((family) => sourcesOf[family].includes(table)))
  const stamps: string[] = []
  for (const table of wanted) {
    const last = await view.selectFrom(table).select('id').orderBy('id', 'desc').limit(1).executeTakeFirst()
    stamps.push(`${table} ${last?.id ?? ''}`)
  }
  return stamps.join(', ')
}
