import { IconLink, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge, MovementBadge, Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import { toast } from '../../ui/toast.ts'
import { AlertBadge } from '../alerts/AlertBadge.tsx'
import type { AccountCard } from './account-parts.ts'
import css from './AccountHeader.module.css'

/** Which account this is: grade, name, key, where it belongs and what it did. */
export function AccountHeader({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const format = useFormat()
  const { basis, validTo } = account
  const isOver = validTo !== null && validTo <= basis.to
  return (
    <>
      {account.parents.length > 0 && <Parents account={account} />}
      <PageHeader
        title={account.name}
        before={<GradeBadge grade={account.grade} size="l" />}
        actions={<HeaderActions />}
      >
        <span className={css.key} title={account.source}>
          {account.key}
        </span>
        <span className={css.movement}>
          <MovementBadge movement={account.movement} />
          {account.movement !== 'kept' && account.movement !== 'new' && (
            <span className={css.was}>
              {account.gradeBefore === null ? t('card.wasNone') : t('card.was', { grade: account.gradeBefore })}
            </span>
          )}
        </span>
        <AlertBadge account={account.id} />
        {account.flagged && <Tag tone="warning">{t('flagged')}</Tag>}
        {account.isStub && <Tag tone="warning">{t('stub')}</Tag>}
        {isOver && <Tag tone="warning">{t('ended', { day: format.day(validTo) })}</Tag>}
      </PageHeader>
    </>
  )
}

function Parents({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  return (
    <nav className={css.parents} aria-label={t('partOf')}>
      {t('partOf')}
      {account.parents.map((parent) => (
        <Fragment key={parent.id}>
          <Link to="/accounts/$id" params={{ id: parent.id }}>
            {parent.name}
          </Link>
          <span aria-hidden>›</span>
        </Fragment>
      ))}
    </nav>
  )
}

function HeaderActions() {
  const t = useT('account')
  return (
    <span className={css.actions}>
      <Button
        kind="plain"
        isIconOnly
        icon={<IconPrinter size={18} stroke={1.6} />}
        onClick={() => {
          globalThis.print()
        }}
      >
        {t('card.print')}
      </Button>
      <Button
        kind="plain"
        isIconOnly
        icon={<IconLink size={18} stroke={1.6} />}
        onClick={() => {
          void navigator.clipboard.writeText(globalThis.location.href).then(() => {
            toast(t('common:copied'))
          })
        }}
      >
        {t('card.copyLink')}
      </Button>
    </span>
  )
}
