import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { farPast } from '../../../domain/day.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { DataTable, type Column } from '../../ui/DataTable.tsx'
import { Count, InstantText } from '../../ui/Figures.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { holdingOn, versionText } from './document.ts'
import type { SavedPolicy } from './document.ts'
import { Drafts } from './Drafts.tsx'
import { FourEyes } from './FourEyes.tsx'
import css from './Policy.module.css'
import { policiesQuery } from './policy-query.ts'
import { PolicyNow } from './PolicyNow.tsx'
import { Requests } from './Requests.tsx'

/** How do we grade? The policy that holds, all versions before and after it, and what is on its way to become one. */
export function Policy() {
  const t = useT('policy')
  const book = useBook()
  const mayChange = useRight('policy')
  const policies = useQuery(policiesQuery)
  const columns = useColumns(policies.data?.items ?? [])
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {(policies.data?.items.length ?? 0) > 1 && (
              <Link to="/policy/compare" search={{}} className={buttonClass()}>
                {t('compare')}
              </Link>
            )}
            {mayChange && (
              <Link to="/policy/studio" search={{}} className={buttonClass('primary')}>
                {t('change')}
              </Link>
            )}
          </>
        }
      >
        {t('under')}
      </PageHeader>
      <Loaded query={policies} skeleton={<SkeletonBlock height={520} />}>
        {({ items, fourEyes }) => {
          const held = holdingOn(items, book?.today ?? '')
          return (
            <div className={css.stack}>
              {held && (
                <Section title={t('now.title')} hint={`${t('name', held.policy)}. ${t('now.hint')}`}>
                  <PolicyNow policy={held.policy} />
                </Section>
              )}
              {mayChange && (
                <>
                  <Requests />
                  <Drafts />
                </>
              )}
              <Section title={t('versions.title')}>
                <DataTable
                  label={t('versions.title')}
                  columns={columns}
                  pages={{ rows: items.toReversed() }}
                  rowKey={({ policy }) => versionText(policy)}
                />
              </Section>
              <FourEyes isOn={fourEyes} />
            </div>
          )
        }}
      </Loaded>
    </>
  )
}

/** Approvals and closings stand there once there are any. */
function useColumns(items: readonly SavedPolicy[]): readonly Column<SavedPolicy>[] {
  const t = useT('policy')
  const format = useFormat()
  const mayChange = useRight('policy')
  const holds = ({ holds: span }: SavedPolicy): string => {
    if (span === null) return t('versions.never')
    const from = span.from === farPast ? t('beginning') : format.day(span.from)
    return span.to === null
      ? t('versions.holdsFrom', { from })
      : t('versions.holdsSpan', { from, to: format.day(span.to) })
  }
  return [
    {
      id: 'version',
      header: t('versions.version'),
      width: 240,
      card: 'title',
      cell: ({ policy }) => <span title={t('name', policy)}>{t('name', policy)}</span>,
    },
    {
      id: 'holds',
      header: t('versions.holds'),
      width: 240,
      cell: (saved) => (
        <>
          {holds(saved)} {saved.isShown && <Tag tone="accent">{t('versions.shown')}</Tag>}
        </>
      ),
    },
    {
      id: 'adopted',
      header: t('versions.adopted'),
      width: 150,
      priority: 3,
      card: 'figure',
      cell: ({ adopted }) => (adopted ? <InstantText instant={adopted.at} /> : ''),
    },
    {
      id: 'by',
      header: t('versions.by'),
      width: 120,
      priority: 2,
      cell: ({ adopted }) => adopted?.by.name ?? t('builtIn'),
    },
    ...(items.some(({ approved }) => approved !== null)
      ? [
          {
            id: 'approved',
            header: t('versions.approvedBy'),
            width: 120,
            priority: 2,
            cell: ({ approved }: SavedPolicy) => approved?.by.name ?? '',
          } as const,
        ]
      : []),
    {
      id: 'note',
      header: t('versions.note'),
      least: 130,
      cell: ({ adopted }) => {
        const note = adopted?.note ?? ''
        return note === '' ? '' : <span title={note}>{note}</span>
      },
    },
    ...(items.some(({ closings }) => closings > 0)
      ? [
          {
            id: 'closings',
            header: t('versions.closings'),
            width: 84,
            align: 'end',
            priority: 4,
            cell: ({ closings }: SavedPolicy) => <Count count={closings} />,
          } as const,
        ]
      : []),
    {
      id: 'links',
      header: '',
      width: 170,
      align: 'end',
      cell: ({ policy }) => (
        <span className={css.links}>
          <Link to="/policy/compare" search={{ before: versionText(policy) }}>
            {t('versions.compareWith')}
          </Link>
          {mayChange && (
            <Link to="/policy/studio" search={{ base: versionText(policy) }}>
              {t('versions.basedOn')}
            </Link>
          )}
        </span>
      ),
    },
  ]
}
