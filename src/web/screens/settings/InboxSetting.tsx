import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { CheckField } from '../../ui/Fields.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { ErrorLine, Loaded, Notice } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import css from './Settings.module.css'

/** Whether the watched folder is watched, and where it lies. */
export function InboxSetting() {
  const t = useT('inbox')
  const query = useQuery(queryOf('getInbox', {}))
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Loaded query={query}>{(inbox) => <Switch inbox={inbox} />}</Loaded>
    </Section>
  )
}

function Switch({ inbox }: { readonly inbox: Output<'getInbox'> }) {
  const t = useT('inbox')
  const queries = useQueryClient()
  const isFixed = inbox.setBy === 'environment'
  /** What was just chosen, until the server has said so. */
  const [wanted, setWanted] = useState<boolean | null>(null)
  const turn = useMutation({
    mutationFn: (isWatched: boolean) => call('updateInbox', { body: { isWatched } }),
    onSuccess: (changed) => {
      queries.setQueryData(queryOf('getInbox', {}).queryKey, changed)
      toast(t(changed.isWatched ? 'on' : 'off'))
    },
    onSettled: () => setWanted(null),
  })
  return (
    <div className={css.made}>
      <CheckField
        label={t('watched')}
        hint={t(isFixed ? 'byEnvironment' : 'watchedHint')}
        isChecked={wanted ?? inbox.isWatched}
        isDisabled={isFixed || turn.isPending}
        onChecked={(isWatched) => {
          setWanted(isWatched)
          turn.mutate(isWatched)
        }}
      />
      <Facts
        items={[
          [
            t('where'),
            <code key="where" className={css.code} translate="no">
              {t('place', { folder: inbox.folder })}
            </code>,
          ],
        ]}
      />
      {inbox.problem !== null && <Notice tone="danger">{inbox.problem}</Notice>}
      <ErrorLine error={turn.error} />
    </div>
  )
}
