import type { Input, Output } from '../../contract/operations.ts'
import { bandKey } from '../../domain/band.ts'
import { getView } from '../account-view/get-view.ts'
import type { View } from '../account-view/get-view.ts'
import { selectAccounts } from '../account-view/select-accounts.ts'
import { openSight, sees } from '../account-view/sight.ts'
import type { Selection, Sight } from '../account-view/sight.ts'
import { auditRevealed } from '../audit.ts'
import type { Ctx } from '../context.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { BookError } from '../error.ts'
import { requireRight } from '../right.ts'
import { aboutFilter, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { openAlerts } from './open-alerts.ts'
import type { OpenedAlert, OpenedAlerts } from './open-alerts.ts'
import { showAlerts, showLook } from './show-alert.ts'

type Filter = Omit<Input<'listAlerts'>, 'cursor' | 'limit'>
type Row = Output<'listAlerts'>['items'][number]

/**
 * Alerts in a state: the open ones with the most money at stake first, where one sees the money of all that are listed, else by
 * its band; answered ones by when they were, and what is over by when it was found, the latest first.
 */
export const listAlerts: Verb<'listAlerts'> = async (ctx, { cursor, limit, ...filter }) => {
  requireRight(ctx, 'read-account')
  const { view, sight, opened, part, listed } = await openList(ctx, filter)
  const at = fromCursor(cursor, ['after'])
  const from = at ? listed.findIndex(({ id }) => id === at.after) + 1 : 0
  if (at && from === 0) {
    throw new BookError('stale', 'Cannot go on with this list: it has changed since; load it again')
  }
  const page = listed.slice(from, from + limit)
  const last = from + limit < listed.length ? page.at(-1) : undefined
  return {
    items: await showAlerts(ctx, { view, sight }, page),
    next: last ? toCursor({ after: last.id }) : null,
    looked: await showLook(ctx, view, opened.look),
    currency: view.currency,
    counts: {
      week: part.filter(({ isInWeek }) => isInWeek).length,
      open: part.filter(({ state }) => state === 'open').length,
      answered: part.filter(({ state }) => state === 'answered').length,
    },
  }
}

/** The same list as a file, of the accounts that one may export. */
export const exportAlerts: Verb<'exportAlerts'> = async (ctx, { format, ...filter }) => {
  requireRight(ctx, 'export')
  const { view, sight, opened, listed } = await openList(ctx, filter)
  const taken = listed.filter(({ position }) => sees(sight.exports, position))
  await auditRevealed(ctx, 'export', 'alerts', { filter: { ...filter }, count: taken.length })
  return sheetFile(ctx, {
    name: `alerts ${opened.look?.asOf ?? view.to}`,
    sheet: 'alerts',
    format,
    columns,
    rows: rowsInPieces(taken, (some) => showAlerts(ctx, { view, sight }, some)),
    about: [
      ['asOf', opened.look?.asOf ?? null],
      ['watermark', opened.look?.watermark ?? null],
      ['currency', view.currency],
      ...aboutFilter(filter),
    ],
  })
}

interface OpenList {
  readonly view: View
  readonly sight: Sight
  readonly opened: OpenedAlerts
  /** Alerts of the part of the book that is asked for, in whatever state. */
  readonly part: readonly OpenedAlert[]
  readonly listed: readonly OpenedAlert[]
}

async function openList(ctx: Ctx, { state, account, kind, ...filter }: Filter): Promise<OpenList> {
  const view = await getView(ctx, null)
  const sight = await openSight(ctx, view)
  const selection = await selectAccounts(ctx, view, filter, sight)
  const opened = await openAlerts(ctx, view)
  const part = opened.alerts.filter((alert) => isAsked(alert, { selection, account, kind }))
  const inState = part.filter((alert) => (state === 'week' ? alert.isInWeek : alert.state === state))
  return { view, sight, opened, part, listed: inOrder(inState, state, sight) }
}

function isAsked(
  alert: OpenedAlert,
  { selection, account, kind }: { readonly selection: Selection } & Pick<Filter, 'account' | 'kind'>,
): boolean {
  return (
    (selection === null || selection[alert.position] === 1) &&
    (account === undefined || alert.accountId === account) &&
    (kind === undefined || kind.includes(alert.kind))
  )
}

function inOrder(alerts: readonly OpenedAlert[], state: Filter['state'], sight: Sight): readonly OpenedAlert[] {
  if (state === 'answered') {
    return alerts.toSorted((one, other) => ((one.answer?.id ?? '') > (other.answer?.id ?? '') ? -1 : 1))
  }
  if (state === 'over') return alerts.toSorted((one, other) => (one.id > other.id ? -1 : 1))
  if (!alerts.every(({ position }) => sees(sight.spend, position))) return alerts
  // They stand by bands and likelihood already, and equal money leaves them so.
  return alerts.toSorted((one, other) => (one.stake === other.stake ? 0 : one.stake > other.stake ? -1 : 1))
}

const columns: readonly SheetColumn<Row>[] = [
  ['key', ({ account }) => account.key],
  ['name', ({ account }) => account.name],
  ['ownerKey', ({ owner }) => owner?.key],
  ['owner', ({ owner }) => owner?.name],
  ['grade', ({ grade }) => grade],
  ['kind', ({ kind }) => kind],
  ['part', ({ part }) => part?.name],
  ['lastOrder', ({ lastOrder }) => lastOrder, 'day'],
  ['gapDays', ({ gapDays }) => gapDays],
  ['usualDays', ({ usualDays }) => usualDays],
  ['orders', ({ orders }) => orders],
  ['windowDays', ({ fall }) => fall?.days],
  ['ordersAfter', ({ fall }) => fall?.after],
  ['ordersBefore', ({ fall }) => fall?.before],
  ['probability', ({ probability }) => probability],
  ['stakeBand', ({ stakeBand }) => bandKey(stakeBand)],
  ['stake', ({ stake }) => stake, 'amount'],
  ['before', ({ before }) => before, 'amount'],
  ['after', ({ after }) => after, 'amount'],
  ['state', ({ state }) => state],
  ['outcome', ({ answer }) => answer?.outcome],
  ['note', ({ answer }) => answer?.note],
  ['answeredBy', ({ answer }) => answer?.by.name],
  ['answeredAt', ({ answer }) => answer?.at],
]
