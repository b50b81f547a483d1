import type { ChartTable } from '../../charts/chart-table.ts'
import { ChartFrame } from '../../charts/ChartFrame.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { gradeTone } from '../../ui/grade-tone.ts'
import { binHeights, labelsOf, nearAll } from './comparison-parts.ts'
import css from './Comparison.module.css'
import type { Comparison } from './document.ts'

interface Props {
  readonly comparison: Comparison
  readonly distribution: NonNullable<Comparison['distribution']>
}

/** Pixels in which an amount such as `1.5k` can be read below its bar. */
const binWidth = 30

/** How the values lie that are compared with the bounds: where a bound cuts through a crowd, a small change moves many. */
export function Distribution({ comparison, distribution }: Props) {
  const t = useT('policy')
  const format = useFormat()
  const currency = useCurrency()
  const { of, bins, bounds } = distribution
  const labels = labelsOf(comparison)
  const heights = binHeights(bins.map(({ count }) => count))
  const isMoney = of === 'spend'
  const write = (value: string | null): string =>
    value === null ? t('preview.noEnd') : isMoney ? format.shortMoney(value) : format.decimal(value)
  const table: ChartTable = {
    columns: [
      { title: t('preview.values'), isFigure: true },
      { title: t('preview.below'), isFigure: true },
      { title: t('preview.grade') },
      { title: t('preview.count'), isFigure: true },
    ],
    rows: bins.map(({ from, below, grade, count }) => [
      { text: write(from), value: from },
      { text: write(below), value: below },
      { text: grade ?? t('preview.none') },
      { text: format.integer(count), value: count },
    ]),
  }
  const message =
    bins.length === 0
      ? t('preview.distributionEmpty')
      : t(isMoney ? 'preview.distributionSpend' : 'preview.distributionScore', {
          near: format.integer(nearAll(distribution)),
        })
  return (
    <ChartFrame title={t('preview.distributionTitle')} message={message} table={table} period={comparison.basis.period}>
      {bins.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways can be reached
        <div className={css.window} tabIndex={0} role="region" aria-label={t('preview.distributionTitle')}>
          <div
            className={css.histogram}
            style={{ minWidth: `${String(bins.length * binWidth)}px` }}
            role="img"
            aria-label={message}
          >
            {bins.map(({ from, below, grade, count }, place) => (
              <span
                key={from ?? ''}
                className={css.bin}
                title={t('preview.bin', { count, from: write(from), below: write(below), grade: grade ?? '–' })}
              >
                <span className={css.binCount}>{count > 0 ? format.integer(count) : ''}</span>
                <span
                  className={css.binBar}
                  style={{
                    height: `${String((heights[place] ?? 0) * 110)}px`,
                    background: `var(--grade-${gradeTone(grade, labels)})`,
                  }}
                />
                <span
                  className={css.binFrom}
                  data-bound={bounds.some(({ atLeast }) => Number(atLeast) === Number(from))}
                >
                  {write(from)}
                </span>
              </span>
            ))}
          </div>
        </div>
      )}
      {bounds.length > 0 && (
        <ul className={css.bounds}>
          {bounds.map(({ label, atLeast, justAbove, justBelow }) => (
            <li key={label}>
              {t('preview.boundary', {
                label,
                bound: isMoney
                  ? format.wholeMoney(atLeast, currency)
                  : t('now.points', { points: format.decimal(atLeast) }),
                above: format.integer(justAbove),
                below: format.integer(justBelow),
              })}
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  )
}
