import { closedDetail } from '../app/period/closed-book.ts'
import type { ClosedBook } from '../app/period/closed-book.ts'
import { gradeBounds, gradeCounts } from '../domain/grade.ts'
import { exactMoney, shownBesideBounds, shownCount, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import type { Cli, CommonOptions } from './run.ts'

type ClosedScorecard = ClosedBook['scorecards'][number]

/** A closed period as it was stored, and beside it what has come since. */
export function printClosedBook(
  cli: Cli,
  options: CommonOptions,
  { closing, policy, scorecards, since, laterEvents }: ClosedBook,
): void {
  const { terminal } = cli
  const sorted = scorecards.toSorted(bySpend)
  if (options.json) {
    printJson(
      terminal,
      sorted.map((card) => ({
        id: card.accountId,
        account: card.accountKey,
        source: card.accountSource,
        name: card.accountName,
        ...closedDetail(card),
        owner: card.owner,
        grade: card.grade,
        spend: exactMoney(card.spend ?? 0n),
        grossProfit: card.spend === null ? '0.00' : exactMoney(card.grossProfit),
        orders: card.orders ?? 0,
        score: card.score,
        closing: { revision: closing.revision, watermark: closing.watermark, at: closing.closedAt },
        since: { invoices: since.invoices, change: exactMoney(since.change), laterEvents },
      })),
    )
    return
  }
  const bounds = policy.gradeBy === 'spend' ? gradeBounds(policy) : []
  printTable(
    terminal,
    [
      { title: 'account', cell: (card) => card.accountKey },
      { title: 'name', cell: (card) => card.accountName },
      { title: 'owner', cell: (card) => card.owner },
      { title: 'grade', cell: (card) => card.grade },
      { title: 'spend', cell: (card) => shownBesideBounds(card.spend, bounds), align: 'right' },
      { title: 'gross profit', cell: (card) => shownMoney(card.grossProfit), align: 'right' },
      { title: 'orders', cell: (card) => card.orders, align: 'right' },
    ],
    sorted,
  )
  const counts = gradeCounts(
    scorecards.map((card) => card.grade),
    policy,
  )
  const listed = [...counts].map(([label, count]) => `${label ?? 'none'} ${shownCount(count)}`)
  const change = shownMoney(since.change) ?? ''
  terminal.out(
    `\n${closing.period}: closed by ${closing.closedBy} on ${closing.closedAt.slice(0, 10)}, revision ${String(closing.revision)}, watermark ${String(closing.watermark)}\n`,
  )
  terminal.out(`Grades: ${listed.join(', ')}\n`)
  terminal.out(`Policy: ${policy.name} version ${String(policy.version)}\n`)
  const signed = `${since.change < 0n ? '' : '+'}${change}`
  const later = `${shownCount(laterEvents)} later imports or undos may change costs, owners or parents too (see --live)`
  terminal.out(
    laterEvents === 0
      ? 'Since close: nothing\n'
      : `Since close: ${shownCount(since.invoices)} invoices, ${signed}; ${later}\n`,
  )
}

function bySpend(left: ClosedScorecard, right: ClosedScorecard): number {
  if (left.spend !== right.spend) {
    if (left.spend === null) return 1
    if (right.spend === null) return -1
    return left.spend > right.spend ? -1 : 1
  }
  return left.accountKey < right.accountKey ? -1 : Number(left.accountKey > right.accountKey)
}
