import type { Command } from 'commander'
import { gradeBook } from '../app/grade/grade-book.ts'
import type { GradedAccount, GradedBook } from '../app/grade/grade-book.ts'
import { grossProfit, hasActivity, sumFacts, type AccountFacts } from '../domain/facts.ts'
import { gradeBounds, gradeCounts } from '../domain/grade.ts'
import type { Micros } from '../domain/money.ts'
import { scoreFactors } from '../domain/scorecard.ts'
import { findClosedBook } from '../app/period/closed-book.ts'
import { printClosedBook } from './print-closed-book.ts'
import { exactMoney, shownBesideBounds, shownCount, shownMoney } from './format.ts'
import { printJson, printTable } from './print.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly live?: boolean
}

export function gradeCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('grade'))
    .description('every account valid at the end of a period, with its grade')
    .option(
      '--period <period>',
      '2026, 2026-Q1, 2026-03, FY2026, ttm@2026-03-31 or all; default: twelve months up to the last invoice',
    )
    .option('--live', 'grade a closed period again from the ledger as it is now; the closing stays as it is')
    .action(async (options: Options) => {
      await withBook(cli, options, async (ctx) => {
        const { period } = options
        const closed = period === undefined || options.live ? undefined : await findClosedBook(ctx, { period })
        if (closed) {
          printClosedBook(cli, options, closed)
          return
        }
        const book = await gradeBook(ctx, { period: period ?? null })
        if (options.json) printJson(cli.terminal, gradeRows(book))
        else printBook(cli, book)
      })
    })
}

/** Gross profit of nothing sold is nothing, not unknown. */
function profitOf(account: GradedAccount, minCoverage: number): Micros | null {
  return account.facts && hasActivity(account.facts) ? grossProfit(account.facts, minCoverage) : 0n
}

function* gradeRows(book: GradedBook): Generator<object> {
  const keys = new Map(book.accounts.map((account) => [account.id, account.key]))
  for (const account of bySpend(book.accounts)) {
    const { grade, ownSpend, basisFacts, result } = account.graded
    yield {
      id: account.id,
      account: account.key,
      source: account.source,
      name: account.name,
      parent: account.rootId === account.id ? null : (keys.get(account.rootId) ?? null),
      owner: account.owner?.key ?? null,
      grade,
      flagged: result?.flagged ?? false,
      spend: exactMoney(ownSpend ?? 0n),
      grossProfit: exactMoney(profitOf(account, book.policy.minCoverage)),
      orders: account.facts?.orders ?? 0,
      score: scoreFactors(basisFacts, book.policy).score,
    }
  }
}

function bySpend(accounts: readonly GradedAccount[]): GradedAccount[] {
  return accounts.toSorted((left, right) => {
    const [a, b] = [left.graded.ownSpend, right.graded.ownSpend]
    if (a !== b) {
      if (a === null) return 1
      if (b === null) return -1
      return a > b ? -1 : 1
    }
    return left.key < right.key ? -1 : Number(left.key > right.key)
  })
}

function printBook(cli: Cli, book: GradedBook): void {
  const { terminal } = cli
  const { policy } = book
  const bounds = policy.gradeBy === 'spend' ? gradeBounds(policy) : []
  printTable(
    terminal,
    [
      { title: 'account', cell: (row) => row.key },
      { title: 'name', cell: (row) => row.name },
      { title: 'owner', cell: (row) => row.owner?.key ?? null },
      { title: 'grade', cell: (row) => row.graded.grade },
      { title: 'spend', cell: (row) => shownBesideBounds(row.graded.ownSpend, bounds), align: 'right' },
      {
        title: 'gross profit',
        cell: (row) => shownMoney(row.facts ? profitOf(row, policy.minCoverage) : null),
        align: 'right',
      },
      { title: 'orders', cell: (row) => row.facts?.orders ?? null, align: 'right' },
    ],
    bySpend(book.accounts),
  )
  const counts = gradeCounts(
    book.accounts.map((account) => account.graded.grade),
    policy,
  )
  const listed = [...counts].map(([label, count]) => `${label ?? 'none'} ${shownCount(count)}`)
  const facts = book.accounts.flatMap((account) => (account.facts ? [account.facts] : []))
  const left = book.left.flatMap((account) => (account.facts ? [account.facts] : []))
  const all = sumFacts('book', [...facts, ...left, ...(book.noAccount ? [book.noAccount] : [])])
  terminal.out(
    `\n${book.period.label}: ${book.window.from} to ${book.window.to}, watermark ${String(book.watermark)}\n`,
  )
  terminal.out(`Grades: ${listed.join(', ')}\n`)
  terminal.out(`Book: ${shownParts(all)}\n`)
  if (left.length > 0) {
    terminal.out(`of it of accounts that left during the period: ${shownParts(sumFacts('left', left))}\n`)
  }
  if (book.noAccount) terminal.out(`of it without an account: ${shownParts(book.noAccount)}\n`)
  const shownBounds = policy.grades.map(
    (bound) => `${bound.label} ${bound.atLeast === null ? 'below' : `>= ${bound.atLeast}`}`,
  )
  terminal.out(`Policy: ${policy.name} version ${String(policy.version)}, ${shownBounds.join(', ')}\n`)
}

/** A part is named by the same two sums as the whole it is a part of. */
function shownParts({ spend, net }: Pick<AccountFacts, 'spend' | 'net'>): string {
  return `spend ${shownMoney(spend) ?? ''}, all lines ${shownMoney(net) ?? ''}`
}
