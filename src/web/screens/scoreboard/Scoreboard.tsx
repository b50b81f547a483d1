import { IconPrinter } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useSession } from '../../ui/book-context.ts'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { EmptyBook } from '../../ui/EmptyBook.tsx'
import { LeagueTable } from './LeagueTable.tsx'
import { RepScore } from './RepScore.tsx'
import { scoreboardQuery } from './scoreboard-parts.ts'
import type { ScoreboardData, ScoreboardEnds } from './scoreboard-parts.ts'

const route = getRouteApi('/app/scoreboard')

/** What one rep did, or all of them beside each other. */
export function Scoreboard() {
  const t = useT('scoreboard')
  const { rep: asked, show, ...ends } = route.useSearch()
  const navigate = route.useNavigate()
  const isEmpty = useBook()?.period === null
  const session = useSession()
  // Whoever comes to the whole book sees all reps; whoever comes to their own sees what became of it.
  const own = session?.landing === 'my-book' ? session.user.reps[0] : undefined
  const rep = asked ?? (show === 'league' ? undefined : own)
  const open = (key: string) => void navigate({ search: ({ show: _show, ...before }) => ({ ...before, rep: key }) })
  return (
    <>
      {isEmpty ? (
        <>
          <PageHeader title={t('title')} />
          <EmptyBook />
        </>
      ) : rep === undefined ? (
        <>
          <PageHeader title={t('title')} actions={<Print />} />
          <LeagueTable ends={ends} onOpen={open} />
        </>
      ) : (
        <OfRep ends={ends} rep={rep} onOpen={open} />
      )}
    </>
  )
}

function OfRep({
  ends,
  rep,
  onOpen,
}: {
  readonly ends: ScoreboardEnds
  readonly rep: string
  readonly onOpen: (rep: string) => void
}) {
  const t = useT('scoreboard')
  const query = useQuery({ ...scoreboardQuery(ends, rep), placeholderData: keepPreviousData })
  const owners = useBook()?.owners ?? []
  const { data } = query
  return (
    <>
      <PageHeader
        title={data ? t('of', { name: data.rep.name }) : t('title')}
        actions={
          <>
            <SelectField
              label={t('choose')}
              isLabelHidden
              placeholder={t('choosePlaceholder')}
              value={rep}
              options={owners.map(({ key, name }) => ({ value: key, label: name }))}
              onValue={onOpen}
            />
            <Link to="/scoreboard" search={{ ...ends, show: 'league' }} className={buttonClass()}>
              {t('back')}
            </Link>
            <Print />
          </>
        }
      >
        {data ? <Windows data={data} /> : '\u00A0'}
      </PageHeader>
      <Loaded query={query} skeleton={<SkeletonBlock height={420} />}>
        {(board) => <RepScore board={board} />}
      </Loaded>
    </>
  )
}

function Windows({ data: { basis } }: { readonly data: ScoreboardData }) {
  const t = useT('scoreboard')
  const periodText = usePeriodText()
  return t('windows', { before: periodText(basis.after.period), after: periodText(basis.before.period) })
}

function Print() {
  const t = useT('scoreboard')
  return (
    <Button kind="plain" icon={<IconPrinter size={16} stroke={1.6} />} onClick={() => globalThis.print()}>
      {t('print')}
    </Button>
  )
}
