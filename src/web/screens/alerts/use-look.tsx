import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Section } from '../../ui/Page.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import css from './Alerts.module.css'
import { refreshAlerts } from './use-answer.ts'

/** The button that has alerts looked for, and how far that is. */
export function useLook() {
  const t = useT('alerts')
  const queries = useQueryClient()
  const mayLook = useRight('policy')
  const [job, setJob] = useState<string | null>(null)
  const look = useMutation({ mutationFn: () => call('findAlerts', {}), onSuccess: ({ id }) => setJob(id) })
  return {
    button: mayLook ? (
      <Button isBusy={look.isPending} disabled={look.isPending || job !== null} onClick={() => look.mutate()}>
        {t('find')}
      </Button>
    ) : undefined,
    progress: (
      <>
        <ErrorLine error={look.error} />
        {job !== null && (
          <div className={css.job}>
            <Section title={t('finding')}>
              <JobProgress
                id={job}
                onEnd={({ state }) => {
                  if (state === 'done') {
                    toast(t('found'))
                    setJob(null)
                  }
                  void refreshAlerts(queries)
                }}
              />
            </Section>
          </div>
        )}
      </>
    ),
  }
}
