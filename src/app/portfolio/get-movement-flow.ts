import type { Output } from '../../contract/operations.ts'
import { formatMicros } from '../../domain/money.ts'
import type { Micros } from '../../domain/money.ts'
import { flowEnds, flowStepsOf } from '../../domain/movement-flow.ts'
import type { FlowStep } from '../../domain/movement-flow.ts'
import { basisOf } from '../account-view/list-accounts.ts'
import { openFlow } from '../account-view/movement-flow.ts'
import type { FlowEnd } from '../account-view/movement-flow.ts'
import { none, unknownMoney } from '../account-view/view-columns.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'
import { keepAnswer } from './keep-answers.ts'
import { openBookPart, questionOf } from './open-book-part.ts'
import type { BookPart } from './open-book-part.ts'
import { eachPosition } from './take-turns.ts'

type Flow = Output<'getMovementFlow'>

/**
 * How accounts went from grade to grade over several ends, all graded by the policy of the last one. Of the accounts the view
 * has; those that left the book before are counted beside them, of the whole book only. Sums of money where all is in sight.
 */
export const getMovementFlow: Verb<'getMovementFlow'> = async (ctx, input) => {
  requireRight(ctx, 'read-account')
  const part = await openBookPart(ctx, input)
  const steps = flowStepsOf(part.view.policy.window)
  // A year that runs to date has no match within it: what is asked for by quarters is given by years then.
  const step = steps.includes(input.step) ? input.step : 'year'
  const ends = await openFlow(ctx, part.view)
  if (!ends) return { basis: basisOf(part.view), isReady: false, step, steps: [...steps], ends: [], links: [] }
  return keepAnswer(part.view, part.sight, `flow ${step} ${questionOf(input)}`, () => answer(part, ends, step))
}

async function answer(part: BookPart, all: readonly FlowEnd[], step: FlowStep): Promise<Flow> {
  const { view, isWhole, seesSpend } = part
  const ends = shownEnds(all, flowEnds(view.to, step), view.before.to)
  const labels: readonly (string | null)[] = [...view.policy.grades.map(({ label }) => label), null]
  const folded = await foldFlow(part, ends, labels.length)
  const money = (amount: Micros | undefined): string => formatMicros(amount ?? 0n)
  return {
    basis: basisOf(view),
    isReady: true,
    step,
    steps: [...flowStepsOf(view.policy.window)],
    ends: ends.map(({ from, to, isWhole: isWholeWindow, former }, end) => ({
      from,
      to,
      isWhole: isWholeWindow,
      grades: labels.map((grade, place) => ({
        grade,
        count: folded.counts[end]?.[place] ?? 0,
        former: isWhole && grade !== null ? (former[place] ?? 0) : 0,
        ...(seesSpend && { spend: money(folded.spends[end]?.[place]) }),
      })),
    })),
    links: ends.slice(1).flatMap((_, link) =>
      labels.flatMap((from, row) =>
        labels.flatMap((to, column) => {
          const cell = row * labels.length + column
          const count = folded.linkCounts[link]?.[cell] ?? 0
          if (count === 0) return []
          const change = { change: money(folded.linkChanges[link]?.[cell]) }
          return [{ end: link, from, to, count, ...(seesSpend && change) }]
        }),
      ),
    ),
  }
}

/** The ends of a step whose windows the ledger holds whole; the last and the one it is compared with in any case. */
function shownEnds(all: readonly FlowEnd[], days: readonly string[], before: string): readonly FlowEnd[] {
  return all.filter(({ to, isWhole }) => days.includes(to) && (isWhole || to === before || to === days.at(-1)))
}

interface FoldedFlow {
  /** By end and place of the grade, no grade last. */
  readonly counts: readonly Uint32Array[]
  readonly spends: readonly Micros[][]
  /** By the earlier end and cell of grade before x grade after. */
  readonly linkCounts: readonly Uint32Array[]
  readonly linkChanges: readonly Micros[][]
}

/** Goes through the accounts of a part once. Money is added up only where it may be shown. */
async function foldFlow(
  { columns, selection, seesSpend }: BookPart,
  ends: readonly FlowEnd[],
  places: number,
): Promise<FoldedFlow> {
  const grades = await Promise.all(ends.map((end) => end.grades()))
  const spend = seesSpend ? await Promise.all(ends.map((end) => end.spend())) : []
  const zeros = (count: number): Micros[] => Array.from({ length: count }, () => 0n)
  const folded: FoldedFlow = {
    counts: ends.map(() => new Uint32Array(places)),
    spends: ends.map(() => zeros(places)),
    linkCounts: ends.slice(1).map(() => new Uint32Array(places * places)),
    linkChanges: ends.slice(1).map(() => zeros(places * places)),
  }
  await eachPosition(columns.count, (position) => {
    if (selection !== null && selection[position] !== 1) return
    let [placeBefore, spendBefore] = [0, 0n]
    for (const [end, ranks] of grades.entries()) {
      const rank = ranks[position] ?? none
      const place = rank === none ? places - 1 : rank
      add(folded.counts[end], place, 1)
      const amount = known(spend[end]?.[position])
      if (seesSpend) addMoney(folded.spends[end], place, amount)
      if (end > 0) {
        const cell = placeBefore * places + place
        add(folded.linkCounts[end - 1], cell, 1)
        if (seesSpend) addMoney(folded.linkChanges[end - 1], cell, amount - spendBefore)
      }
      placeBefore = place
      spendBefore = amount
    }
  })
  return folded
}

function add(counts: Uint32Array | undefined, place: number, count: number): void {
  if (counts) counts[place] = (counts[place] ?? 0) + count
}

function addMoney(sums: Micros[] | undefined, place: number, amount: Micros): void {
  if (sums && amount !== 0n) sums[place] = (sums[place] ?? 0n) + amount
}

/** Nothing invoiced is no money. */
function known(amount: bigint | undefined): Micros {
  return amount === undefined || amount === unknownMoney ? 0n : amount
}
