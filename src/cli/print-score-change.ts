import type { AccountScoreChange } from '../app/explanation/explain-account.ts'
import type { GradeExplanation } from '../domain/explain.ts'
import { formatMetricValue } from '../domain/metric-definition.ts'
import { metricOf } from '../domain/metric.ts'
import type { FactorOnDay, ScoreChangePart } from '../domain/score-change.ts'
import { printTable } from './print.ts'
import type { Terminal } from './print.ts'

/** A row for each part of the change, which sum to it. */
export function changeRows({ account, earlier, later, before, after, change, parts }: AccountScoreChange): object[] {
  const [gradeBefore, gradeAfter] = [earlier.grade?.label ?? null, later.grade?.label ?? null]
  const ends = { from: earlier.asOf, to: later.asOf, gradeBefore, gradeAfter, before, after }
  const common = { account: account.key, ...ends, total: change }
  return parts.map((part) => {
    const { was, is } = endsOf(part)
    return {
      ...common,
      kind: part.kind,
      metric: part.kind === 'policy' ? null : part.metric,
      valueBefore: was && formatMetricValue(was.value),
      valueAfter: is && formatMetricValue(is.value),
      pointsBefore: was?.points ?? null,
      pointsAfter: is?.points ?? null,
      change: part.change,
    }
  })
}

/** The two ends in a sentence, and the parts of the change in a table. */
export function printScoreChange(terminal: Terminal, change: AccountScoreChange): void {
  const { account, earlier, later, parts } = change
  terminal.out(`${account.name} (${account.key}): ${endText(earlier)}, ${endText(later)}.\n`)
  if (change.change === null) {
    terminal.out('No change to take apart: no factor is known on one of the days.\n')
    return
  }
  terminal.out(`Change ${String(change.change)} points:\n`)
  printTable(
    terminal,
    [
      { title: 'because', cell: (part) => becauseOf(part, later) },
      { title: 'before', cell: (part) => valueOf(endsOf(part).was), align: 'right' },
      { title: 'after', cell: (part) => valueOf(endsOf(part).is), align: 'right' },
      { title: 'points before', cell: (part) => pointsOf(endsOf(part).was), align: 'right' },
      { title: 'points after', cell: (part) => pointsOf(endsOf(part).is), align: 'right' },
      { title: 'score', cell: (part) => String(part.change), align: 'right' },
    ],
    parts,
  )
}

function endText({ asOf, grade, scorecard, policy }: GradeExplanation): string {
  const score = scorecard.score === null ? 'score unknown' : `score ${String(scorecard.score)}`
  return `${grade?.label ?? 'no grade'} on ${asOf} with ${score} by "${policy.name}" version ${String(policy.version)}`
}

function endsOf(part: ScoreChangePart): { readonly was: FactorOnDay | null; readonly is: FactorOnDay | null } {
  return {
    was: part.kind === 'moved' || part.kind === 'unknown' ? part.before : null,
    is: part.kind === 'moved' || part.kind === 'known' ? part.after : null,
  }
}

function becauseOf(part: ScoreChangePart, { policy }: GradeExplanation): string {
  switch (part.kind) {
    case 'policy':
      return `policy "${policy.name}" version ${String(policy.version)} holds`
    case 'known':
      return `${metricOf(part.metric).label} became known`
    case 'unknown':
      return `${metricOf(part.metric).label} is known no longer`
    case 'moved':
      return metricOf(part.metric).label
  }
}

function valueOf(day: FactorOnDay | null): string | null {
  return day && formatMetricValue(day.value)
}

function pointsOf(day: FactorOnDay | null): string | null {
  return day && String(day.points)
}
