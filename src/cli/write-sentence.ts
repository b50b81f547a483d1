import type { BoundUnit, ExplanationSentence, SentenceOf, UngradedReason } from '../domain/explanation-sentences.ts'
import type { NamedAccount } from '../domain/explain.ts'
import { metricOf } from '../domain/metric.ts'
import { formatMicros, parseMicros } from '../domain/money.ts'

/**
 * A sentence of an explanation in plain English. Amounts carry every decimal they have, so that none looks like a bound it is
 * not; `currency` is the base currency of the book, null leaves it out.
 */
export function writeSentence(sentence: ExplanationSentence, currency: string | null = null): string {
  const money = (amount: string): string => `${amount}${currency === null ? '' : ` ${currency}`}`
  const measured = (amount: string, unit: BoundUnit): string => (unit === 'money' ? money(amount) : points(amount))
  switch (sentence.id) {
    case 'nothing-invoiced': {
      const { account, family, from, to } = sentence.values
      return `${named(account)} has no grade: nothing was invoiced to ${graded(family)} from ${from} to ${to}.`
    }
    case 'graded': {
      const { account, grade } = sentence.values
      return `${named(account)} is ${grade}, ${counting(sentence)} ${days(sentence)}.`
    }
    case 'graded-by-spend': {
      const { account, grade } = sentence.values
      return `${named(account)} is ${grade}: ${spent(sentence, money)}.`
    }
    case 'graded-by-score': {
      const { account, grade, score } = sentence.values
      return `${named(account)} is ${grade}: the score is ${points(score)}, and ${spent(sentence, money)}.`
    }
    case 'ungraded': {
      const { account, because } = sentence.values
      return `${named(account)} has no grade: ${reasons[because]}, ${counting(sentence)} ${days(sentence)}.`
    }
    case 'ungraded-with-spend': {
      const { account, because } = sentence.values
      return `${named(account)} has no grade: ${reasons[because]}, and ${spent(sentence, money)}.`
    }
    case 'own-spend': {
      const { account, spend } = sentence.values
      return `${named(account)} itself: ${spend === null ? 'nothing invoiced' : money(spend)}.`
    }
    case 'flagged':
      return 'Flagged: net spend at or below zero with invoices gets the lowest grade.'
    case 'bounds': {
      const { bounds, unit } = sentence.values
      return `Bounds: ${bounds.map((bound) => boundText(bound, (amount) => measured(amount, unit))).join(', ')}.`
    }
    case 'next': {
      const { missing, unit, label } = sentence.values
      return `${measured(missing, unit)} more would make it ${label}.`
    }
    case 'gross-profit': {
      const { grossProfit, coverage } = sentence.values
      return `Gross profit ${money(grossProfit)}; the cost is known for ${percent(coverage)} of the spend.`
    }
    case 'gross-profit-unknown': {
      const { coverage, minCoverage } = sentence.values
      return `Gross profit unknown: the cost is known for ${percent(coverage)} of the spend, the policy asks for ${percent(minCoverage)}.`
    }
    case 'score': {
      const { score, known, total } = sentence.values
      const worth = score === null ? 'Score unknown' : `Score ${points(score)} of 100`
      return `${worth}: ${String(known)} of ${String(total)} factors known.`
    }
    case 'factor':
      return factorText(sentence, money)
    case 'factor-unknown': {
      const { label, nullMeans } = metricOf(sentence.values.metric)
      return `${label} is unknown and does not count: ${nullMeans}.`
    }
    case 'policy': {
      const { name, version, effectiveFrom, asOf, watermark } = sentence.values
      const since = effectiveFrom === null ? 'effective from the beginning' : `effective from ${effectiveFrom}`
      return `Policy "${name}" version ${String(version)}, ${since}; as of ${asOf}; ledger watermark ${String(watermark)}.`
    }
  }
}

const reasons: Readonly<Record<UngradedReason, string>> = {
  'never-graded': 'it is never graded',
  'score-unknown': 'no factor of its score is known',
}

type WithSpend = SentenceOf<'graded-by-spend' | 'graded-by-score' | 'ungraded-with-spend'>
type Counting = WithSpend | SentenceOf<'graded' | 'ungraded'>

function spent(sentence: WithSpend, money: (amount: string) => string): string {
  const { family, spend } = sentence.values
  return `${graded(family)} spent ${money(spend)} net ${days(sentence)}, ${counting(sentence)}`
}

function counting({ values }: Counting): string {
  return `counting ${values.kinds.join(', ')} lines`
}

function days({ values }: Counting): string {
  return `from ${values.from} to ${values.to}`
}

function graded(family: NamedAccount | null): string {
  return family ? `the family of ${named(family)}` : 'it'
}

function boundText(
  { label, atLeast, below }: SentenceOf<'bounds'>['values']['bounds'][number],
  write: (amount: string) => string,
): string {
  if (atLeast !== null) return `${label} at least ${write(atLeast)}`
  return below === null ? `${label} for all` : `${label} below ${write(below)}`
}

function factorText({ values }: SentenceOf<'factor'>, money: (amount: string) => string): string {
  const { label } = metricOf(values.metric)
  const { unit } = values
  const value =
    unit === 'money'
      ? money(values.value)
      : unit === 'rate'
        ? percent(values.value)
        : `${values.value}${unit === 'days' ? ' days' : ''}`
  return `${label} ${value} gives ${points(values.points)}; with weight ${String(values.weight)} it adds ${values.contribution}.`
}

function named({ name, key }: NamedAccount): string {
  return `${name} (${key})`
}

function points(amount: string): string {
  return `${amount} points`
}

/** A fraction as a percentage with every decimal it has, at least one. */
function percent(fraction: string): string {
  return `${formatMicros(parseMicros(fraction) * 100n, 1)} %`
}
