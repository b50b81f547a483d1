import { useT } from '../i18n/i18n.ts'
import css from './PasswordRules.module.css'
import { classNames } from './class-names.ts'
import type { PasswordRule } from './password-rules.ts'

const words = { length: 'invitation.ruleLength', guess: 'invitation.ruleGuess' } as const

/** The rules of a password with a tick at each that is kept. */
export function PasswordRules({ rules }: { readonly rules: readonly PasswordRule[] }) {
  const t = useT('start')
  return (
    <ul className={css.rules} aria-label={t('invitation.rules')}>
      {rules.map(({ id, isMet, count }) => (
        <li key={id} className={classNames(isMet && css.met)}>
          <span aria-hidden className={css.mark}>
            {isMet ? '✓' : '○'}
          </span>
          {t(words[id], { count })}
          <span className="unseen"> ({t(isMet ? 'invitation.met' : 'invitation.unmet')})</span>
        </li>
      ))}
      <li>{t('invitation.ruleAny')}</li>
    </ul>
  )
}
