import type { Output } from '../../contract/operations.ts'
import { farFuture, farPast } from '../../domain/day.ts'
import { listActions } from '../../records/action.ts'
import { accountNames, listClosingsOf, listLinksOf, repNames } from '../../records/account-card.ts'
import { findAccountIds, placeOf } from '../../records/account-identity.ts'
import type { StoredAccount } from '../../records/account-view.ts'
import { listKeysOf } from '../../records/keys-of-account.ts'
import type { HeldKey } from '../../records/keys-of-account.ts'
import { hiddenFrom } from '../action/action-right.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { countIn } from './cursor-value.ts'
import { getAccountInView } from './open-account.ts'

type Event = Output<'listHistory'>['items'][number]

/** Actions of an account that its history shows; the list of actions has all. */
const maxActions = 200

/** What happened to an account, the newest first. It says nothing of money: everybody reads it. */
export const listHistory: Verb<'listHistory'> = async (ctx, { id, cursor, limit }) => {
  requireRight(ctx, 'read-account')
  const { row } = await getAccountInView(ctx, { id })
  const keys = await listKeysOf(ctx.records, [row])
  const events = [
    ...(await closings(ctx, id)),
    ...(await owners(ctx, keys)),
    ...(await parents(ctx, keys)),
    ...aliases(keys),
    ...firstInvoice(row),
    ...(await actions(ctx, id)),
  ].toSorted((left, right) => (left.at === right.at ? 0 : left.at > right.at ? -1 : 1))
  const start = countIn(fromCursor(cursor, ['skip'])?.skip ?? '0')
  const end = start + limit
  return { items: events.slice(start, end), next: end < events.length ? toCursor({ skip: String(end) }) : null }
}

async function closings(ctx: Ctx, id: string): Promise<Event[]> {
  const closed = await listClosingsOf(ctx.records.view, id)
  const names = await repNames(
    ctx.records.view,
    closed.flatMap(({ owner }) => owner ?? []),
  )
  return closed.map(({ period, revision, asOf, grade, owner, closedAt }) => ({
    at: asOf,
    type: 'closing',
    detail: {
      period,
      revision: String(revision),
      grade,
      owner: owner && (names.get(owner) ?? owner.slice(owner.indexOf('/') + 1)),
      closedAt,
    },
  }))
}

async function owners(ctx: Ctx, keys: readonly HeldKey[]): Promise<Event[]> {
  const links = await listLinksOf(ctx.records, 'owner', keys)
  const names = await repNames(
    ctx.records.view,
    links.map(({ source, key }) => `${source}/${key}`),
  )
  return links.map(({ source, key, from, to }, index) => {
    const before = links[index - 1]
    const nameOf = (rep: string): string => names.get(rep) ?? rep.slice(rep.indexOf('/') + 1)
    return {
      at: from === farPast ? '' : from,
      type: 'owner',
      detail: {
        owner: nameOf(`${source}/${key}`),
        before: before ? nameOf(`${before.source}/${before.key}`) : null,
        to: to === farFuture ? null : to,
      },
    }
  })
}

async function parents(ctx: Ctx, keys: readonly HeldKey[]): Promise<Event[]> {
  const links = await listLinksOf(ctx.records, 'parent', keys)
  if (links.length === 0) return []
  const ids = await findAccountIds(ctx.records, links)
  const names = await accountNames(ctx.records.view, links)
  return links.map((link) => ({
    at: link.from === farPast ? '' : link.from,
    type: 'parent',
    detail: {
      parent: names.get(placeOf(link)) ?? link.key,
      id: ids.get(placeOf(link)) ?? null,
      to: link.to === farFuture ? null : link.to,
    },
  }))
}

function aliases(keys: readonly HeldKey[]): Event[] {
  return keys.slice(1).map(({ source, key, from, to }) => ({
    at: from === farPast ? '' : from,
    type: 'alias',
    detail: { source, key, to: to === farFuture ? null : to },
  }))
}

function firstInvoice({ first_invoice: day }: StoredAccount): Event[] {
  return day === null ? [] : [{ at: day, type: 'first-invoice', detail: {} }]
}

async function actions(ctx: Ctx, id: string): Promise<Event[]> {
  const filter = {
    owner: null,
    subjectType: 'account',
    subjectId: id,
    states: null,
    dueBefore: null,
    except: hiddenFrom(ctx.actor),
  } as const
  const found = await listActions(ctx.records.view, filter, { after: null, limit: maxActions })
  return found.flatMap((action) =>
    action.states.map(({ state, at }) => ({
      at,
      type: 'action' as const,
      detail: { id: action.id, title: action.title, state },
    })),
  )
}
