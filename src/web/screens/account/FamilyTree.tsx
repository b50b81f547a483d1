import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { Band, Money } from '../../ui/Figures.tsx'
import { Section } from '../../ui/Page.tsx'
import type { AccountCard } from './account-parts.ts'
import css from './FamilyTree.module.css'

/** Where an account stands in its family: those above it, itself, and those right below. */
export function FamilyTree({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const { parents, children } = account
  if (parents.length === 0 && children.length === 0) return null
  const depth = parents.length
  const root = parents[0]?.id ?? account.id
  return (
    <Section
      title={t('tree.title')}
      actions={
        <Link className={css.all} to="/accounts" search={{ root }}>
          {t('tree.all')}
        </Link>
      }
    >
      <ul className={css.tree}>
        {parents.map((parent, level) => (
          <li key={parent.id} style={{ paddingInlineStart: `${level * 16}px` }}>
            <GradeBadge grade={parent.grade} size="s" isShort />
            <Link to="/accounts/$id" params={{ id: parent.id }}>
              {parent.name}
            </Link>
          </li>
        ))}
        <li style={{ paddingInlineStart: `${depth * 16}px` }} aria-current="true" className={css.self}>
          <GradeBadge grade={account.grade} size="s" isShort />
          <span>{account.name}</span>
        </li>
        {children.map((child) => (
          <li key={child.id} style={{ paddingInlineStart: `${(depth + 1) * 16}px` }}>
            <GradeBadge grade={child.grade} size="s" isShort />
            <Link to="/accounts/$id" params={{ id: child.id }}>
              {child.name}
            </Link>
            <span className={css.money}>
              {child.spend === undefined ? <Band band={child.spendBand} /> : <Money amount={child.spend} />}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
