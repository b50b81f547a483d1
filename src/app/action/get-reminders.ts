import { endOfWeek } from '../../domain/action.ts'
import { addDays } from '../../domain/day.ts'
import type { Day } from '../../domain/day.ts'
import { countActions, listActions } from '../../records/action.ts'
import type { ActionFilter } from '../../records/action.ts'
import { actorText } from '../actor-name.ts'
import type { Verb } from '../verb.ts'
import { showActions } from './show-action.ts'
import { todayOf } from '../today.ts'

/** How many of the urgent ones are shown at once. */
const shownAtMost = 8

/** How much of one's own is overdue, due today and due within a week, and the first of it. */
export const getReminders: Verb<'getReminders'> = async (ctx) => {
  const today = await todayOf(ctx)
  const { view } = ctx.records
  const before = (dueBefore: Day): ActionFilter => ({
    owner: actorText(ctx.actor),
    subjectType: null,
    subjectId: null,
    states: ['open'],
    dueBefore,
    except: null,
  })
  const overdue = await countActions(view, before(today))
  const untilToday = await countActions(view, before(addDays(today, 1)))
  const untilWeek = await countActions(view, before(endOfWeek(today)))
  const first = await listActions(view, before(endOfWeek(today)), { after: null, limit: shownAtMost })
  return {
    overdue,
    today: untilToday - overdue,
    week: untilWeek - untilToday,
    first: await showActions(ctx, first, today),
  }
}
