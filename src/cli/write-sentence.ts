import type { BoundUnit, ExplanationSentence, SentenceOf, UngradedReason } from '../domain/explanation-sentences.ts'
import type { NamedAccount } from '../domain/explain.ts'
import { metricOf } from '../domain/metric.ts'
import { formatMicros, microsPerUnit, parseMicros } from '../domain/money.ts'

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
    case 'documents':
      return documentsText(sentence, money)
    case 'lift':
      return liftText(sentence, money)
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

type Write = (amount: string) => string

function factorText({ values }: SentenceOf<'factor'>, money: Write): string {
  const { behind, beside, contribution, atMost } = values
  const figure = `${metricOf(values.metric).label} ${valueText(values, money)}`
  const made = behind === null ? '' : `, ${money(behind.money)} of ${behind.what.replaceAll('-', ' ')},`
  const late = beside?.metric === 'average-days-late' ? `${paidText(beside.value)}: ` : ''
  const worth = `gives ${points(values.points)}; with weight ${String(values.weight)} it adds ${contribution} of ${atMost}`
  return `${late}${figure}${made} ${worth}.`
}

function valueText({ unit, value }: Pick<SentenceOf<'factor'>['values'], 'unit' | 'value'>, money: Write): string {
  switch (unit) {
    case 'money':
      return money(value)
    case 'rate':
      return percent(value)
    case 'days':
      return several(value, 'day')
    case 'minutes':
      return several(value, 'minute')
    case 'count':
      return value
  }
}

function liftText({ values }: SentenceOf<'lift'>, money: Write): string {
  const { label, cheapest, pair } = values
  const changes = (list: readonly Change[]): string => list.map((change) => changeText(change, money)).join(' and ')
  if (cheapest === null && pair === null) return `No one or two figures alone would make it ${label}.`
  const single = cheapest === null ? 'No single change is enough' : `Cheapest single change: ${changes([cheapest])}`
  const both = pair === null ? '' : `; best pair: ${changes(pair)}`
  return `To make it ${label}. ${single}${both}.`
}

type Change = NonNullable<SentenceOf<'lift'>['values']['cheapest']>

function changeText({ metric, unit, from, to, money: size }: Change, money: Write): string {
  const [start, end] = [from, to].map((value) => valueText({ unit, value }, money))
  const worth = size === null || unit === 'money' ? '' : ` (${money(size)})`
  return `${metricOf(metric).label} from ${start ?? ''} to ${end ?? ''}${worth}`
}

function documentsText({ values }: SentenceOf<'documents'>, money: Write): string {
  const texts = values.documents.map(({ number, date, amount, days: waited, lateDays, paidOn, cost }) => {
    const late = `${paidOn === null ? 'open' : 'waited for'} ${several(String(waited), 'day')}, ${lateDays === 0 ? 'none' : String(lateDays)} of them late`
    return `invoice ${number} of ${date} over ${money(amount)}, ${late}${cost === null ? '' : `: ${money(cost)}`}`
  })
  const all = texts.length === values.of
  return `${all ? 'It comes from' : `Of ${String(values.of)} documents these weigh most:`} ${texts.join('; ')}.`
}

function paidText(days: string): string {
  return parseMicros(days) === 0n ? 'Paid in time' : `Paid ${several(days, 'day')} late on average`
}

function several(count: string, unit: string): string {
  return `${count} ${unit}${parseMicros(count) === microsPerUnit ? '' : 's'}`
}

function named({ name, key }: NamedAccount): string {
  return `${name} (${key})`
}

function points(amount: string): string {
  return several(amount, 'point')
}

/** A fraction as a percentage with every decimal it has, at least one. */
function percent(fraction: string): string {
  return `${formatMicros(parseMicros(fraction) * 100n, 1)} %`
}
