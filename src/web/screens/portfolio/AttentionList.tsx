import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useBandText } from '../../ui/band-text.ts'
import { GradeBadge, GradeMove } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Delta } from '../../ui/Figures.tsx'
import { useIsPrinting } from '../../ui/use-is-printing.ts'
import { ActionButton } from './ActionButton.tsx'
import { attentionSentence } from './attention-sentence.ts'
import type { Attention, GradeBy } from './attention-sentence.ts'
import css from './AttentionList.module.css'

const shown = 8

/** Accounts that moved and deserve a look: who owns them, what it is in money, and why, in one sentence each. */
export function AttentionList({
  title,
  items,
  period,
  gradeBy,
  hasOwner = true,
}: {
  readonly title: string
  readonly items: readonly Attention[]
  readonly period: string
  readonly gradeBy: GradeBy
  /** Whether the owner is worth a word; one's own accounts need none. */
  readonly hasOwner?: boolean
}) {
  const t = useT('portfolio')
  const [isWhole, setWhole] = useState(false)
  const sentenceOf = useAttentionSentence(gradeBy)
  const format = useFormat()
  const isPrinting = useIsPrinting()
  const rows = isWhole || isPrinting ? items : items.slice(0, shown)
  const rest = items.length - shown
  const owners = new Set(items.map(({ owner }) => owner?.key)).size
  const hasMoney = items.some(({ change }) => change !== undefined)

  const table = {
    columns: [
      { title: t('attention.account') },
      { title: t('attention.owner') },
      { title: t('attention.grade') },
      ...(hasMoney ? [{ title: t('attention.change'), isFigure: true }] : []),
      { title: t('attention.why') },
    ],
    rows: items.map((item) => [
      { text: item.account.name },
      { text: item.owner?.name ?? '' },
      { text: `${item.from ?? '–'} → ${item.to ?? '–'}` },
      ...(hasMoney
        ? [{ text: item.change === undefined ? '' : format.change(item.change), value: item.change ?? null }]
        : []),
      { text: sentenceOf(item) },
    ]),
  }

  return (
    <ChartFrame
      title={title}
      message={
        items.length === 0
          ? t('attention.empty')
          : t(owners > 1 ? 'attention.message' : 'attention.own', { count: items.length })
      }
      table={table}
      period={period}
      isTable
    >
      <ol className={css.list}>
        {rows.map((item) => (
          <li key={item.account.id} className={css.item}>
            <span className={css.grade}>
              {item.from === item.to ? (
                <GradeBadge grade={item.to} size="s" isShort />
              ) : (
                <GradeMove from={item.from} to={item.to} />
              )}
            </span>
            <span className={css.what}>
              <span className={css.name}>
                <Link to="/accounts/$id" params={{ id: item.account.id }}>
                  {item.account.name}
                </Link>
                {hasOwner && <span className={css.owner}>{item.owner?.name ?? t('attention.noOwner')}</span>}
              </span>
              <span className={css.why}>{sentenceOf(item)}</span>
            </span>
            <span className={css.money}>
              {item.change !== undefined && <Delta amount={item.change} size="short" />}
            </span>
            <span className={css.act} data-print="no">
              <ActionButton item={item} />
            </span>
          </li>
        ))}
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
