import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { afterPaint } from '../../charts/after-paint.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT, withTexts } from '../../i18n/i18n.ts'
import { useBandText } from '../../ui/band-text.ts'
import { GradeBadge, GradeMove } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Delta, Money } from '../../ui/Figures.tsx'
import { useIsPrinting } from '../../ui/use-is-printing.ts'
import { alertSentence, type Alert } from '../alerts/alert-sentence.ts'
import { ActionButton } from './ActionButton.tsx'
import { rankAttention, type AttentionEntry } from './attention-order.ts'
import { attentionSentence } from './attention-sentence.ts'
import type { Attention, GradeBy } from './attention-sentence.ts'
import css from './AttentionList.module.css'

/** How long the buttons leave the line to the charts, in milliseconds: one reads before one acts. */
const afterCharts = 500

const AttentionButtons = lazy(async () => {
  await afterPaint()
  await new Promise((resolve) => setTimeout(resolve, afterCharts))
  const { AttentionButtons: buttons } = await withTexts(import('./AttentionButtons.tsx'))
  return { default: buttons }
})

const shown = 8

/**
 * Accounts that deserve a look, because they moved or because they are silent or decline: who owns them, what it is in money,
 * and why, in one sentence each.
 */
export function AttentionList({
  title,
  items,
  alerts = [],
  controls,
  period,
  gradeBy,
  hasOwner = true,
}: {
  readonly title: string
  readonly items: readonly Attention[]
  /** Alerts that stand among those who moved. */
  readonly alerts?: readonly Alert[]
  /** Where there is more of it. */
  readonly controls?: ReactNode
  readonly period: string
  readonly gradeBy: GradeBy
  /** Whether the owner is worth a word; one's own accounts need none. */
  readonly hasOwner?: boolean
}) {
  const t = useT('portfolio')
  const [isWhole, setWhole] = useState(false)
  const sentenceOf = useEntrySentence(gradeBy)
  const format = useFormat()
  const isPrinting = useIsPrinting()
  const entries = rankAttention(items, alerts)
  const rows = isWhole || isPrinting ? entries : entries.slice(0, shown)
  const rest = entries.length - shown
  const owners = new Set(entries.map((entry) => ownerOf(entry)?.key)).size
  const hasMoney = entries.some(({ move, alert }) => move?.change !== undefined || alert?.stake !== undefined)

  const table = {
    columns: [
      { title: t('attention.account') },
      { title: t('attention.owner') },
      { title: t('attention.grade') },
      ...(hasMoney
        ? [
            { title: t('attention.change'), isFigure: true },
            { title: t('attention.stake'), isFigure: true },
          ]
        : []),
      { title: t('attention.why') },
    ],
    rows: entries.map((entry) => [
      { text: entry.account.name },
      { text: ownerOf(entry)?.name ?? '' },
      { text: entry.move ? `${entry.move.from ?? '–'} → ${entry.move.to ?? '–'}` : (entry.alert?.grade ?? '–') },
      ...(hasMoney
        ? [
            {
              text: entry.move?.change === undefined ? '' : format.change(entry.move.change),
              value: entry.move?.change ?? null,
            },
            {
              text: entry.alert?.stake === undefined ? '' : format.wholeMoney(entry.alert.stake),
              value: entry.alert?.stake ?? null,
            },
          ]
        : []),
      { text: sentenceOf(entry) },
    ]),
  }

  return (
    <ChartFrame
      title={title}
      message={
        entries.length === 0
          ? t('attention.empty')
          : t(owners > 1 ? 'attention.message' : 'attention.own', { count: entries.length })
      }
      table={table}
      period={period}
      isTable
      controls={controls}
    >
      <ol className={css.list}>
        {rows.map((entry) => {
          const { account, move, alert, leads } = entry
          const sentence = sentenceOf(entry)
          return (
            <li key={account.id} className={css.item}>
              <span className={css.grade}>
                {move === null || move.from === move.to ? (
                  <GradeBadge grade={move?.to ?? alert?.grade ?? null} size="s" isShort />
                ) : (
                  <GradeMove from={move.from} to={move.to} />
                )}
              </span>
              <span className={css.what}>
                <span className={css.name}>
                  <Link to="/accounts/$id" params={{ id: account.id }}>
                    {account.name}
                  </Link>
                  {hasOwner && <span className={css.owner}>{ownerOf(entry)?.name ?? t('attention.noOwner')}</span>}
                </span>
                <span className={css.why}>{sentence}</span>
              </span>
              <span className={css.money}>
                {leads === 'move' && move?.change !== undefined && <Delta amount={move.change} size="short" />}
                {leads === 'alert' && alert?.stake !== undefined && (
                  <span title={t('attention.stakeHint')}>
                    <Money amount={alert.stake} size="short" />
                    <span className={css.stake}> {t('attention.atStake')}</span>
                  </span>
                )}
              </span>
              <span className={css.act} data-print="no">
                <Suspense fallback={<span className={css.wait} />}>
                  <AttentionButtons entry={entry} goal={sentence} />
                </Suspense>
                <ActionButton item={move ?? { account }} />
              </span>
            </li>
          )
        })}
      </ol>
      {rest > 0 && (
        <div className={css.more} data-print="no">
          <Button
            kind="plain"
            size="s"
            onClick={() => {
              setWhole(!isWhole)
            }}
          >
            {isWhole ? t('attention.fewer') : t('attention.all', { count: rest })}
          </Button>
        </div>
      )}
    </ChartFrame>
  )
}

/** Writes the sentence of an item as the reader has figures written. */
function useAttentionSentence(gradeBy: GradeBy): (item: Attention) => string {
  const t = useT('portfolio')
  const format = useFormat()
  const currency = useCurrency()
  const band = useBandText()
  return (item) =>
    attentionSentence(
      item,
      t,
      { money: (amount) => format.wholeMoney(amount, currency), band, percent: format.percent, day: format.day },
      gradeBy,
    )
}

/** What is said of an entry: why it has an alert, and how it moved. */
function useEntrySentence(gradeBy: GradeBy): (entry: AttentionEntry) => string {
  const moved = useAttentionSentence(gradeBy)
  const t = useT('alerts')
  const format = useFormat()
  return ({ move, alert }) => {
    const reasons = [alert && capitalised(alertSentence(alert, t, format)), move && moved(move)]
    return reasons.flatMap((reason) => reason ?? []).join(' ')
  }
}

/** A sentence of its own, beside others. */
function capitalised(sentence: string): string {
  const whole = `${sentence.slice(0, 1).toLocaleUpperCase()}${sentence.slice(1)}`
  return /[.!?]$/.test(whole) ? whole : `${whole}.`
}

function ownerOf({ move, alert }: AttentionEntry): Attention['owner'] {
  return move?.owner ?? alert?.owner ?? null
}
