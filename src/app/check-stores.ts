import { setTimeout } from 'node:timers/promises'
import { watermarkOf } from '../ledger/store/batch.ts'
import { findSetting } from '../records/setting.ts'
import type { Ctx } from './context.ts'

/** Whether each store answers a question within so many milliseconds. */
export async function checkStores(
  { ledger, records }: Pick<Ctx, 'ledger' | 'records'>,
  patience: number,
): Promise<{ readonly ledger: boolean; readonly records: boolean }> {
  const [ledgerAnswers, recordsAnswer] = await Promise.all([
    answers(watermarkOf(ledger), patience),
    answers(findSetting(records.view, 'book'), patience),
  ])
  return { ledger: ledgerAnswers, records: recordsAnswer }
}

async function answers(question: Promise<unknown>, patience: number): Promise<boolean> {
  const late = new AbortController()
  const answered = question.then(
    () => true,
    () => false,
  )
  try {
    return await Promise.race([answered, setTimeout(patience, false, { signal: late.signal, ref: false })])
  } finally {
    late.abort()
  }
}
