import { useT } from '../../i18n/i18n.ts'
import type { PolicyDocument } from './document.ts'
import { diffPolicies } from './policy-diff.ts'
import css from './Policy.module.css'
import { useChangeText } from './use-change-text.ts'

/** What is other in `after`, a line each. */
export function ChangeList({ before, after }: { readonly before: PolicyDocument; readonly after: PolicyDocument }) {
  const t = useT('policy')
  const write = useChangeText(after)
  const changes = diffPolicies(before, after)
  if (changes.length === 0) return <p className={css.quiet}>{t('diff.none')}</p>
  return (
    <ul className={css.changes}>
      {changes.map((change) => {
        const text = write(change)
        return <li key={text}>{text}</li>
      })}
    </ul>
  )
}
