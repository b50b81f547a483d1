import type { ActionSubject } from '../../domain/action.ts'
import { findImport } from '../../ledger/store/batch.ts'
import { findAccountNames } from '../../records/account-name.ts'
import { findClosingById } from '../../records/closing.ts'
import { findReviewed } from '../../records/review.ts'
import type { Ctx } from '../context.ts'
import { BookError } from '../error.ts'
import { detailOf } from '../import/batch-detail.ts'

/** What an action is about. */
export interface Subject {
  readonly type: ActionSubject
  readonly id: string
}

/** A subject as one text, to find its name by. */
function textOf({ type, id }: Subject): string {
  return `${type} ${id}`
}

/** What subjects are called today; a subject that is gone keeps its id for a name. */
export async function readSubjects(ctx: Ctx, subjects: readonly Subject[]): Promise<(subject: Subject) => string> {
  const accounts = subjects.filter(({ type }) => type === 'account').map(({ id }) => id)
  const accountNames = await findAccountNames(ctx.records.view, [...new Set(accounts)])
  const names = new Map(await nameReviews(ctx, subjects))
  const others = subjects.filter(({ type }) => type !== 'review')
  for (const subject of new Map(others.map((each) => [textOf(each), each])).values()) {
    const name = subject.type === 'account' ? accountNames.get(subject.id) : await findName(ctx, subject)
    if (name !== undefined) names.set(textOf(subject), name)
  }
  return (subject) => names.get(textOf(subject)) ?? subject.id
}

/** Throws when there is no such subject. */
export async function assertSubject(ctx: Ctx, subject: Subject): Promise<void> {
  const isThere =
    subject.type === 'account'
      ? (await findAccountNames(ctx.records.view, [subject.id])).size > 0
      : subject.type === 'review'
        ? (await findReviewed(ctx.records.view, [subject.id])).size > 0
        : (await findName(ctx, subject)) !== undefined
  if (!isThere) throw new BookError('not-found', `Cannot find ${subject.type} "${subject.id}"`)
}

/** Reviews by the name of their account. */
async function nameReviews(ctx: Ctx, subjects: readonly Subject[]): Promise<(readonly [string, string])[]> {
  const ids = subjects.filter(({ type }) => type === 'review').map(({ id }) => id)
  const reviewed = await findReviewed(ctx.records.view, [...new Set(ids)])
  const accounts = await findAccountNames(
    ctx.records.view,
    [...reviewed.values()].map(({ accountId }) => accountId),
  )
  return [...reviewed].flatMap(([id, { accountId }]) => {
    const name = accounts.get(accountId)
    return name === undefined ? [] : [[textOf({ type: 'review', id }), name] as const]
  })
}

async function findName(ctx: Ctx, { type, id }: Subject): Promise<string | undefined> {
  if (type === 'import') {
    const batch = await findImport(ctx.ledger, id)
    return batch && `${String(batch.seq)} ${detailOf(batch).source}`
  }
  if (type === 'closing') {
    const closing = await findClosingById(ctx.records.view, id)
    return closing && (closing.revision === 1 ? closing.period : `${closing.period} (${String(closing.revision)})`)
  }
  // The book itself is the only one of its kind.
  return id === 'book' ? '' : undefined
}
