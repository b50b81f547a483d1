import { v7 as uuidv7 } from 'uuid'
import type { Output } from '../../contract/operations.ts'
import type { BookRate } from '../../domain/cost-rate/book-rate.ts'
import { anyActivity, ratesThatCount } from '../../domain/cost-rate/cost-rates.ts'
import type { CostRates } from '../../domain/cost-rate/cost-rates.ts'
import { valueOn } from '../../domain/cost-rate/dated.ts'
import type { Dated } from '../../domain/cost-rate/dated.ts'
import { divideHalfEven, microsPerUnit } from '../../domain/money.ts'
import { insertBookRate, listBookRates } from '../../records/book-rate.ts'
import type { RecordsView } from '../../records/records.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight, requireWholeBook } from '../right.ts'
import type { Verb } from '../verb.ts'
import { documentOf, readCostRates, toBookRate } from './read-cost-rates.ts'

type Shown = Output<'addCostRate'>

/**
 * All rates that were ever set, by what they are of, the one that begins last first. What a pool costs is what people are paid: it is
 * for whoever sees the margins of the whole book, while the cost of a minute stands beside the net profit of one's own accounts.
 */
export const listCostRates: Verb<'listCostRates'> = async (ctx) => {
  requireRight(ctx, 'read-margin')
  requireWholeBook(ctx)
  return { items: await showRates(ctx.records.view) }
}

/** Sets a rate from a day on, or takes one back; one set earlier for the same day stays on record and counts no longer. */
export const addCostRate: Verb<'addCostRate'> = async (ctx, { rate, validFrom, note }) => {
  requireRight(ctx, 'control')
  const { kind, subject, value } = rate
  const stored = {
    id: uuidv7(),
    kind,
    subject,
    validFrom,
    document: value,
    note,
    author: actorText(ctx.actor),
    at: ctx.now(),
  }
  return ctx.records.write(async (trx) => {
    const flaw = flawOf(toBookRate(rate, validFrom), await readCostRates(trx))
    if (flaw !== null) throw new BookError('bad-input', flaw)
    await insertBookRate(trx, stored)
    const what = subject === '' ? kind : `${kind} ${subject}`
    await audit(ctx, value === null ? 'take back rate' : 'set rate', what, { validFrom, value }, trx)
    const shown = (await showRates(trx)).find(({ id }) => id === stored.id)
    if (!shown) throw new Error(`Cannot read rate "${stored.id}" after it was set`)
    return shown
  })
}

/** Why a rate cannot be set beside those that are there; null when it can. */
function flawOf(rate: BookRate, rates: CostRates): string | null {
  const { kind, subject, validFrom, value } = rate
  const named = subject === '' ? `"${kind}"` : `${kind} "${subject}"`
  if (value === null) {
    return holdsOn(rate, rates) ? null : `Cannot take back ${named} from ${validFrom}: none holds on that day`
  }
  if (kind === 'pool' && value.minutes === 0n) {
    return `Cannot set ${named}: a pool without minutes has no cost of a minute`
  }
  if (costsTooMuch(rate, rates))
    return `Cannot set ${named}: a minute or an event of it would cost more than a book can hold`
  if (kind === 'activity') {
    if ((subject === anyActivity) !== (value.minutes === null)) {
      return value.minutes === null
        ? `Cannot set ${named} without standard minutes: only hours that name no activity have none`
        : 'Cannot set standard minutes for hours that name no activity: they are logged, not estimated'
    }
    return rates.pools.has(value.pool) ? null : `Cannot set ${named}: there is no pool "${value.pool}"`
  }
  if (kind === 'returns') {
    if ((value.perReturn === null) === (value.activity === null)) {
      return 'Cannot set what a return costs: give an amount for each, or an activity, and not both'
    }
    const isKnown = value.activity === null || rates.activities.has(value.activity)
    return isKnown ? null : `Cannot set what a return costs: there is no activity "${value.activity ?? ''}"`
  }
  return null
}

/** What the ledger holds has at most twelve digits before the point. */
const beyondLedger = 10n ** 12n * microsPerUnit

/** Whether a minute of a pool, or an event of an activity, would cost more than the ledger holds on any day. */
function costsTooMuch({ kind, subject, value }: BookRate, { pools, activities }: CostRates): boolean {
  if (value === null || (kind !== 'pool' && kind !== 'activity')) return false
  const valuesOf = <T>(dated: Iterable<readonly Dated<T>[]>): readonly T[] =>
    [...dated].flat().flatMap((one) => (one.value === null ? [] : [one.value]))
  const [found, times] =
    kind === 'pool'
      ? [[value], valuesOf(activities.values()).filter(({ pool }) => pool === subject)]
      : [valuesOf([pools.get(value.pool) ?? []]), [value]]
  return found.some(({ cost, minutes }) =>
    [microsPerUnit, ...times.map((time) => time.minutes ?? 0n)].some(
      (time) => divideHalfEven(cost * time, minutes) >= beyondLedger,
    ),
  )
}

function holdsOn({ kind, subject, validFrom }: BookRate, rates: CostRates): boolean {
  if (kind === 'pool') return valueOn(rates.pools.get(subject) ?? [], validFrom) !== null
  if (kind === 'activity') return valueOn(rates.activities.get(subject) ?? [], validFrom) !== null
  return valueOn<unknown>(rates[kind], validFrom) !== null
}

async function showRates(view: RecordsView): Promise<Shown[]> {
  const rates = await listBookRates(view)
  const nameOf = await readActors(
    view,
    rates.map(({ author }) => author),
  )
  const counted = new Set(ratesThatCount(rates).map(({ id }) => id))
  return rates.map((rate) => {
    const { id, validFrom, note, author, at } = rate
    return {
      id,
      rate: documentOf(rate),
      validFrom,
      note,
      setBy: nameOf(author),
      setAt: at,
      isInForce: counted.has(id),
    }
  })
}
