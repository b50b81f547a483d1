import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useBook } from '../../ui/book-context.ts'
import { PageHeader } from '../../ui/Page.tsx'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { findVersion, holdingOn, versionText } from './document.ts'
import { draftsQuery, policiesQuery } from './policy-query.ts'
import { StudioEditor } from './StudioEditor.tsx'

const route = getRouteApi('/app/policy/studio')

/** The policy as something one can try: change it, see who moves, adopt it. */
export function Studio() {
  const t = useT('policy')
  const book = useBook()
  const { base, draft: draftId } = route.useSearch()
  const policies = useQuery(policiesQuery)
  const drafts = useQuery({ ...draftsQuery, enabled: draftId !== undefined })
  const header = <PageHeader title={t('studio.title')}>{'\u00A0'}</PageHeader>
  const skeleton = (
    <>
      {header}
      <SkeletonBlock height={600} />
    </>
  )
  return (
    <Loaded query={policies} skeleton={skeleton}>
      {({ items, fourEyes }) => {
        const held = holdingOn(items, book?.asOf ?? book?.today ?? '') ?? items[0]
        const from = findVersion(items, base) ?? held
        const draft = drafts.data?.items.find(({ id }) => id === draftId)
        if (draftId !== undefined && drafts.data === undefined)
          return (
            <Loaded query={drafts} skeleton={skeleton}>
              {() => null}
            </Loaded>
          )
        if (!from || !held || (draftId !== undefined && !draft))
          return (
            <>
              {header}
              <EmptyState title={t('common:error.notFound')}>{t('common:error.notFoundAdvice')}</EmptyState>
            </>
          )
        const of = draft ? `${draft.id} ${String(draft.version)}` : versionText(from.policy)
        return (
          <StudioEditor
            key={of}
            of={of}
            stored={draft?.document ?? from.policy}
            draft={draft ?? null}
            held={held.policy}
            fourEyes={fourEyes}
          />
        )
      }}
    </Loaded>
  )
}
