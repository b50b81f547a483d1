import { useState, type ReactNode } from 'react'
import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import type { AccountCard } from './account-parts.ts'
import css from './AccountFacts.module.css'

const fewSites = 3

/** What the sources say of an account: keys, aliases, sites, where it is sorted. */
export function AccountFacts({ account }: { readonly account: AccountCard }) {
  const t = useT('account')
  const span = useSpan()
  const { territory, segment, aliases, sites, validFrom, validTo } = account
  const items: (readonly [string, ReactNode])[] = [
    [t('facts.key'), <Keyed key="key" source={account.source} text={account.key} />],
    ...(aliases.length === 0
      ? []
      : [
          [
            t('facts.aliases'),
            <ul key="aliases" className={css.list}>
              {aliases.map(({ source, key, from, to }) => (
                <li key={`${source} ${key} ${from}`}>
                  <Keyed source={source} text={key} />
                  {(from !== null || to !== null) && <span className={css.soft}> {span(from, to)}</span>}
                </li>
              ))}
            </ul>,
          ] as const,
        ]),
    ...(territory === null
      ? []
      : [
          [
            t('facts.territory'),
            <Link key="territory" to="/accounts" search={{ territory: territory.key }}>
              {territory.name}
            </Link>,
          ] as const,
        ]),
    ...(segment === null
      ? []
      : [
          [
            t('facts.segment'),
            <Link key="segment" to="/accounts" search={{ segment: [segment.key] }}>
              {segment.name}
            </Link>,
          ] as const,
        ]),
    ...(validFrom === null && validTo === null ? [] : [[t('facts.inUse'), span(validFrom, validTo)] as const]),
    ...(sites.length === 0 ? [] : [[t('facts.sites'), <Sites key="sites" sites={sites} />] as const]),
  ]
  return (
    <Section title={t('facts.title')}>
      <Facts items={items} />
    </Section>
  )
}

function Keyed({ source, text }: { readonly source: string; readonly text: string }) {
  return (
    <>
      <span className="figures">{text}</span> <span className={css.soft}>{source}</span>
    </>
  )
}

/** Words for the days something holds; the first and last day are inclusive. */
function useSpan() {
  const t = useT('account')
  const format = useFormat()
  return (from: string | null, to: string | null): string => {
    if (from === null) return to === null ? t('facts.always') : t('facts.until', { day: format.day(to) })
    if (to === null) return t('facts.since', { day: format.day(from) })
    return t('facts.fromTo', { from: format.day(from), to: format.day(to) })
  }
}

function Sites({ sites }: { readonly sites: AccountCard['sites'] }) {
  const t = useT('account')
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? sites : sites.slice(0, fewSites)
  const rest = sites.length - fewSites
  return (
    <>
      <ul className={css.sites}>
        {shown.map((site) => (
          <li key={site.key}>
            {site.name !== null && <span className={css.siteName}>{site.name}</span>}
            <span>{addressOf(site)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button
          kind="plain"
          size="s"
          onClick={() => {
            setWhole(!isWhole)
          }}
        >
          {isWhole ? t('facts.fewer') : t('facts.moreSites', { count: rest })}
        </Button>
      )}
    </>
  )
}

function addressOf({ street, postcode, city, country, key }: AccountCard['sites'][number]): string {
  const place = [postcode, city].filter((part) => part !== null).join(' ')
  const lines = [street, place === '' ? null : place, country].filter((part) => part !== null)
  return lines.length === 0 ? key : lines.join(', ')
}
