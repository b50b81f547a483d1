import { IconArrowsLeftRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Fields.tsx'
import { PageHeader, Section } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { ChangeList } from './ChangeList.tsx'
import { ComparisonView } from './ComparisonView.tsx'
import { EmptyPreview } from './EmptyPreview.tsx'
import { findVersion, holdingOn, versionText } from './document.ts'
import type { SavedPolicy } from './document.ts'
import css from './Policy.module.css'
import { policiesQuery } from './policy-query.ts'

const route = getRouteApi('/app/policy/compare')

/** What two versions make of the same book. */
export function Compare() {
  const t = useT('policy')
  const book = useBook()
  const search = route.useSearch()
  const policies = useQuery(policiesQuery)
  return (
    <>
      <PageHeader title={t('comparing.title')}>{t('comparing.under')}</PageHeader>
      <Loaded query={policies} skeleton={<SkeletonBlock height={520} />}>
        {({ items }) => {
          const held = holdingOn(items, book?.today ?? '') ?? items[0]
          const asked = findVersion(items, search.before)
          const after = findVersion(items, search.after) ?? otherThan(items, asked, held)
          const before = asked ?? otherThan(items, after, held)
          if (book?.period === null) return <EmptyPreview />
          if (!before || !after || before === after)
            return <EmptyState title={t('common:state.empty')}>{t('comparing.one')}</EmptyState>
          return <Compared items={items} before={before} after={after} />
        }}
      </Loaded>
    </>
  )
}

/** The policy that holds, where it is another one; else the newest other one. */
function otherThan(
  items: readonly SavedPolicy[],
  one: SavedPolicy | undefined,
  held: SavedPolicy | undefined,
): SavedPolicy | undefined {
  return held !== one ? held : items.findLast((other) => other !== one)
}

function Compared({
  items,
  before,
  after,
}: {
  readonly items: readonly SavedPolicy[]
  readonly before: SavedPolicy
  readonly after: SavedPolicy
}) {
  const t = useT('policy')
  const navigate = route.useNavigate()
  const { period, owner, territory, move, from, to } = route.useSearch()
  const part = {
    ...(period === undefined ? {} : { period }),
    ...(owner === undefined ? {} : { owner }),
    ...(territory === undefined ? {} : { territory }),
  }
  const names = { before: versionText(before.policy), after: versionText(after.policy) }
  const comparison = useQuery({
    ...queryOf('comparePolicies', { query: { ...names, ...part } }),
    placeholderData: keepPreviousData,
  })
  const choose = (chosen: { before: string; after: string }): void => {
    void navigate({
      search: (now) => ({ ...now, ...chosen, move: undefined, from: undefined, to: undefined }),
      replace: true,
    })
  }
  const options = items.map(({ policy }) => ({ value: versionText(policy), label: t('name', policy) })).toReversed()
  const { name, version } = before.policy
  return (
    <div className={css.stack}>
      <div className={css.pair} data-print="no">
        <SelectField
          label={t('comparing.before')}
          value={names.before}
          options={options.filter(({ value }) => value !== names.after)}
          onValue={(value) => choose({ ...names, before: value })}
        />
        <SelectField
          label={t('comparing.after')}
          value={names.after}
          options={options.filter(({ value }) => value !== names.before)}
          onValue={(value) => choose({ ...names, after: value })}
        />
        <Button
          icon={<IconArrowsLeftRight size={16} stroke={1.6} />}
          onClick={() => choose({ before: names.after, after: names.before })}
        >
          {t('comparing.swap')}
        </Button>
      </div>
      <Section title={t('studio.changes')}>
        <ChangeList before={before.policy} after={after.policy} />
      </Section>
      <Loaded query={comparison} skeleton={<SkeletonBlock height={520} />}>
        {(data) => (
          <ComparisonView
            comparison={data}
            compared={{
              before: { name, version },
              after: { name: after.policy.name, version: after.policy.version },
              ...(period === undefined ? {} : { period }),
            }}
            filter={{ owner, territory, move, from, to }}
            onFilter={(filter) => {
              void navigate({
                search: (now) => ({
                  ...now,
                  owner: filter.owner,
                  territory: filter.territory,
                  move: filter.move,
                  from: filter.from,
                  to: filter.to,
                }),
                replace: true,
                resetScroll: false,
              })
            }}
            isStale={comparison.isPlaceholderData}
          />
        )}
      </Loaded>
    </div>
  )
}
