import { useQuery } from '@tanstack/react-query'
import { departmentOf, departments } from '../../../domain/review/review.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useRight } from '../../ui/book-context.ts'
import { CheckField, SelectField } from '../../ui/Fields.tsx'
import { anybody, withAsked } from './asked-draft.ts'
import type { AskedDraft } from './asked-draft.ts'
import css from './Reviews.module.css'

interface Props {
  readonly asked: AskedDraft
  readonly onAsked: (asked: AskedDraft) => void
}

/** Which departments are to say what they saw, and who of them; people of the department stand first. */
export function AskedFields({ asked, onAsked }: Props) {
  const t = useT('reviews')
  const mayName = useRight('write-action')
  const people = useQuery({ ...queryOf('listPeople', {}), enabled: mayName })
  const all = people.data?.items ?? []
  return (
    <fieldset className={css.askRows}>
      <legend>{t('start.asked')}</legend>
      {departments.map((department) => {
        const person = asked[department]
        const own = all.filter(({ role }) => departmentOf(role) === department)
        const others = all.filter((one) => !own.includes(one))
        return (
          <div key={department} className={css.askRow}>
            <CheckField
              label={t(`departments.${department}`)}
              isChecked={person !== undefined}
              onChecked={(isChecked) => onAsked(withAsked(asked, department, isChecked ? anybody : null))}
            />
            {person !== undefined && mayName && (
              <SelectField
                label={t('start.person', { department: t(`departments.${department}`) })}
                isLabelHidden
                value={person}
                options={[
                  { value: anybody, label: t('start.whoever') },
                  ...[...own, ...others].map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onValue={(value) => onAsked(withAsked(asked, department, value))}
              />
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
