import type { z } from 'zod'
import type { accountRow } from '../../contract/account.ts'
import { bandOf } from '../../domain/band.ts'
import { formatMicros } from '../../domain/money.ts'
import { movementClasses } from '../../domain/movement.ts'
import { storedToNumber } from '../../records/decode.ts'
import type { ListedAccount } from '../../records/account-view.ts'
import { sees } from './sight.ts'
import type { Sight } from './sight.ts'

/** An account as lists and cards show it. */
export type AccountRow = z.output<typeof accountRow>

type Movement = AccountRow['movement']

/** The row as it may be shown: what one has no right to is not there at all. */
export function toAccountRow(row: ListedAccount, sight: Sight): AccountRow {
  const position = Number(row.position)
  return {
    id: row.account_id,
    key: row.key,
    source: row.source,
    name: row.name,
    root: row.root_id === null ? null : { id: row.root_id, name: row.root_name ?? row.root_id },
    owner: named(row.owner_key, row.owner_name),
    territory: named(row.territory_key, row.territory_name),
    segment: named(row.segment_key, row.segment_name),
    grade: row.grade,
    gradeBefore: row.grade_before,
    flagged: row.flagged === 1n,
    movement: movementOf(row.movement),
    spendBand: row.spend === null ? null : bandOf(row.spend),
    grossProfitBand: row.gross_profit === null ? null : bandOf(row.gross_profit),
    nextGrade: row.next_grade,
    orders: storedToNumber(row.orders),
    lastInvoice: row.last_invoice,
    ...(sees(sight.spend, position) && spendOf(row)),
    ...(sees(sight.family, position) && { toNext: decimal(row.to_next) }),
    ...(sees(sight.margin, position) && marginOf(row)),
  }
}

function spendOf(row: ListedAccount) {
  return {
    spend: decimal(row.spend),
    spendBefore: decimal(row.spend_before),
    spendChange: formatMicros(row.spend_change),
    // Written by us, as twelve decimals.
    months: row.months === null ? null : (JSON.parse(row.months) as string[]),
  }
}

/** The cost of a part of the lines is not the cost: it is as unknown as the gross profit. */
function marginOf(row: ListedAccount) {
  return {
    cost: row.gross_profit === null ? null : decimal(row.cost),
    grossProfit: decimal(row.gross_profit),
    marginRate: row.margin_rate,
  }
}

function decimal(amount: bigint | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

function named(key: string | null, name: string | null) {
  return key === null ? null : { key, name: name ?? key }
}

function movementOf(text: string): Movement {
  const known = movementClasses.find((name) => name === text)
  if (known === undefined) throw new Error(`Cannot read movement "${text}"`)
  return known
}
