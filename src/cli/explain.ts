import type { Command } from 'commander'
import { explainAccount, explainChange } from '../app/explanation/explain-account.ts'
import type { AccountExplanation } from '../app/explanation/explain-account.ts'
import { explanationSentences } from '../domain/explanation-sentences.ts'
import type { LiftChange } from '../domain/lift.ts'
import { formatMetricValue } from '../domain/metric-definition.ts'
import { findClosedBook } from '../app/period/closed-book.ts'
import { exactMoney } from './format.ts'
import { changeRows, printScoreChange } from './print-score-change.ts'
import { printJson, printTable } from './print.ts'
import { writeSentence } from './write-sentence.ts'
import { withBook, withCommonOptions } from './run.ts'
import type { Cli, CommonOptions } from './run.ts'

interface Options extends CommonOptions {
  readonly period?: string
  readonly lines?: boolean
  readonly since?: string
}

export function explainCommand(program: Command, cli: Cli): void {
  withCommonOptions(program.command('explain'))
    .description('why an account has its grade, in money, and the invoice lines behind it')
    .argument('<account>', 'key, source/key, id or name')
    .option('--period <period>', 'see grade --period')
    .option('--lines', 'print the invoice lines')
    .option('--since <period>', 'print instead what moved its score since the end of an earlier period')
    .action(async (account: string, options: Options) => {
      await withBook(cli, options, async (ctx) => {
        const { since } = options
        if (since !== undefined) {
          const change = await explainChange(ctx, { account, period: options.period ?? null, since })
          if (options.json) printJson(cli.terminal, changeRows(change))
          else printScoreChange(cli.terminal, change)
          return
        }
        const explained = await explainAccount(ctx, { account, period: options.period ?? null })
        const { period } = options
        const closed = period === undefined ? undefined : await findClosedBook(ctx, { period })
        if (options.json) printJson(cli.terminal, [explanationRow(explained)])
        else {
          const card = closed?.scorecards.find((one) => one.accountId === explained.account.id)
          if (closed) {
            cli.terminal.out(
              `${closed.closing.period} is closed (revision ${String(closed.closing.revision)}) with grade ${card?.grade ?? 'none'}; this is the ledger as it is now.\n`,
            )
          }
          for (const sentence of sentencesOf(explained)) cli.terminal.out(`${sentence}\n`)
        }
        if (options.lines) await printLines(cli, options, explained)
      })
    })
}

function explanationRow(explained: AccountExplanation): object {
  const { account, explanation, currency } = explained
  const { grade, bounds, next, scorecard, gradeBy } = explanation
  return {
    id: account.id,
    account: account.key,
    name: account.name,
    parent: explanation.account.root?.key ?? null,
    owner: account.owner?.key ?? null,
    grade: grade?.label ?? null,
    flagged: grade?.flagged ?? false,
    gradeBy,
    basis: exactMoney(grade?.basis ?? null),
    currency,
    bounds: bounds.map(({ label, atLeast }) => ({ label, atLeast: exactMoney(atLeast) })),
    next: next && { label: next.label, missing: exactMoney(next.missing) },
    ownSpend: exactMoney(explanation.ownSpend),
    gradedSpend: exactMoney(explanation.gradedSpend),
    grossProfit: exactMoney(explanation.grossProfit),
    coverage: explanation.coverage,
    orders: explanation.orders,
    score: scorecard.score,
    factors: explanation.factors.map((part) => ({
      metric: part.metric,
      value: part.value && formatMetricValue(part.value),
      points: part.points,
      weight: part.weight,
      contribution: part.contribution,
      atMost: part.atMost,
      behind: part.behind && { what: part.behind.what, money: exactMoney(part.behind.money) },
      beside: part.beside && { metric: part.beside.metric, value: formatMetricValue(part.beside.value) },
    })),
    lift: explanation.lift && {
      label: explanation.lift.label,
      singles: explanation.lift.singles.map((change) => changeOf(change)),
      pair: explanation.lift.pair?.map((change) => changeOf(change)) ?? null,
    },
    documents: explanation.documents.map(({ metric, by, documents, of }) => ({
      metric,
      by,
      of,
      items: documents.map(({ amount, cost, ...document }) => {
        return { ...document, amount: exactMoney(amount), cost: exactMoney(cost) }
      }),
    })),
    unknown: explanation.unknown,
    policy: explanation.policy,
    kinds: explanation.kinds,
    window: explanation.window,
    asOf: explanation.asOf,
    watermark: explanation.watermark,
    sentences: sentencesOf(explained),
  }
}

function changeOf({ metric, from, to, points, money }: LiftChange): object {
  return { metric, from: formatMetricValue(from), to: formatMetricValue(to), points, money: exactMoney(money) }
}

function sentencesOf({ explanation, currency }: AccountExplanation): readonly string[] {
  return explanationSentences(explanation).map((sentence) => writeSentence(sentence, currency))
}

async function printLines(cli: Cli, options: Options, explained: AccountExplanation): Promise<void> {
  const text = (amount: string | null): string | null =>
    amount === null ? null : amount.replace(/(\.\d\d\d*?)0+$/, '$1')
  let first = true
  for await (const lines of explained.lines) {
    if (options.json) {
      printJson(
        cli.terminal,
        lines.map((line) => ({
          ...line,
          quantity: text(line.quantity),
          net: text(line.net),
          rate: text(line.rate),
          baseNet: text(line.baseNet),
          unitCost: text(line.unitCost),
        })),
      )
      continue
    }
    cli.terminal.out(first ? '\n' : '')
    first = false
    printTable(
      cli.terminal,
      [
        { title: 'account', cell: (line) => line.account },
        { title: 'date', cell: (line) => line.date },
        { title: 'invoice', cell: (line) => line.invoice },
        { title: 'line', cell: (line) => line.line },
        { title: 'kind', cell: (line) => line.kind },
        { title: 'product', cell: (line) => line.product },
        { title: 'quantity', cell: (line) => text(line.quantity), align: 'right' },
        { title: 'net', cell: (line) => text(line.net), align: 'right' },
        { title: 'currency', cell: (line) => line.currency },
        { title: 'in base', cell: (line) => text(line.baseNet), align: 'right' },
        { title: 'unit cost', cell: (line) => text(line.unitCost), align: 'right' },
      ],
      lines,
    )
  }
}
