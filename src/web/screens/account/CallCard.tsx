import { IconMail, IconPhone } from '@tabler/icons-react'
import { useT } from '../../i18n/i18n.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import type { AccountCard } from './account-parts.ts'
import css from './CallCard.module.css'

/** What everybody may know of an account at once: the grade in plain words, what we promise it, and whom to ring. */
export function CallCard({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  return (
    <section className={css.card} aria-label={t('card.call')}>
      <div className={css.words}>
        <p className={css.grade}>{account.words}</p>
        {account.promise !== '' && (
          <p className={css.promise}>
            <span>{t('card.promise')}</span> {account.promise}
          </p>
        )}
      </div>
      <div className={css.people}>
        <h2 className="unseen">{t('card.call')}</h2>
        {account.owner === null && <p className={css.nobody}>{t('card.noOwner')}</p>}

        <ul>
          {account.call.map((person, index) => (
            <Person key={`${person.as} ${person.name}`} person={person} isFirst={index === 0} />
          ))}
        </ul>
        {account.call.every(({ phone }) => phone === null) && <p className={css.hint}>{t('card.noDesk')}</p>}
      </div>
    </section>
  )
}

function Person({ person, isFirst }: { readonly person: AccountCard['call'][number]; readonly isFirst: boolean }) {
  const t = useT('account')
  const { name, phone, email } = person
  return (
    <li className={css.person}>
      <span className={css.who}>
        <strong>{name}</strong>
        <span className={css.as}>{t(`card.${person.as}`)}</span>
      </span>
      <span className={css.ways}>
        {phone !== null && (
          <a
            className={classNames(buttonClass(isFirst ? 'primary' : 'secondary'), css.ring)}
            href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}
            aria-label={`${t('card.ring', { name })}: ${phone}`}
          >
            <IconPhone size={16} stroke={1.8} aria-hidden />
            <span className={css.number}>{phone}</span>
          </a>
        )}
        {email !== null && (
          <a
            className={classNames(buttonClass('secondary'), css.mail)}
            href={`mailto:${email}`}
            title={email}
            aria-label={`${t('card.mail', { name })}: ${email}`}
          >
            <IconMail size={16} stroke={1.8} aria-hidden />
            <span className={css.address}>{email}</span>
          </a>
        )}
        {phone === null && email === null && <span className={css.nobody}>{t('card.noNumber')}</span>}
      </span>
    </li>
  )
}
