import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { IconBell, IconInfoCircle, IconSearch } from '@tabler/icons-react'
import { useT } from '../i18n/i18n.ts'
import { queryOf } from '../queries.ts'
import { Facts } from '../ui/Page.tsx'
import { Popover } from '../ui/Popover.tsx'
import { classNames } from '../ui/class-names.ts'
import { useBook, useFormat, type Book } from '../ui/book-context.ts'
import { useSaid } from '../ui/period-text.ts'
import { useMedia } from '../ui/use-media.ts'
import { useNow } from '../ui/use-now.ts'
import { PeriodPicker } from './PeriodPicker.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import css from './Strip.module.css'
import { useBuilding } from './use-building.ts'

/** Over every screen: of which book, day, import, currency and measure what one sees is, and whether newer is on its way. */
export function Strip({ onSearch }: { readonly onSearch: () => void }) {
  const t = useT('shell')
  const book = useBook()
  return (
    <header className={css.strip} aria-label={t('strip.label')}>
      <div className={css.about}>
        <span className={css.name}>{book?.name ?? ''}</span>
        {book !== null && <Summary book={book} />}
      </div>
      <div className={css.tools} data-print="no">
        {book !== null && book.periods.length > 0 && <PeriodPicker book={book} />}
        <button
          type="button"
          className={css.search}
          onClick={onSearch}
          aria-label={t('strip.search')}
          aria-keyshortcuts="Control+K Meta+K"
        >
          <IconSearch size={15} aria-hidden />
          <span className={css.searchWord}>{t('strip.search')}</span>
          <kbd className={css.key} data-key={isApple() ? '⌘K' : 'Ctrl K'} aria-hidden />
        </button>
        <Reminders />
        <PersonMenu />
      </div>
    </header>
  )
}

function Summary({ book }: { readonly book: Book }) {
  const t = useT('shell')
  const format = useFormat()
  const measure = useMeasure(book)
  const now = useNow()
  const building = useBuilding()
  const writeSaid = useSaid()
  const isNarrow = useMedia('(max-width: 767px)')
  const { asOf, lastImport, currency } = book
  return (
    <>
      <span className={css.facts}>
        <span className={css.fact}>
          {asOf === null ? t('strip.empty') : isNarrow ? format.day(asOf) : t('strip.asOf', { day: format.day(asOf) })}
        </span>
        {currency !== null && <span className={css.fact}>{currency}</span>}
        <span className={css.fact} data-from="wide">
          {lastImport === null
            ? t('strip.noImport')
            : t('strip.import', { number: lastImport.number, ago: format.ago(lastImport.at, now) })}
        </span>
        <span className={css.fact} data-from="widest">
          {measure.short}
        </span>
      </span>
      {(book.isRefreshing || building !== null) && (
        <span className={css.refreshing} role="status" title={building === null ? undefined : writeSaid(building)}>
          <span className={css.pulse} aria-hidden />
          <span className={css.refreshingWord}>{t('strip.refreshing')}</span>
        </span>
      )}
      <Popover
        name={t('strip.more')}
        label={t('strip.more')}
        isIconOnly
        kind="plain"
        size="s"
        icon={<IconInfoCircle size={16} aria-hidden />}
        title={t('strip.more')}
      >
        {() => <Details book={book} measure={measure.long} />}
      </Popover>
    </>
  )
}

function Details({ book, measure }: { readonly book: Book; readonly measure: string }) {
  const t = useT('shell')
  const format = useFormat()
  const { asOf, lastImport, policy } = book
  return (
    <div className={css.details}>
      {book.isRefreshing && <p className={css.note}>{t('strip.refreshingDetail')}</p>}
      <Facts
        items={[
          [t('strip.book'), book.name],
          [t('strip.asOfName'), asOf === null ? t('strip.empty') : format.day(asOf)],
          [
            t('strip.lastImport'),
            lastImport === null
              ? t('strip.noImport')
              : t('strip.lastImportValue', {
                  number: lastImport.number,
                  source: lastImport.source,
                  at: format.instant(lastImport.at),
                }),
          ],
          [t('strip.currency'), book.currency ?? '–'],
          [t('strip.measure'), measure],
          [t('strip.policy'), t('strip.policyValue', { name: policy.name, version: policy.version })],
          [t('strip.timeZone'), book.timeZone],
        ]}
      />
    </div>
  )
}

/** What money on a screen means: by which measure accounts are graded, of which lines, of families or each by itself. */
function useMeasure({ policy }: Book): { readonly short: string; readonly long: string } {
  const t = useT('shell')
  const format = useFormat()
  const kinds = policy.kinds.map((kind) => (isKnownKind(kind) ? t(`kinds.${kind}`) : kind))
  const per = t(policy.level === 'account' ? 'strip.perAccount' : 'strip.perFamily')
  if (policy.gradeBy === 'score') return { short: `${t('strip.byScore')} ${per}`, long: `${t('strip.byScore')} ${per}` }
  return {
    short: `${t('strip.bySpendShort')} ${per}`,
    long: `${t('strip.bySpend', { kinds: format.list(kinds) })}, ${per}`,
  }
}

const knownKinds = ['goods', 'service', 'freight', 'discount', 'rebate', 'adjustment', 'bad_debt'] as const

function isKnownKind(kind: string): kind is (typeof knownKinds)[number] {
  return knownKinds.some((known) => known === kind)
}

function Reminders() {
  const t = useT('shell')
  const { data } = useQuery({ ...queryOf('getReminders', {}), refetchInterval: 120_000, retry: false })
  const due = (data?.overdue ?? 0) + (data?.today ?? 0)
  const label = due === 0 ? t('reminders.none') : t('reminders.label', { count: due })
  return (
    <Link
      to="/actions"
      search={{ owner: 'me', state: ['open'] }}
      className={classNames(css.bell, due === 0 && css.quiet)}
      title={label}
    >
      <IconBell size={18} stroke={1.6} aria-hidden />
      {due > 0 && (
        <span className={css.badge} aria-hidden>
          {due > 99 ? '99+' : due}
        </span>
      )}
      <span className="unseen">{label}</span>
    </Link>
  )
}

/** Another spelling of the same chord. */
function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
