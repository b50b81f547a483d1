import { listAnswers } from '../../records/alert.ts'
import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { openSight } from '../account-view/sight.ts'
import { readActors } from '../actor-name.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { openAlerts } from './open-alerts.ts'
import type { OpenedAlert } from './open-alerts.ts'
import { showAlerts, showAnswer } from './show-alert.ts'

/** One alert with every answer it was given, the newest first. */
export const getAlert: Verb<'getAlert'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  const { view, alert } = await getAlertInView(ctx, id)
  const answers = await listAnswers(ctx.records.view, id)
  const [shown] = await showAlerts(ctx, { view, sight: await openSight(ctx, view) }, [alert])
  if (!shown) throw new BookError('stale', 'Cannot show this alert: the figures were worked out anew; load it again')
  const actorOf = await readActors(
    ctx.records.view,
    answers.map(({ author }) => author),
  )
  return { ...shown, answers: answers.map((answer) => showAnswer(answer, actorOf)) }
}

/** An alert of an account that the view lists. Throws when there is none of this id. */
export async function getAlertInView(
  ctx: Ctx,
  id: string,
): Promise<{ readonly view: View; readonly alert: OpenedAlert }> {
  const view = await getView(ctx, null)
  const alert = (await openAlerts(ctx, view)).alerts.find((one) => one.id === id)
  if (!alert) throw new BookError('not-found', `Cannot find alert "${id}"`)
  return { view, alert }
}
