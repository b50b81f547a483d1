import type { Output } from '../../contract/operations.ts'
import type { Day } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import { listActions } from '../../records/action.ts'
import { listCalls, listContactNames } from '../../records/call.ts'
import { sees } from '../account-view/sight.ts'
import { getAccountInView } from '../card/open-account.ts'
import { listNearDown, listNearUp } from '../portfolio/near-bounds.ts'
import type { Near } from '../portfolio/near-bounds.ts'
import { openBookPart } from '../portfolio/open-book-part.ts'
import type { BookPart } from '../portfolio/open-book-part.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

export type Hint = Output<'getCallHints'>['hints'][number]

/** Names and things to be done that are offered at once: more is no help on a phone. */
const most = { contacts: 5, actions: 3 }

/** What a call with an account could be for: what is to be done, whom nobody reached, and the bounds it is near. */
export const getCallHints: Verb<'getCallHints'> = async (ctx, { id }) => {
  requireRight(ctx, 'read-account')
  const { row, position } = await getAccountInView(ctx, { id })
  const part = await openBookPart(ctx, { within: 'book' })
  const selection = new Uint8Array(part.columns.count)
  selection[position] = 1
  const alone = { ...part, selection }
  const { view } = ctx.records
  const about = {
    owner: null,
    subjectType: 'account',
    subjectId: id,
    states: ['open'],
    dueBefore: null,
    except: null,
  } as const
  const actions = await listActions(view, about, { after: null, limit: most.actions })
  const called = {
    owner: null,
    reps: null,
    accountId: id,
    states: ['done'],
    from: null,
    to: null,
    madeOn: null,
  } as const
  const [last] = await listCalls(view, called, { after: null, limit: 1, isLatestFirst: true })
  const newest = last?.states[0]
  const seesMoney = sees(part.sight.family, position)
  const inWords = (kind: 'action' | 'again', words: string, day: Day | null): Hint => ({
    kind,
    grade: row.grade,
    nextGrade: null,
    words,
    day,
    ...(seesMoney && { distance: null }),
  })
  return {
    account: { id, name: row.name },
    hints: [
      ...(await listNearDown(ctx, alone)).map((near) => nearDownHint(near, alone)),
      ...(last && newest?.reached === 'not-reached' ? [inWords('again', last.goal, newest.madeOn)] : []),
      ...actions.map(({ title, due }) => inWords('action', title, due)),
      ...(await listNearUp(ctx, alone)).map((near) => nearUpHint(near, alone)),
    ],
    contacts: await listContactNames(view, id, most.contacts),
  }
}

/** What is missing is told to who sees the spend of the whole family: to others the list of those near a bound is empty. */
export function nearUpHint(near: Near, part: Pick<BookPart, 'sight'>): Hint {
  return { kind: 'near-up', nextGrade: near.row.next_grade, ...distanceOf(near, part) }
}

export function nearDownHint(near: Near, part: Pick<BookPart, 'sight'>): Hint {
  return { kind: 'near-down', nextGrade: null, ...distanceOf(near, part) }
}

function distanceOf({ row, distance }: Near, { sight }: Pick<BookPart, 'sight'>) {
  const seen = sees(sight.family, Number(row.position)) && { distance: formatMicros(distance) }
  return { grade: row.grade, words: null, day: null, ...seen }
}
