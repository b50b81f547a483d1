import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { GradePyramid } from '../../charts/GradePyramid.tsx'
import type { AccountFilter } from '../../charts/AccountsLink.tsx'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight, useSession } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import { AttentionList } from '../portfolio/AttentionList.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { PortfolioSkeleton } from '../portfolio/PortfolioSkeleton.tsx'
import { TopDrains } from '../drains/TopDrains.tsx'
import { MyAlerts } from './MyAlerts.tsx'
import css from './MyBook.module.css'
import type { MyBookData } from './my-book-parts.ts'
import { myBookQuery, type MyBookSearch } from './my-book-query.ts'
import { MyKpis } from './MyKpis.tsx'
import { NearPanel } from './NearPanel.tsx'
import { TodayCalls } from './TodayCalls.tsx'
import { ToDo } from './ToDo.tsx'
import { WeekPanel } from './WeekPanel.tsx'

const route = getRouteApi('/app/my-book')

/** What do I do today? One's own accounts: what is due, what moved, who is near a bound. */
export function MyBook() {
  const t = useT('myBook')
  const format = useFormat()
  const search: MyBookSearch = route.useSearch()
  const isEmpty = useBook()?.period === null
  const query = useQuery({
    ...myBookQuery(search),
    placeholderData: keepPreviousData,
    enabled: !isEmpty,
  })
  const reps = query.data?.reps ?? []
  // Whoever sees all money leads others, and looks at their books too.
  const seesAll = useSession()?.rights['read-spend'] === 'all'
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          reps.length > 0 && (
            <>
              {seesAll && <ChooseRep isLabelHidden chosen={search.rep} />}
              <Link to="/scoreboard" search={{ rep: reps[0]?.key }} className={buttonClass()}>
                {t('scoreboard')}
              </Link>
            </>
          )
        }
      >
        {reps.length > 0 ? t('of', { names: format.list(reps.map(({ name }) => name)) }) : '\u00A0'}
      </PageHeader>
      {isEmpty ? (
        <EmptyBook />
      ) : (
        <Loaded query={query} skeleton={<PortfolioSkeleton />}>
          {(data) => (data.reps.length === 0 ? <Unlinked /> : <Book data={data} rep={search.rep} />)}
        </Loaded>
      )}
    </>
  )
}

function Book({ data, rep }: { readonly data: MyBookData; readonly rep: string | undefined }) {
  const t = useT('myBook')
  const format = useFormat()
  const reps = data.reps.map(({ key }) => key)
  const filter: AccountFilter = { owner: reps }
  const { period } = data.basis
  const isWithout = data.grades.every(({ count, countBefore }) => count === 0 && countBefore === 0)
  if (isWithout) {
    return (
      <div className={css.screen}>
        <TodayCalls rep={rep} />
        <ToDo actions={data.actions} />
        <EmptyState
          title={t('none.title')}
          action={
            <>
              <ChooseRep />
              <Link to="/accounts" className={buttonClass()}>
                {t('none.accounts')}
              </Link>
            </>
          }
        >
          {t('none.detail', { count: data.reps.length, names: format.list(data.reps.map(({ name }) => name)) })}
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={css.screen}>
      <MyKpis data={data} filter={filter} />
      <div className={css.columns}>
        <div className={css.stack}>
          <TodayCalls rep={rep} />
          <MyAlerts reps={reps} />
          <ToDo actions={data.actions} />
          <AttentionList
            title={t('attention.title')}
            items={data.attention}
            period={period}
            gradeBy={data.gradeBy}
            hasOwner={reps.length > 1}
          />
        </div>
        <div className={css.stack}>
          <NearPanel way="up" rows={data.nearUp} gradeBy={data.gradeBy} />
          <NearPanel way="down" rows={data.nearDown} gradeBy={data.gradeBy} />
          <TopDrains query={{ owner: reps }} />
          <WeekPanel week={data.week} to={data.basis.to} filter={filter} />
          <GradePyramid title={t('grades.title')} grades={data.grades} filter={filter} period={period} />
        </div>
      </div>
    </div>
  )
}

/** Nobody told us whose accounts are one's own: who can, and what to look at until then. */
function Unlinked() {
  const t = useT('myBook')
  const mayManage = useRight('manage-user')
  return (
    <EmptyState
      title={t('unlinked.title')}
      action={
        <>
          {mayManage && (
            <Link to="/users" className={buttonClass('primary')}>
              {t('unlinked.users')}
            </Link>
          )}
          <ChooseRep />
        </>
      }
    >
      {t('unlinked.detail')}
    </EmptyState>
  )
}

/** The book of somebody else, to look at. */
function ChooseRep({
  isLabelHidden = false,
  chosen,
}: {
  readonly isLabelHidden?: boolean
  readonly chosen?: string | undefined
}) {
  const t = useT('myBook')
  const navigate = route.useNavigate()
  const owners = useBook()?.owners ?? []
  if (owners.length === 0) return null
  return (
    <SelectField
      label={t('unlinked.choose')}
      isLabelHidden={isLabelHidden}
      placeholder={t('unlinked.choosePlaceholder')}
      value={chosen ?? ''}
      options={owners.map(({ key, name }) => ({ value: key, label: name }))}
      onValue={(rep) => void navigate({ search: (before) => ({ ...before, rep }) })}
    />
  )
}
