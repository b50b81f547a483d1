import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { formatMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { TextField } from '../../ui/Fields.tsx'
import { Count, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Notice } from '../../ui/States.tsx'
import css from './Control.module.css'
import { compareFigure, comparedFigures, sumsOf, type ComparedFigure, type Outcome } from './expected.ts'
import type { ControlTotals } from './Totals.tsx'

const nothing: Readonly<Record<ComparedFigure, string>> = { lines: '', net: '', tax: '', credits: '' }

/** The totals on screen against those of somebody's own books, to the cent. */
export function Compare({ totals }: { readonly totals: ControlTotals }) {
  const t = useT('control')
  const [typed, setTyped] = useState(nothing)
  const sums = sumsOf(totals.items)
  const outcomes = comparedFigures.map((figure) => [figure, compareFigure(sums, figure, typed[figure])] as const)
  const compared = outcomes.filter(([, outcome]) => outcome.kind !== 'untyped')
  // A figure the book does not know cannot be compared at all.
  const isWhole = outcomes.every(([figure, { kind }]) => kind !== 'untyped' || sums[figure] === null)
  const isAllRight = compared.length > 0 && compared.every(([, outcome]) => outcome.kind === 'agrees')
  return (
    <Section title={t('compare.title')} hint={t('compare.hint')}>
      <div className={css.compare}>
        <div className={css.head} aria-hidden>
          <span>{t('compare.figure')}</span>
          <span className={css.found}>{t('compare.found')}</span>
          <span>{t('compare.wanted')}</span>
          <span>{t('compare.outcome')}</span>
        </div>
        {outcomes.map(([figure, outcome]) => (
          <div key={figure} className={css.line}>
            <span>{t(figure)}</span>
            <span className={css.found}>
              {figure === 'lines' ? (
                <Count count={sums.lines} />
              ) : (
                <Sum amount={sums[figure]} currency={sums.currency} />
              )}
            </span>
            <TextField
              label={t('compare.expected', { figure: t(figure) })}
              isLabelHidden
              inputMode="decimal"
              autoComplete="off"
              value={typed[figure]}
              onValue={(value) => setTyped({ ...typed, [figure]: value })}
            />
            <OutcomeText outcome={outcome} isCount={figure === 'lines'} />
          </div>
        ))}
      </div>
      <div className={css.all} role="status">
        {sums.currency === null && totals.items.length > 0 && <p className={css.quiet}>{t('compare.choose')}</p>}
        {isAllRight && <Notice tone="accent">{t(isWhole ? 'compare.allAgree' : 'compare.typedAgree')}</Notice>}
      </div>
    </Section>
  )
}

function Sum({ amount, currency }: { readonly amount: bigint | null; readonly currency: string | null }) {
  return (
    <Money
      amount={amount === null ? null : formatMicros(amount)}
      size="exact"
      {...(currency === null ? {} : { currency })}
    />
  )
}

function OutcomeText({ outcome, isCount }: { readonly outcome: Outcome; readonly isCount: boolean }) {
  const t = useT('control')
  const format = useFormat()
  switch (outcome.kind) {
    case 'untyped':
      return <span />
    case 'unreadable':
      return <span className={css.quiet}>{t('compare.unreadable')}</span>
    case 'unknown':
      return <span className={css.quiet}>{t('compare.unknown')}</span>
    case 'agrees':
      return (
        <span className={css.agrees}>
          <IconCheck size={15} aria-hidden />
          {t('compare.agrees')}
        </span>
      )
    case 'differs':
      return (
        <span className={css.differs}>
          <IconAlertTriangle size={15} aria-hidden />
          {t('compare.differs', { amount: isCount ? format.decimal(outcome.by) : format.money(outcome.by) })}
        </span>
      )
  }
}
