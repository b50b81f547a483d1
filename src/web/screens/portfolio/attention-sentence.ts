import type { Output } from '../../../contract/operations.ts'
import { parseMicros, ratio } from '../../../domain/money.ts'
import { signOf } from '../../format.ts'
import type { useT } from '../../i18n/i18n.ts'

export type Attention = Output<'getPortfolio'>['attention'][number]
/** What grades go by. */
export type GradeBy = Output<'getPortfolio'>['gradeBy']
type Write = ReturnType<typeof useT<'portfolio'>>

/** How figures stand in a sentence. */
export interface SentenceFormats {
  /** Money without its sign: the words around it say which way. */
  readonly money: (decimal: string) => string
  readonly band: (band: NonNullable<Attention['spendBand']>) => string
  readonly percent: (share: number) => string
  readonly day: (day: string) => string
}

/**
 * Why an account deserves a look, in one sentence with the figures its reader may see: exact money, else bands, else none. A
 * figure that is not there is never guessed from another one. Where grades go by a score, what was bought stands beside a move and
 * is no reason for it.
 */
export function attentionSentence(item: Attention, write: Write, formats: SentenceFormats, gradeBy: GradeBy): string {
  const from = item.from ?? write('reason.noGrade')
  const to = item.to ?? write('reason.noGrade')
  const grades = { from, to }
  switch (item.reason) {
    case 'lost': {
      const before = amountBefore(item, formats)
      if (before === null)
        return item.lastInvoice === null
          ? write('reason.lostPlain')
          : write('reason.lostDay', { day: formats.day(item.lastInvoice) })
      if (item.lastInvoice === null) return write('reason.lostUndated', { before })
      return write('reason.lost', { day: formats.day(item.lastInvoice), before })
    }
    case 'down':
      if (gradeBy === 'score') return scoreSentence(item, write, formats, 'down')
      return fallSentence(item, write, formats, 'down', grades)
    case 'shrinking':
      return fallSentence(item, write, formats, 'shrinking', grades)
    case 'family-lost': {
      if (item.family === null) return write('reason.familyLostUnnamed')
      if (!item.familyChange) return write('reason.familyLostPlain', { family: item.family.name })
      return write('reason.familyLost', { family: item.family.name, part: formats.money(unsigned(item.familyChange)) })
    }
    case 'up': {
      if (gradeBy === 'score') return scoreSentence(item, write, formats, 'up')
      const bands = bandsOf(item, formats)
      if (item.change !== undefined && signOf(item.change) > 0) {
        const values = { ...grades, rise: formats.money(item.change) }
        const percent = percentOf(item, formats)
        return percent === null ? write('reason.upFresh', values) : write('reason.up', { ...values, percent })
      }
      return item.change === undefined && bands
        ? write('reason.upBand', { ...grades, ...bands })
        : write('reason.upPlain', grades)
    }
    case 'new': {
      const spend = amountNow(item, formats)
      return spend === null ? write('reason.newPlain', { to }) : write('reason.new', { to, spend })
    }
    case 'returned': {
      const spend = amountNow(item, formats)
      return spend === null ? write('reason.returnedPlain', { to }) : write('reason.returned', { to, spend })
    }
  }
}

/** A move by a score, and apart from it what was bought. */
function scoreSentence(item: Attention, write: Write, formats: SentenceFormats, reason: 'down' | 'up'): string {
  const none = write('reason.noGrade')
  const grades = { from: item.from ?? none, to: item.to ?? none }
  const { change } = item
  if (change === undefined) {
    const bands = bandsOf(item, formats)
    return bands ? write(`reason.${reason}ScoreBand`, { ...grades, ...bands }) : write(`reason.${reason}Score`, grades)
  }
  const sign = signOf(change)
  if (sign === 0) return write(`reason.${reason}ScoreSame`, grades)
  const [money, percent] = [formats.money(unsigned(change)), percentOf(item, formats)]
  const way = sign < 0 ? 'Less' : 'More'
  return percent === null
    ? write(`reason.${reason}Score${way}Fresh`, { ...grades, money })
    : write(`reason.${reason}Score${way}`, { ...grades, money, percent })
}

function fallSentence(
  item: Attention,
  write: Write,
  formats: SentenceFormats,
  reason: 'down' | 'shrinking',
  grades: { readonly from: string; readonly to: string },
): string {
  const { change, family, familyChange } = item
  if (change === undefined) {
    const bands = bandsOf(item, formats)
    if (reason === 'shrinking') {
      return family
        ? write('reason.shrinkingBandFamily', { ...grades, family: family.name })
        : write('reason.shrinkingBand', grades)
    }
    if (!bands) return write('reason.downPlain', grades)
    return family
      ? write('reason.downBandFamily', { ...grades, ...bands, family: family.name })
      : write('reason.downBand', { ...grades, ...bands })
  }
  // The grade is that of the whole family of accounts: one of them may well have bought more.
  if (signOf(change) >= 0) {
    return reason === 'down'
      ? write('reason.downFamilyTree', { ...grades, rise: formats.money(change) })
      : write('reason.shrinkingBand', grades)
  }
  const values = { ...grades, fall: formats.money(unsigned(change)), percent: percentOf(item, formats) ?? '–' }
  if (!family || !familyChange || signOf(familyChange) >= 0) return write(`reason.${reason}`, values)
  const part = formats.money(unsigned(familyChange))
  // When other families grew, one family can have fallen by more than the account: it is then no part of the fall.
  const isPart = parseMicros(unsigned(familyChange)) <= parseMicros(unsigned(change))
  return write(isPart ? `reason.${reason}Part` : `reason.${reason}Alone`, { ...values, part, family: family.name })
}

/** The change as a share of the spend before; null when there was none. */
function percentOf({ change, spendBefore }: Attention, formats: SentenceFormats): string | null {
  if (!change || !spendBefore || signOf(spendBefore) <= 0) return null
  const share = ratio(parseMicros(change), parseMicros(spendBefore))
  return share === null ? null : formats.percent(share)
}

function amountBefore({ spendBefore, spendBandBefore }: Attention, { money, band }: SentenceFormats): string | null {
  if (spendBefore) return money(spendBefore)
  return spendBandBefore && spendBefore === undefined ? band(spendBandBefore) : null
}

function amountNow({ spend, spendBand }: Attention, { money, band }: SentenceFormats): string | null {
  if (spend) return money(spend)
  return spendBand && spend === undefined ? band(spendBand) : null
}

function bandsOf({ spendBandBefore, spendBand }: Attention, { band }: SentenceFormats) {
  return spendBandBefore && spendBand ? { bandBefore: band(spendBandBefore), band: band(spendBand) } : null
}

function unsigned(decimal: string): string {
  return decimal.replace(/^-/, '')
}
