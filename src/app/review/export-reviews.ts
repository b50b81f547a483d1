import type { Output } from '../../contract/operations.ts'
import { auditRevealed } from '../audit.ts'
import { reachOf, requireRight } from '../right.ts'
import { aboutFilter, rowsInPieces, sheetFile } from '../sheet-file.ts'
import type { SheetColumn } from '../sheet-file.ts'
import type { Verb } from '../verb.ts'
import { countReviews } from './count-reviews.ts'
import { selectReviews } from './select-reviews.ts'
import { readReviewNames, showItem } from './show-review.ts'
import type { ShownItem } from './show-review.ts'

/** The reviews of a filter as a file: of accounts that one may take out, with the money that one sees. */
export const exportReviews: Verb<'exportReviews'> = async (ctx, { format, ...filter }) => {
  requireRight(ctx, 'export')
  const { view, reviews } = await selectReviews(ctx, filter)
  const listed = reviews.filter(({ isExported }) => isExported)
  await auditRevealed(ctx, 'export', 'reviews', { count: listed.length, filter: JSON.stringify(filter) })
  return sheetFile(ctx, {
    name: 'reviews',
    format,
    columns: columnsOf(),
    rows: rowsInPieces(listed, async (some) => {
      const names = await readReviewNames(ctx, some)
      return some.map((one) => showItem(one, names))
    }),
    about: [
      ['currency', view?.currency],
      ['watermark', view?.watermark],
      ['left out', reviews.length - listed.length],
      ...aboutFilter(filter),
    ],
  })
}

function columnsOf(): readonly SheetColumn<ShownItem>[] {
  return [
    ['account', ({ account }) => account.key, 'text'],
    ['name', ({ account }) => account.name, 'text'],
    ['grade', ({ account }) => account.grade, 'text'],
    ['kind', ({ kind }) => kind],
    ['state', ({ state }) => state],
    ['about', ({ reach }) => reach],
    ['from', ({ from }) => from.period, 'text'],
    ['to', ({ to }) => to.period, 'text'],
    ['owner', ({ owner }) => owner?.name, 'text'],
    ['territory', ({ territory }) => territory?.name, 'text'],
    ['product family', ({ family }) => family?.name, 'text'],
    ['before', ({ before }) => before, 'amount'],
    ['after', ({ after }) => after, 'amount'],
    ['change', ({ change }) => change, 'amount'],
    ['reason', ({ mainReason }) => mainReason?.name, 'text'],
    ['controllable', ({ mainReason }) => mainReason && (mainReason.isControllable ? 'yes' : 'no')],
    ['waits for', ({ missing }) => missing.join(', ')],
    ['open actions', ({ openActions }) => openActions],
    ['actions', ({ actions }) => actions],
    ['opened by', ({ openedBy }) => openedBy.name, 'text'],
    ['opened on', ({ openedAt }) => openedAt.slice(0, 10), 'day'],
    ['closed on', ({ closedAt }) => closedAt?.slice(0, 10), 'day'],
  ]
}

type Group = Output<'countReviews'>['groups'][number]

/** The counts as a file, for who may export the whole book or looks at what is theirs anyway: counts are for everybody. */
export const exportReviewCounts: Verb<'exportReviewCounts'> = async (ctx, { format, ...question }) => {
  requireRight(ctx, 'export')
  const { by, currency, total, groups } = await countReviews(ctx, question)
  await auditRevealed(ctx, 'export', 'review counts', { by, count: groups.length })
  // Money of accounts that one may not take out stays in.
  const takesMoney = reachOf(ctx.actor, 'export') === 'all'
  const moneyOf = (cell: (group: Group) => string | undefined) => (group: Group) => (takesMoney ? cell(group) : null)
  const whole: Group = { key: null, name: 'all', isControllable: null, named: 0, ...total }
  const columns: readonly SheetColumn<Group>[] = [
    [by, ({ name, key }) => name ?? key ?? 'none', 'text'],
    ['reviews', ({ reviews }) => reviews],
    ['open', ({ open }) => open],
    ['closed', ({ closed }) => closed],
    ['controllable', ({ controllable }) => controllable],
    ['not controllable', ({ uncontrollable }) => uncontrollable],
    ['without a reason', ({ unexplained }) => unexplained],
    ['controllable share', ({ controllableShare: share }) => share, 'share'],
    ...(by === 'reason' ? [['named in', ({ named }: Group) => named] as const] : []),
    ['change', moneyOf(({ change }) => change), 'amount'],
    ['lost', moneyOf(({ lost }) => lost), 'amount'],
    ['won', moneyOf(({ won }) => won), 'amount'],
  ]
  return sheetFile(ctx, {
    name: `reviews by ${by}`,
    format,
    columns,
    rows: [...groups, whole],
    about: [['currency', currency], ['by', by], ...aboutFilter(question)],
  })
}
