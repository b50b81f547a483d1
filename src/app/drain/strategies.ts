import { v7 as uuidv7 } from 'uuid'
import { accountScope } from '../../ledger/facts/account-scope.ts'
import { latestQuotes } from '../../ledger/facts/quote-facts.ts'
import type { ListedQuote } from '../../ledger/facts/quote-facts.ts'
import { settledQuotes } from '../../domain/drain/price-signals.ts'
import { findStrategy, insertStrategy, listStrategies, withdrawStrategy } from '../../records/strategy.ts'
import type { StoredStrategy } from '../../records/strategy.ts'
import { actorText } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { auditLook } from '../card/audit-look.ts'
import { getAccountInView } from '../card/open-account.ts'
import type { OpenAccount } from '../card/open-account.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { moneyText } from '../profit/show-profit.ts'
import { mayDecide } from '../profit/decide-posture.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { checkHeld } from './check-strategy.ts'
import { openDrains, quotesOf } from './open-drains.ts'
import { showRules, showSignals, showStrategies } from './show-drain.ts'

/** Quotes that are shown of one account: those that people talk about now. */
const mostQuotes = 100

/** What makes an account a drain, the quotes behind it, and what was done about it with a check. */
export const getStrategy: Verb<'getStrategy'> = async (ctx, { id, period }) => {
  requireRight(ctx, 'read-account')
  const account = await getAccountInView(ctx, { id, period })
  const { view, seen, sight } = account
  if (seen.margin) await auditLook(ctx, account, 'profit')
  const drains = await openDrains(ctx, view)
  const drain = drains.accountOf(id)
  const scope = await accountScope(ctx.ledger, [id])
  const quotes = await latestQuotes(ctx.ledger, quotesOf(view), { scope, limit: mostQuotes })
  const stored = await listStrategies(ctx.records.view, id)
  const held = stored.find(({ takenBack }) => takenBack === null) ?? null
  const shown = await showStrategies(ctx.records.view, stored)
  return {
    ...basisOf(view),
    ...showSignals(drain, { seesMargin: seen.margin }),
    rules: showRules(drains, { seesMargin: sight.margin === 'all' }),
    latestQuotes: quotes.map((quote) => showQuote(quote, seen.spend)),
    quotesTotal: settledQuotes(drain.quotes) + drain.quotes.waiting,
    strategy: shown.find((one) => one.id === held?.id) ?? null,
    check: held && (await checkHeld(ctx, view, held, { seesMargin: seen.margin })),
    history: shown.filter((one) => one.id !== held?.id),
    isMine: mayDecide(ctx, account),
  }
}

/** Sets what is done about an account from a day on. What it is a drain for now is kept with it. */
export const setStrategy: Verb<'setStrategy'> = async (ctx, { id, strategy, begins, note }) => {
  requireRight(ctx, 'write-action')
  const account = await getAccountInView(ctx, { id })
  requireMine(ctx, account)
  const { reasons } = (await openDrains(ctx, account.view)).accountOf(id)
  const stored: StoredStrategy = {
    id: uuidv7(),
    accountId: id,
    strategy,
    begins,
    note: note === '' ? null : note,
    reasons,
    author: actorText(ctx.actor),
    at: ctx.now(),
    takenBack: null,
  }
  return ctx.records.write(async (trx) => {
    const { takenBack: _, ...row } = stored
    await insertStrategy(trx, row)
    await audit(ctx, 'set strategy', id, { strategy, begins, reasons: [...reasons] }, trx)
    const [shown] = await showStrategies(trx, [stored])
    if (!shown) throw new Error(`Cannot show strategy "${stored.id}" that was just set`)
    return shown
  })
}

/** Takes a strategy back. The row of it stays, with who took it back. */
export const takeBackStrategy: Verb<'takeBackStrategy'> = async (ctx, { id }) => {
  requireRight(ctx, 'write-action')
  const found = await findStrategy(ctx.records.view, id)
  if (!found) throw new BookError('not-found', `Cannot find strategy "${id}"`)
  requireMine(ctx, await getAccountInView(ctx, { id: found.accountId }))
  const withdrawal = { strategy: id, author: actorText(ctx.actor), at: ctx.now() }
  return ctx.records.write(async (trx) => {
    if (!(await withdrawStrategy(trx, withdrawal))) {
      throw new BookError('conflict', `Cannot take back strategy "${id}": somebody did; load it again`)
    }
    await audit(ctx, 'take back strategy', found.accountId, { strategy: found.strategy, begins: found.begins }, trx)
    const [shown] = await showStrategies(trx, [{ ...found, takenBack: withdrawal }])
    if (!shown) throw new Error(`Cannot show strategy "${id}" that was just taken back`)
    return shown
  })
}

function requireMine(ctx: Ctx, account: OpenAccount): void {
  if (mayDecide(ctx, account)) return
  throw new BookError('forbidden', `Cannot decide on "${account.row.name}": it is no account of yours`)
}

function showQuote({ amount, firstAmount, ...quote }: ListedQuote, seesSpend: boolean) {
  return { ...quote, ...(seesSpend && { amount: moneyText(amount), firstAmount: moneyText(firstAmount) }) }
}
