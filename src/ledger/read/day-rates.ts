import { dayRates } from '../../domain/rate.ts'
import type { QuotedRate } from '../../domain/rate.ts'
import { microsOf, textOf } from '../store/decode.ts'
import { spoolScan, type Reader } from './reader.ts'

/** The rates an import brings, from the spools of its rates files. */
export async function spooledRates(reader: Reader, paths: readonly string[]): Promise<QuotedRate[]> {
  const rows = await reader.all(
    `SELECT currency, CAST(date AS VARCHAR) AS day, CAST(rate AS VARCHAR) AS rate FROM ${spoolScan(paths)} ORDER BY source`,
  )
  return rows.map((row) => ({
    currency: textOf(row, 'currency'),
    day: textOf(row, 'day'),
    rate: microsOf(row, 'rate'),
  }))
}

/** Fills the reader's table `day_rate`; later rates replace earlier ones of the same day. Returns whether there is any. */
export async function fillDayRates(reader: Reader, quoted: readonly QuotedRate[]): Promise<boolean> {
  const byPlace = new Map(quoted.map((rate) => [`${rate.currency} ${rate.day}`, rate]))
  const rows = dayRates([...byPlace.values()])
  await reader.fill('day_rate_text', ['currency', 'day', 'rate', 'inverse'], mapRates(rows))
  await reader.run(
    `CREATE OR REPLACE TABLE day_rate AS SELECT currency, CAST(day AS DATE) AS day,
       CAST(rate AS DECIMAL(18,6)) AS rate, CAST(inverse AS DECIMAL(20,15)) AS inverse FROM day_rate_text`,
  )
  return byPlace.size > 0
}

function* mapRates(rates: ReturnType<typeof dayRates>): Generator<string[]> {
  for (const rate of rates) yield [rate.currency, rate.day, rate.rate, rate.inverse]
}
