import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, GradeMove } from '../../ui/Badges.tsx'
import { useBook, useRight } from '../../ui/book-context.ts'
import { Band, DayText, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import { Sparkline } from '../../ui/Sparkline.tsx'
import { PlanCall } from '../calls/PlanCall.tsx'
import { ActionButton } from '../portfolio/ActionButton.tsx'
import css from './NearPanel.module.css'
import type { MyBookData } from './my-book-parts.ts'

type Row = MyBookData['nearUp'][number] & { readonly above?: string | undefined }

/**
 * Accounts near a bound: those that need little for a better grade, or those about to lose theirs. Distances are in money: where
 * grades go by a score it says where the points are, not that nobody is near.
 */
export function NearPanel({
  way,
  rows,
  gradeBy,
}: {
  readonly way: 'up' | 'down'
  readonly rows: readonly Row[]
  readonly gradeBy: MyBookData['gradeBy']
}) {
  const t = useT('myBook')
  const seesMargins = useRight('read-margin')
  const texts = way === 'up' ? 'nearUp' : 'nearDown'
  const hasSpend = rows.some(({ spend }) => spend !== undefined)
  const distanceOf = (row: Row): string | null | undefined => (way === 'up' ? row.toNext : row.above)
  // What is missing is missing to the family, and is no sum with the spend of one of its accounts.
  const ofFamilies = useBook()?.policy.level === 'ultimate-parent' && rows.some(({ root }) => root !== null)
  const hasDistance = rows.some((row) => distanceOf(row) !== undefined && distanceOf(row) !== null)
  return (
    <Section
      title={t(`${texts}.title`)}
      hint={rows.length === 0 ? undefined : t(ofFamilies ? `${texts}.messageFamily` : `${texts}.message`)}
    >
      {rows.length === 0 ? (
        <p className={css.empty}>
          {t(`${texts}.${gradeBy === 'spend' ? 'empty' : seesMargins ? 'pointsOfAccount' : 'points'}`)}
        </p>
      ) : (
        <div className={css.window}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('column.account')}</th>
                <th scope="col">{t('column.grade')}</th>
                {hasDistance && (
                  <th scope="col" data-figure="true">
                    {way === 'up' ? t('nearUp.missing') : t('nearDown.above')}
                  </th>
                )}
                <th scope="col" data-figure="true" className={css.wide}>
                  {t('column.spend')}
                </th>
                {hasSpend && (
                  <th scope="col" className={css.wider}>
                    {t('column.months')}
                  </th>
                )}
                <th scope="col" data-figure="true" className={css.widest}>
                  {t('column.lastInvoice')}
                </th>
                <th scope="col" data-print="no">
                  <span className="unseen">{t('column.action')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <Link to="/accounts/$id" params={{ id: row.id }} title={row.name}>
                      {row.name}
                    </Link>
                  </th>
                  <td>
                    {way === 'up' && row.nextGrade !== null ? (
                      <GradeMove from={row.grade} to={row.nextGrade} />
                    ) : (
                      <GradeBadge grade={row.grade} size="s" isShort />
                    )}
                  </td>
                  {hasDistance && (
                    <td data-figure="true">
                      <b>
                        <Money amount={distanceOf(row)} />
                      </b>
                    </td>
                  )}
                  <td data-figure="true" className={css.wide}>
                    {row.spend === undefined ? <Band band={row.spendBand} /> : <Money amount={row.spend} />}
                  </td>
                  {hasSpend && (
                    <td className={css.wider}>
                      {row.months && <Sparkline values={row.months} label={t('column.months')} />}
                    </td>
                  )}
                  <td data-figure="true" className={css.widest}>
                    <DayText day={row.lastInvoice} />
                  </td>
                  <td className={css.act} data-print="no">
                    <PlanCall account={row} kind="plain" isIconOnly />
                    <ActionButton item={{ account: row }} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}
