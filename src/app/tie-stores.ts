import { v7 as uuidv7 } from 'uuid'
import { watermarkOf } from '../ledger/store/batch.ts'
import { LedgerInUse } from '../ledger/store/session.ts'
import { findStamp, putStamp } from '../ledger/store/stamp.ts'
import { appliedWatermark } from '../records/import-batch.ts'
import { deleteSetting, findSetting, putSetting } from '../records/setting.ts'
import type { Ctx } from './context.ts'
import { BookError } from './error.ts'

type Stores = Pick<Ctx, 'ledger' | 'records'>

const name = 'book'
const mend = 'check LEDGER_URL, DATABASE_URL and --data, or restore a backup into empty stores'

/**
 * Throws `conflict` unless both stores are of one book, which each of them names by the same id. Gives a new pair its id, and a
 * store that is empty that of the other one.
 */
export async function tieStores(stores: Stores): Promise<void> {
  const { ledger, records } = await idsOf(stores)
  if (ledger !== undefined && records !== undefined) return assertSame(ledger, records)
  try {
    await stores.ledger.exclusive(() => giveIds(stores))
  } catch (error) {
    if (error instanceof LedgerInUse) throw new BookError('in-use', error.message)
    throw error
  }
}

/** Like `tieStores`, for whoever holds the ledger exclusively. */
export async function giveIds(stores: Stores): Promise<void> {
  const { ledger, records } = await idsOf(stores)
  if (ledger !== undefined && records !== undefined) return assertSame(ledger, records)
  const [inLedger, inRecords] = [await watermarkOf(stores.ledger), await appliedWatermark(stores.records)]
  if (records === undefined && inLedger > 0 && inRecords === 0) {
    throw conflict('the ledger holds a book and the records are empty: they are lost, or of another book')
  }
  if (ledger === undefined && inLedger === 0 && inRecords > 0) {
    throw conflict('the records hold a book and the ledger is empty: it is lost, or of another book')
  }
  if ((records === undefined && ledger !== undefined && inRecords > 0) || (records !== undefined && inLedger > 0)) {
    throw conflict('the ledger and the records are of two books')
  }
  const id = records ?? ledger ?? uuidv7()
  // The records first: a ledger without an id adopts theirs as long as it is empty.
  if (records === undefined) await stores.records.write((trx) => putSetting(trx, name, id))
  if (ledger === undefined) await stores.ledger.transaction((tx) => putStamp(tx, name, id))
}

/** Takes the id out of both stores, for a restore, which brings one. Only for whoever holds the ledger exclusively. */
export async function forgetIds(stores: Stores): Promise<void> {
  await stores.ledger.transaction((tx) => tx.run(`DELETE FROM stamp WHERE name = '${name}'`))
  await stores.records.write((trx) => deleteSetting(trx, name))
}

async function idsOf({
  ledger,
  records,
}: Stores): Promise<{ ledger: string | undefined; records: string | undefined }> {
  return { ledger: await findStamp(ledger, name), records: await findSetting(records.view, name) }
}

function assertSame(ledger: string, records: string): void {
  if (ledger !== records) throw conflict(`the ledger is of book ${ledger} and the records of book ${records}`)
}

function conflict(what: string): BookError {
  return new BookError('conflict', `Cannot open the book: ${what}; ${mend}`)
}
