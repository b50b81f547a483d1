import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useRight } from '../../ui/book-context.ts'
import { CheckField } from '../../ui/Fields.tsx'
import { Section } from '../../ui/Page.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import css from './Policy.module.css'
import { policiesQuery } from './policy-query.ts'

/** Whether somebody else must approve; to be changed by who may change the settings of the book. */
export function FourEyes({ isOn }: { readonly isOn: boolean }) {
  const t = useT('policy')
  const mayChange = useRight('manage-setting')
  const queries = useQueryClient()
  const set = useMutation({
    mutationFn: (fourEyes: boolean) => call('setFourEyes', { body: { fourEyes } }),
    onSuccess: async ({ fourEyes }) => {
      await queries.invalidateQueries({ queryKey: policiesQuery.queryKey })
      toast(t(fourEyes ? 'fourEyes.on' : 'fourEyes.off'))
    },
  })
  return (
    <Section title={t('fourEyes.title')}>
      {mayChange ? (
        <CheckField
          label={t('fourEyes.label')}
          hint={t('fourEyes.hint')}
          // Stands as it was set until the server says otherwise.
          isChecked={set.isPending ? set.variables : isOn}
          onChecked={(isChecked) => set.mutate(isChecked)}
        />
      ) : (
        <p className={css.quiet}>{t(isOn ? 'fourEyes.isOn' : 'fourEyes.isOff')}</p>
      )}
      <ErrorLine error={set.error} />
    </Section>
  )
}
