import { formatMicros, parseMicros, roundMicros } from '../../../domain/money.ts'
import type { Format } from '../../format.ts'
import type { useT } from '../../i18n/i18n.ts'
import type { Explanation } from './account-parts.ts'

type Write = ReturnType<typeof useT<'account'>>
type Sentence = Explanation['sentences'][number]
type SentenceOf<Id extends Sentence['id']> = Extract<Sentence, { id: Id }>
type Named = SentenceOf<'own-spend'>['values']['account']
type Unit = SentenceOf<'bounds'>['values']['unit']

/** How a sentence is put into words: by the catalogue and the formats of whoever reads it. */
interface Pen {
  readonly write: Write
  readonly format: Format
  /** The base currency of the book. */
  readonly currency: string
  /** Bounds of the grades as exact decimals: no rounded amount may look like one it is not. */
  readonly bounds: readonly string[]
}

/** A sentence of the explanation in the reader's language, with days and figures as the reader writes them. */
export function writeSentence(sentence: Sentence, pen: Pen): string {
  const { write, format } = pen
  switch (sentence.id) {
    case 'nothing-invoiced':
    case 'graded':
    case 'graded-by-spend':
    case 'graded-by-score':
    case 'ungraded':
    case 'ungraded-with-spend':
      return gradeText(sentence, pen)
    case 'own-spend': {
      const account = named(sentence.values.account)
      const { spend } = sentence.values
      return spend === null
        ? write('say.ownNothing', { account })
        : write('say.ownSpend', { account, spend: moneyText(spend, pen) })
    }
    case 'flagged':
      return write('say.flagged')
    case 'bounds':
      return write('say.bounds', { bounds: format.list(boundTexts(sentence, pen)) })
    case 'next': {
      const { unit, missing, label } = sentence.values
      return write('say.next', { missing: measured(missing, unit, pen), grade: label })
    }
    case 'gross-profit': {
      const { grossProfit, coverage } = sentence.values
      return write('say.grossProfit', {
        grossProfit: moneyText(grossProfit, pen),
        coverage: format.percent(Number(coverage)),
      })
    }
    case 'gross-profit-unknown': {
      const { coverage, minCoverage } = sentence.values
      return write('say.grossProfitUnknown', {
        coverage: format.percent(Number(coverage)),
        minCoverage: format.percent(Number(minCoverage)),
      })
    }
    case 'score': {
      const { score } = sentence.values
      const factors = { known: format.integer(sentence.values.known), total: format.integer(sentence.values.total) }
      return score === null
        ? write('say.scoreUnknown', factors)
        : write('say.score', { ...factors, score: pointsText(score, pen) })
    }
    case 'factor':
      return factorText(sentence, pen)
    case 'documents':
      return documentsText(sentence, pen)
    case 'lift':
      return liftText(sentence, pen)
    case 'factor-unknown': {
      const { metric } = sentence.values
      return write('say.factorUnknown', { metric: write(`metric.${metric}`), because: write(`unknown.${metric}`) })
    }
    case 'policy': {
      const { name, version, effectiveFrom } = sentence.values
      return effectiveFrom === null
        ? write('why.policyAlways', { name, version })
        : write('why.policy', { name, version, day: format.day(effectiveFrom) })
    }
  }
}

type GradeSentence = SentenceOf<
  'nothing-invoiced' | 'graded' | 'graded-by-spend' | 'graded-by-score' | 'ungraded' | 'ungraded-with-spend'
>

function gradeText(sentence: GradeSentence, pen: Pen): string {
  const { write, format } = pen
  const account = named(sentence.values.account)
  const days = { from: format.day(sentence.values.from), to: format.day(sentence.values.to) }
  if (sentence.id === 'nothing-invoiced') {
    const { family } = sentence.values
    return family
      ? write('say.nothingInvoicedFamily', { account, family: named(family), ...days })
      : write('say.nothingInvoiced', { account, ...days })
  }
  if (sentence.id === 'graded') return write('say.graded', { account, ...days, grade: sentence.values.grade })
  if (sentence.id === 'ungraded') return ungradedText(account, sentence.values.because, pen)
  const { family, spend } = sentence.values
  const spent = { ...days, spend: moneyText(spend, pen) }
  const spending = family ? write('say.spentFamily', { ...spent, family: named(family) }) : write('say.spent', spent)
  return `${verdictText(sentence, account, pen)} ${spending}`
}

function verdictText(
  sentence: SentenceOf<'graded-by-spend' | 'graded-by-score' | 'ungraded-with-spend'>,
  account: string,
  pen: Pen,
): string {
  const { write } = pen
  if (sentence.id === 'ungraded-with-spend') return ungradedText(account, sentence.values.because, pen)
  const { grade } = sentence.values
  return sentence.id === 'graded-by-spend'
    ? write('say.isGrade', { account, grade })
    : write('say.isGradeByScore', { account, grade, score: pointsText(sentence.values.score, pen) })
}

function ungradedText(account: string, because: SentenceOf<'ungraded'>['values']['because'], { write }: Pen): string {
  return write(because === 'never-graded' ? 'say.neverGraded' : 'say.scoreless', { account })
}

function factorText({ values }: SentenceOf<'factor'>, pen: Pen): string {
  const { write, format } = pen
  const { behind, beside } = values
  const figure = {
    metric: write(`metric.${values.metric}`),
    value: valueText(values, pen),
    points: pointsText(values.points, pen),
    weight: format.decimal(String(values.weight)),
    contribution: rounded(values.contribution, format),
    atMost: rounded(values.atMost, format),
  }
  const text =
    behind === null
      ? write('say.factor', figure)
      : write('say.factorMoney', {
          ...figure,
          behind: write(`behind.${behind.what}`, { money: moneyText(behind.money, pen) }),
        })
  if (beside?.metric !== 'average-days-late') return text
  const days = valueText(beside, pen)
  return parseMicros(beside.value) === 0n
    ? write('say.paidInTime', { argument: text })
    : write('say.paidLate', { days, argument: text })
}

/** With two decimals at the most; what they say is one point is said as one. */
function pointsText(points: string, { write, format }: Pen): string {
  const shown = formatMicros(roundMicros(parseMicros(points), 2), 0)
  return write('say.points', { count: Number(shown), points: format.decimal(shown) })
}

function daysText(days: string, { write, format }: Pen): string {
  return write('why.days', { count: Number(days), days: rounded(days, format) })
}

type Valued = Pick<SentenceOf<'factor'>['values'], 'value' | 'unit'>

function valueText({ value, unit }: Valued, pen: Pen): string {
  const { write, format } = pen
  switch (unit) {
    case 'money':
      return moneyText(value, pen)
    case 'rate':
      return format.percent(Number(value))
    case 'days':
      return daysText(value, pen)
    case 'minutes':
      return write('why.minutes', { count: Number(value), minutes: rounded(value, format) })
    case 'count':
      return rounded(value, format)
  }
}

function liftText({ values }: SentenceOf<'lift'>, pen: Pen): string {
  const { write, format } = pen
  const { label: grade, cheapest, pair } = values
  if (cheapest === null && pair === null) return write('say.liftNone', { grade })
  const both = pair && format.list(pair.map((change) => changeText(change, pen)))
  return [
    cheapest === null
      ? write('say.liftNoSingle', { grade })
      : write('say.liftSingle', { grade, change: changeText(cheapest, pen) }),
    ...(both === null ? [] : [write('say.liftPair', { changes: both })]),
  ].join(' ')
}

type Change = NonNullable<SentenceOf<'lift'>['values']['cheapest']>

/** A figure from where it is to where it would have to be; a rate or a count with what that is in money. */
function changeText({ metric, unit, from, to, money }: Change, pen: Pen): string {
  const { write, format } = pen
  const text = (value: string): string =>
    unit === 'rate' ? format.finePercent(Number(value)) : valueText({ value, unit }, pen)
  const move = { metric: write(`metric.${metric}`), from: text(from), to: text(to) }
  return money === null || unit === 'money'
    ? write('say.change', move)
    : write('say.changeMoney', { ...move, money: moneyText(money, pen) })
}

function documentsText({ values }: SentenceOf<'documents'>, pen: Pen): string {
  const { write, format } = pen
  const documents = values.documents.map(({ number, date, amount, days, lateDays, paidOn, cost }) => {
    const figures = {
      number,
      day: format.day(date),
      amount: moneyText(amount, pen),
      days: daysText(String(days), pen),
      late: format.integer(lateDays),
    }
    const said = paidOn === null ? 'say.documentOpen' : 'say.documentPaid'
    const text = write(lateDays === 0 ? `${said}InTime` : said, figures)
    return cost === null ? text : write('say.documentCost', { document: text, cost: moneyText(cost, pen) })
  })
  const list = { documents: documents.join('; ') }
  return documents.length === values.of
    ? write('say.documentsAll', list)
    : write('say.documents', { ...list, all: format.integer(values.of) })
}

function boundTexts({ values }: SentenceOf<'bounds'>, pen: Pen): string[] {
  const { write } = pen
  return values.bounds.map(({ label, atLeast, below }) => {
    if (atLeast !== null) return write('say.atLeast', { grade: label, bound: measured(atLeast, values.unit, pen) })
    return below === null
      ? write('say.forAll', { grade: label })
      : write('say.below', { grade: label, bound: measured(below, values.unit, pen) })
  })
}

function measured(amount: string, unit: Unit, pen: Pen): string {
  return unit === 'money'
    ? moneyText(amount, pen)
    : pen.write('say.points', { count: Number(amount), points: pen.format.decimal(amount) })
}

/** With cents, but with every decimal where cents would show nothing or a bound that the amount is not. */
function moneyText(amount: string, { format, currency, bounds }: Pen): string {
  const exact = parseMicros(amount)
  const shown = roundMicros(exact, 2)
  const misleads = shown !== exact && (shown === 0n || bounds.some((bound) => parseMicros(bound) === shown))
  return misleads ? `${format.decimal(amount)}\u00A0${currency}` : format.money(amount, currency)
}

function rounded(amount: string, format: Format): string {
  return format.decimal(formatMicros(roundMicros(parseMicros(amount), 2), 0))
}

function named({ name, key }: Named): string {
  return `${name} (${key})`
}
