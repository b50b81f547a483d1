import { v7 as uuidv7 } from 'uuid'
import { findViewAccount } from '../../records/account-view.ts'
import { insertAnswer, listAnswers } from '../../records/alert.ts'
import { takeTurn } from '../../records/take-turn.ts'
import { actorText, readActors } from '../actor-name.ts'
import { audit } from '../audit.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { getAlertInView } from './get-alert.ts'
import { mayAnswer, showAnswer } from './show-alert.ts'

/**
 * Says what became of an alert, as a row of its own that never changes, or takes that back. The same answer a second time is none:
 * neither a second click nor a second person makes another. The audit says the outcome, not the note.
 */
export const setAlertOutcome: Verb<'setAlertOutcome'> = async (ctx, { id, outcome, note }) => {
  requireRight(ctx, 'write-action')
  const { view, alert } = await getAlertInView(ctx, id)
  const account = await findViewAccount(ctx.records.view, view.number, alert.accountId)
  if (!account || !mayAnswer(ctx, account)) {
    throw new BookError(
      'forbidden',
      `Cannot answer for "${account?.name ?? alert.accountId}": it is no account of yours`,
    )
  }
  const words = note === '' ? null : note
  await ctx.records.write(async (trx) => {
    await takeTurn(ctx.records, trx, 'answers')
    const [held] = await listAnswers(trx, id)
    const from = held?.outcome ?? null
    if (from === outcome && (outcome === null || (held?.note ?? null) === words)) return
    await insertAnswer(trx, {
      id: uuidv7(),
      alert: id,
      outcome,
      note: words,
      owner: account.owner_key,
      asOf: alert.asOf,
      author: actorText(ctx.actor),
      at: ctx.now(),
    })
    await audit(ctx, 'set alert outcome', id, { account: alert.accountId, from, to: outcome }, trx)
  })
  const { state, answer } = (await getAlertInView(ctx, id)).alert
  const actorOf = await readActors(ctx.records.view, answer ? [answer.author] : [])
  return { id, state, answer: answer && showAnswer(answer, actorOf) }
}
