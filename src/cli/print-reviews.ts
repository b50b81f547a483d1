import type { Output } from '../contract/operations.ts'
import { parseMicros } from '../domain/money.ts'
import { shownMoney, shownShare } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { Cli, CommonOptions } from './run.ts'

type Review = Output<'getReview'>
type Item = Output<'listReviews'>['items'][number]

export function printList(cli: Cli, options: CommonOptions, items: readonly Item[]): void {
  if (options.json) {
    printJson(cli.terminal, items)
    return
  }
  printTable(
    cli.terminal,
    [
      { title: 'opened', cell: ({ openedAt }) => openedAt.slice(0, 10) },
      { title: 'account', cell: ({ account }) => account.key },
      { title: 'name', cell: ({ account }) => account.name },
      { title: 'kind', cell: ({ kind }) => kind },
      { title: 'state', cell: ({ state }) => state },
      { title: 'from', cell: ({ from }) => from.period },
      { title: 'to', cell: ({ to }) => to.period },
      { title: 'change', cell: ({ change }) => moneyText(change), align: 'right' },
      { title: 'owner', cell: ({ owner }) => owner?.name ?? null },
      { title: 'reason', cell: ({ mainReason }) => mainReason?.name ?? null },
      { title: 'waits for', cell: ({ state, missing }) => (state === 'open' ? missing.join(', ') : null) },
      {
        title: 'actions',
        cell: ({ actions, openActions }) =>
          actions === 0 ? null : `${String(openActions)} of ${String(actions)} open`,
      },
      { title: 'id', cell: ({ id }) => id },
    ],
    items,
  )
}

export function printReview(cli: Cli, options: CommonOptions, review: Review): void {
  if (options.json) {
    printJson(cli.terminal, [review])
    return
  }
  const { out } = cli.terminal
  const { account, kind, state, from, to, before, after, change, changeNow, currency, occasion, summary, mainReason } =
    review
  out(`${account.name} (${account.key}): ${kind} review, ${state}, ${review.id}\n`)
  if (review.reach === 'family') out('About all accounts under its ultimate parent\n')
  if (occasion !== null) out(`${occasion}\n`)
  out(`From ${from.period} to ${to.period}: ${moneyText(before) ?? '-'} to ${moneyText(after) ?? '-'} ${currency}, `)
  out(`${moneyText(change) ?? '-'}\n`)
  if (changeNow !== undefined && changeNow !== null) out(`The ledger now says ${moneyText(changeNow) ?? ''}\n`)
  if (state === 'closed') {
    out(`Closed: ${summary ?? ''}\n`)
    out(`Reason: ${mainReason ? `${mainReason.name} (${controlText(mainReason.isControllable)})` : 'none'}\n`)
  }
  if (state === 'open') out(`Waits for: ${review.missing.length === 0 ? 'nobody' : review.missing.join(', ')}\n`)
  out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'department', cell: ({ department }) => department },
      { title: 'went right', cell: ({ wentRight }) => wentRight },
      { title: 'went wrong', cell: ({ wentWrong }) => wentWrong },
      { title: 'reasons', cell: ({ reasons }) => reasons.map(({ name }) => name).join('; ') },
      { title: 'by', cell: ({ by }) => by.name },
      { title: 'on', cell: ({ at }) => at.slice(0, 10) },
      { title: 'holds', cell: ({ isHeld }) => (isHeld ? 'yes' : 'no') },
    ],
    review.views,
  )
  if (review.families) {
    out('\n')
    printTable(
      cli.terminal,
      [
        { title: 'product family', cell: ({ family }) => family?.name ?? 'none' },
        { title: 'before', cell: (row) => moneyText(row.before), align: 'right' },
        { title: 'after', cell: (row) => moneyText(row.after), align: 'right' },
        { title: 'change', cell: (row) => moneyText(row.change), align: 'right' },
      ],
      review.families,
    )
  }
  if (review.actionList.length === 0) return
  out('\n')
  printTable(
    cli.terminal,
    [
      { title: 'action', cell: ({ title }) => title },
      { title: 'owner', cell: ({ owner }) => owner.name },
      { title: 'due', cell: ({ due }) => due },
      { title: 'state', cell: (action) => action.state },
      { title: 'done when', cell: ({ doneWhen }) => doneWhen },
    ],
    review.actionList,
  )
}

export function printCounts(
  cli: Cli,
  options: CommonOptions,
  { by, total, groups, currency }: Output<'countReviews'>,
): void {
  if (options.json) {
    printJson(cli.terminal, groups)
    return
  }
  const all = { ...total, key: null, name: 'all', isControllable: null, named: null }
  printTable(
    cli.terminal,
    [
      { title: by, cell: ({ name }) => name ?? 'none' },
      ...(by === 'reason'
        ? [
            {
              title: 'could be changed',
              cell: ({ isControllable }: { readonly isControllable: boolean | null }) =>
                isControllable === null ? null : controlText(isControllable),
            },
          ]
        : []),
      { title: 'reviews', cell: ({ reviews }) => reviews, align: 'right' },
      { title: 'open', cell: ({ open }) => open, align: 'right' },
      { title: 'closed', cell: ({ closed }) => closed, align: 'right' },
      ...(by === 'reason'
        ? [
            {
              title: 'named in',
              cell: ({ named }: { readonly named: number | null }) => named,
              align: 'right' as const,
            },
          ]
        : []),
      { title: 'controllable', cell: ({ controllableShare: share }) => shownShare(share), align: 'right' },
      { title: 'lost', cell: ({ lost }) => moneyText(lost), align: 'right' },
      { title: 'won', cell: ({ won }) => moneyText(won), align: 'right' },
      {
        title: `change${currency === null ? '' : `, ${currency}`}`,
        cell: ({ change }) => moneyText(change),
        align: 'right',
      },
    ],
    [...groups, all],
  )
}

function controlText(isControllable: boolean): string {
  return isControllable ? 'controllable' : 'not controllable'
}

function moneyText(amount: string | undefined): string | null {
  return amount === undefined ? null : shownMoney(parseMicros(amount))
}
