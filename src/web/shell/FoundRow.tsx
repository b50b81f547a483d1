import { IconBuilding, IconFileInvoice, IconMapPin, IconShoppingCart } from '@tabler/icons-react'
import type { Output } from '../../contract/operations.ts'
import { useT } from '../i18n/i18n.ts'
import { GradeBadge } from '../ui/Badges.tsx'
import { useFormat } from '../ui/book-context.ts'
import css from './SearchPanel.module.css'
import { matchOf } from './match.ts'

export type Found = Output<'search'>['items'][number]

const icons = {
  account: IconBuilding,
  alias: IconBuilding,
  site: IconMapPin,
  order: IconShoppingCart,
  invoice: IconFileInvoice,
} as const

/** One thing that was found: what matched, and the account it belongs to. */
export function FoundRow({ found, q }: { readonly found: Found; readonly q: string }) {
  const t = useT('shell')
  const format = useFormat()
  const { account, kind, text, date } = found
  const Icon = icons[kind]
  const about = [account.key, account.city, account.owner].filter((part) => part !== null && part !== '')
  return (
    <>
      <span className={css.icon} aria-hidden>
        <Icon size={17} stroke={1.6} />
      </span>
      <span className={css.found}>
        <span className={css.name}>
          {kind === 'account' || kind === 'alias' || kind === 'site' ? (
            <Marked text={account.name} q={q} />
          ) : (
            <Marked text={t(`palette.${kind}`, { text })} q={q} />
          )}
          {(kind === 'alias' || kind === 'site') && text !== account.name && (
            <span className={css.also}>
              {' '}
              <Marked text={t(`palette.${kind}`, { text })} q={q} />
            </span>
          )}
        </span>
        <span className={css.note}>
          {kind === 'order' || kind === 'invoice' ? (
            `${account.name}${date === null ? '' : ` · ${format.day(date)}`}`
          ) : (
            <Marked text={about.join(' · ')} q={q} />
          )}
        </span>
      </span>
      <GradeBadge grade={account.grade} size="s" isShort />
    </>
  )
}

function Marked({ text, q }: { readonly text: string; readonly q: string }) {
  const match = matchOf(text, q)
  if (match === null) return text
  return (
    <>
      {text.slice(0, match.from)}
      <mark className={css.mark}>{text.slice(match.from, match.to)}</mark>
      {text.slice(match.to)}
    </>
  )
}
