import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import { formatMicros, microsPerUnit, parseMicros } from '../../domain/money.ts'
import { inForce, insertFinancingRate, listFinancingRates as listStored } from '../../records/financing-rate.ts'
import type { StoredFinancingRate } from '../../records/financing-rate.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

type Shown = Output<'addFinancingRate'>

/** All rates that were ever set, the one that begins last first. */
export const listFinancingRates: Verb<'listFinancingRates'> = async (ctx) => {
  requireRight(ctx, 'read-margin')
  return { items: await showRates(ctx.records.view) }
}

/** Sets what money costs from a day on; one set earlier for the same day stays on record and counts no longer. */
export const addFinancingRate: Verb<'addFinancingRate'> = async (ctx, { validFrom, rate, base, note }) => {
  requireRight(ctx, 'control')
  const fraction = parseMicros(rate)
  if (fraction < 0n || fraction > microsPerUnit) {
    throw new BookError('bad-input', `Cannot use "${rate}" as what money costs a year: write a fraction from 0 to 1`)
  }
  const stored = { id: uuidv7(), validFrom, rate: fraction, base, note, author: actorText(ctx.actor), at: ctx.now() }
  return ctx.records.write(async (trx) => {
    await insertFinancingRate(trx, stored)
    await audit(ctx, 'set financing rate', validFrom, { validFrom, rate: formatMicros(fraction), base }, trx)
    const shown = (await showRates(trx)).find(({ id }) => id === stored.id)
    if (!shown) throw new Error(`Cannot read financing rate "${stored.id}" after it was set`)
    return shown
  })
}

async function showRates(view: RecordsView): Promise<Shown[]> {
  const rates = await listStored(view)
  const nameOf = await readActors(
    view,
    rates.map(({ author }) => author),
  )
  const counted = new Set(inForce(rates).map(({ id }) => id))
  return rates.map((rate) => toShown(rate, nameOf, counted.has(rate.id)))
}

function toShown(
  { id, validFrom, rate, base, note, author, at }: StoredFinancingRate,
  nameOf: Awaited<ReturnType<typeof readActors>>,
  isInForce: boolean,
): Shown {
  return { id, validFrom, rate: formatMicros(rate), base, note, setBy: nameOf(author), setAt: at, isInForce }
}
