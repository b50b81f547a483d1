import type { Output } from '../../contract/operations.ts'
import { addDays } from '../../domain/day.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { retentionRates } from '../../domain/retention.ts'
import { readPositions } from '../../records/account-view.ts'
import { repNames } from '../../records/account-card.ts'
import { listRepPeople } from '../../records/rep-people.ts'
import { toAccountRow } from '../account-view/account-row.ts'
import { sumMoney } from '../account-view/select-accounts.ts'
import { flag, none } from '../account-view/view-columns.ts'
import { listActions } from '../action/list-actions.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import type { Ctx } from '../context.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { listAttention } from './attention.ts'
import { foldBook } from './fold-book.ts'
import { toGradeCount } from './get-portfolio.ts'
import { keepAnswer } from './keep-answers.ts'
import { listNearDown, listNearUp } from './near-bounds.ts'
import { openBookPart } from './open-book-part.ts'
import type { BookPart } from './open-book-part.ts'
import { eachPosition } from './take-turns.ts'

type MyBook = Output<'getMyBook'>

/** All of them are one's own, or those of one rep. */
const attentionCaps = { perOwner: 8, total: 8 }
const mostMoves = 20
const mostActions = 20
/** The week is the seven days that end with the period. */
const daysOfWeek = 7

/**
 * The accounts one looks after: how they stand, who is near a bound, what the last week changed and what is to be done. Of
 * another rep's book everybody sees grades and moves, and money who may.
 */
export const getMyBook: Verb<'getMyBook'> = async (ctx, { period, rep }) => {
  requireRight(ctx, 'read-account')
  const reps = rep === undefined ? ownReps(ctx) : [rep]
  const part = await openBookPart(ctx, { period, within: 'book', owner: reps })
  const figures = await keepAnswer(part.view, part.sight, `my book ${JSON.stringify(reps)}`, () => figuresOf(ctx, part))
  const names = await repNames(ctx.records.view, reps)
  return {
    basis: basisOf(part.view),
    reps: reps.map((key) => ({ key, name: names.get(key) ?? key.slice(key.indexOf('/') + 1) })),
    ...figures,
    actions: await actionsOf(ctx, rep),
  }
}

function ownReps({ actor }: Ctx): readonly string[] {
  return actor.kind === 'local-operator' ? [] : actor.reps
}

async function figuresOf(ctx: Ctx, part: BookPart): Promise<Omit<MyBook, 'basis' | 'reps' | 'actions'>> {
  const { view, columns, selection, sight, seesSpend } = part
  const labels = view.policy.grades.map(({ label }) => label)
  const folded = await foldBook(columns, selection, labels)
  const [up, down] = [await listNearUp(ctx, part), await listNearDown(ctx, part)]
  return {
    gradeBy: view.policy.gradeBy,
    grades: folded.grades.map((grade) => toGradeCount(grade, seesSpend)),
    ...(seesSpend && {
      totals: {
        spend: formatMicros(folded.valid + folded.gone),
        spendBefore: formatMicros(folded.spendBefore),
        retention: retentionRates(folded.retention),
      },
    }),
    nearUp: up.map(({ row }) => toAccountRow(row, sight)),
    nearDown: down.map(({ row, distance }) => ({ ...toAccountRow(row, sight), above: formatMicros(distance) })),
    week: await weekOf(ctx, part),
    attention: await listAttention(ctx, view, { selection, sight, caps: attentionCaps }),
  }
}

async function weekOf(ctx: Ctx, part: BookPart): Promise<MyBook['week']> {
  const { view, columns, selection, seesSpend } = part
  const [grade, gradeWeek] = [await columns.ints('grade'), await columns.ints('gradeWeek')]
  const [invoices, flags] = [await columns.ints('weekInvoices'), await columns.ints('flags')]
  const moved: number[] = []
  let count = 0
  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    count += invoices[position] ?? 0
    const isValid = ((flags[position] ?? 0) & flag.valid) === flag.valid
    if (isValid && grade[position] !== gradeWeek[position]) moved.push(position)
  })
  // Those that fell are to be seen first.
  const fallOf = (position: number): number => rankOf(gradeWeek[position]) - rankOf(grade[position])
  const shown = moved.toSorted((left, right) => fallOf(left) - fallOf(right) || left - right).slice(0, mostMoves)
  const rows = await readPositions(ctx.records.view, view.number, shown)
  const spend: Micros = sumMoney(await columns.money('weekSpend'), selection)
  return {
    from: addDays(view.to, 1 - daysOfWeek),
    invoices: count,
    ...(seesSpend && { spend: formatMicros(spend) }),
    moves: rows.map((row) => ({
      account: { id: row.account_id, key: row.key, name: row.name },
      from: row.grade_week,
      to: row.grade,
    })),
  }
}

/** No grade stands below the lowest. */
function rankOf(rank: number | undefined): number {
  return rank === undefined || rank === none ? Number.MAX_SAFE_INTEGER : rank
}

/** What is to be done by oneself, or by the people who are the rep. */
async function actionsOf(ctx: Ctx, rep: string | undefined): Promise<MyBook['actions']> {
  const isOwn = rep === undefined || ownReps(ctx).includes(rep)
  const owners = isOwn ? ['me'] : await listRepPeople(ctx.records.view, rep)
  const lists = await Promise.all(
    owners.map((owner) => listActions(ctx, { owner, state: ['open'], limit: mostActions })),
  )
  return lists.flatMap(({ items }) => items).slice(0, mostActions)
}
