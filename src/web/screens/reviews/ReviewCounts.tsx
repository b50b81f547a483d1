import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { reviewGroupings } from '../../../domain/review/count-reviews.ts'
import type { ReviewGrouping } from '../../../domain/review/count-reviews.ts'
import { reviewKinds } from '../../../domain/review/review.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useRight } from '../../ui/book-context.ts'
import { SegmentedControl } from '../../ui/Fields.tsx'
import { Count, Delta, Percent } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import type { ReviewFilter } from './review-filter.ts'
import css from './Reviews.module.css'

type Counted = Output<'countReviews'>
type Group = Counted['groups'][number]

interface Props {
  readonly filter: ReviewFilter
  readonly by: ReviewGrouping
  readonly onBy: (by: ReviewGrouping) => void
}

/** How many reviews there are by something, how many of their reasons we could have changed, and the money. Each row opens its reviews. */
export function ReviewCounts({ filter, by, onBy }: Props) {
  const t = useT('reviews')
  const mayExport = useRight('export')
  const query = useQuery({
    ...queryOf('countReviews', { query: { ...filter, by } }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <div className={css.choices} data-print="no">
        <SegmentedControl
          label={t('counts.by')}
          value={by}
          options={reviewGroupings.map((value) => ({ value, label: t(`counts.groupings.${value}`) }))}
          onValue={onBy}
        />
        {mayExport && (query.data?.total.reviews ?? 0) > 0 && (
          <SheetDownload operation="exportReviewCounts" input={{ query: { ...filter, by } }} size="s">
            {t('counts.download')}
          </SheetDownload>
        )}
      </div>
      <Loaded query={query} skeleton={<SkeletonBlock height={320} />}>
        {(counted) =>
          counted.total.reviews === 0 ? (
            <EmptyState title={t('counts.empty')}>{t('counts.emptyAdvice')}</EmptyState>
          ) : (
            <CountTable counted={counted} filter={filter} />
          )
        }
      </Loaded>
    </>
  )
}

function CountTable({ counted, filter }: { readonly counted: Counted; readonly filter: ReviewFilter }) {
  const t = useT('reviews')
  const { by, groups, total } = counted
  const isByReason = by === 'reason'
  const whole: Group = { ...total, key: null, name: null, isControllable: null, named: 0 }
  return (
    <>
      <ScrollTable label={t('counts.title', { by: t(`counts.groupings.${by}`) })}>
        <thead>
          <tr>
            <th scope="col">{t(`counts.groupings.${by}`)}</th>
            <th scope="col" data-figure>
              {t('counts.reviews')}
            </th>
            <th scope="col" data-figure>
              {t('counts.open')}
            </th>
            <th scope="col" data-figure>
              {t('counts.closed')}
            </th>
            {isByReason && (
              <th scope="col" data-figure title={t('counts.namedHint')}>
                {t('counts.named')}
              </th>
            )}
            <th scope="col" data-figure>
              {t('counts.share')}
            </th>
            <th scope="col" data-figure>
              {t('counts.lost')}
            </th>
            <th scope="col" data-figure>
              {t('counts.won')}
            </th>
            <th scope="col" data-figure>
              {t('counts.change')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key ?? ''}>
              <th scope="row">
                <GroupName by={by} group={group} filter={filter} />
              </th>
              <Figures by={by} group={group} filter={filter} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('counts.all')}</th>
            <Figures by={by} group={whole} filter={null} />
          </tr>
        </tfoot>
      </ScrollTable>
      <p className={css.rule}>
        {t('counts.rule', { currency: counted.currency ?? '' })} {by === 'family' && t('counts.familyRule')}
        {by === 'period' && t('counts.periodRule')}
      </p>
    </>
  )
}

interface GroupProps {
  readonly by: ReviewGrouping
  readonly group: Group
  /** What the reviews are of; null for the sum of all, which opens nothing. */
  readonly filter: ReviewFilter | null
}

function Figures({ by, group, filter }: GroupProps) {
  const { key, named } = group
  return (
    <>
      <td data-figure>
        <Count count={group.reviews} />
      </td>
      <td data-figure>
        <Count count={group.open} />
      </td>
      <td data-figure>
        <Count count={group.closed} />
      </td>
      {by === 'reason' && (
        <td data-figure>
          {filter !== null && key !== null && named > 0 ? (
            <Link to="/reviews" search={{ ...filter, named: key }}>
              <Count count={named} />
            </Link>
          ) : (
            filter !== null && key !== null && <Count count={named} />
          )}
        </td>
      )}
      <td data-figure>
        <Percent share={group.controllableShare} />
      </td>
      <td data-figure>
        <Delta amount={group.lost} />
      </td>
      <td data-figure>
        <Delta amount={group.won} />
      </td>
      <td data-figure>
        <Delta amount={group.change} />
      </td>
    </>
  )
}

/** What a group is called, as a way to its reviews where it counts any. */
function GroupName({ by, group, filter }: GroupProps & { readonly filter: ReviewFilter }) {
  const t = useT('reviews')
  const { key, name, isControllable, reviews } = group
  const kind = by === 'kind' ? reviewKinds.find((one) => one === key) : undefined
  const words =
    kind !== undefined ? t(`kinds.${kind}`) : (name ?? (by === 'reason' ? t('counts.noReason') : t('counts.none')))
  const search = searchOf(by, key, filter)
  return (
    <span className={css.line}>
      {reviews > 0 && search !== null ? (
        <Link to="/reviews" search={search}>
          {words}
        </Link>
      ) : (
        words
      )}
      {isControllable !== null && (
        <Tag tone={isControllable ? 'warning' : 'plain'}>{t(isControllable ? 'controllable' : 'uncontrollable')}</Tag>
      )}
    </span>
  )
}

/** The address of the reviews a group counts; null where no filter says exactly those. */
function searchOf(by: ReviewGrouping, key: string | null, filter: ReviewFilter): ReviewFilter | null {
  const value = key ?? 'none'
  switch (by) {
    case 'period':
      return { ...filter, quarter: value }
    case 'family':
      return { ...filter, family: value }
    case 'rep':
      return { ...filter, owner: [value] }
    case 'territory':
      return { ...filter, territory: value }
    case 'reason':
      return key === null ? null : { ...filter, reason: value }
    case 'kind':
      return { ...filter, kind: reviewKinds.filter((kind) => kind === key) }
  }
}
