import { useQuery } from '@tanstack/react-query'
import { IconScale } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { formatMicros } from '../../../domain/money.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, type Option } from '../../ui/Fields.tsx'
import { Count, Money } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader, StatRow, StatTile } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { Compare } from './Compare.tsx'
import css from './Control.module.css'
import { sumsOf } from './expected.ts'
import { KindTotals } from './KindTotals.tsx'
import { Totals, type ControlTotals } from './Totals.tsx'

const route = getRouteApi('/app/control')

/** Reconciles the book with the books it came from. */
export function Control() {
  const t = useT('control')
  const { source, legalEntity, month, currency } = route.useSearch()
  const filter = { source, legalEntity, month, currency }
  const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
  // All of them are few: what is shown is chosen here, without asking again.
  // Nothing of an earlier look is shown: somebody may have imported since.
  const query = useQuery({ ...queryOf('listControlTotals', { query: {} }), staleTime: 0, gcTime: 0 })
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <SheetDownload operation="exportControlTotals" input={{ query: asked }}>
            {t('csv')}
          </SheetDownload>
        }
      >
        <span>{t('under')}</span>
        {query.data !== undefined && <Link to="/imports">{t('watermark', { number: query.data.watermark })}</Link>}
      </PageHeader>
      <Loaded query={query}>
        {(known) => (
          <>
            <Filters known={known} />
            <Shown
              of={JSON.stringify(asked)}
              isFiltered={known.items.length > 0}
              totals={{
                ...known,
                items: known.items.filter((total) =>
                  names.every((name) => (filter[name] ?? total[name]) === total[name]),
                ),
              }}
            />
          </>
        )}
      </Loaded>
      {/* The other kinds know no legal entity. */}
      {legalEntity === undefined && <KindTotals filter={{ source, month, currency }} />}
    </>
  )
}

interface ShownProps {
  readonly totals: ControlTotals
  /** Which totals these are: what was typed to compare with others is forgotten. */
  readonly of: string
  readonly isFiltered: boolean
}

function Shown({ totals, of, isFiltered }: ShownProps) {
  const t = useT('control')
  const [isComparing, setComparing] = useState(false)
  // The newest month is the one somebody comes to reconcile.
  const items = totals.items.toSorted((one, other) => (one.month > other.month ? -1 : one.month < other.month ? 1 : 0))
  const sums = sumsOf(items)
  return (
    <>
      {items.length > 0 && (
        <>
          <div className={css.sums}>
            <StatRow>
              <StatTile label={t('lines')} value={<Count count={sums.lines} />} />
              {sums.currency === null ? (
                <StatTile
                  label={t('base', { currency: totals.currency ?? '' })}
                  value={<Money amount={formatMicros(sums.baseNet)} size="exact" />}
                  note={t('compare.choose')}
                />
              ) : (
                (['net', 'tax', 'credits'] as const).map((figure) => (
                  <StatTile
                    key={figure}
                    label={`${t(figure)}, ${sums.currency ?? ''}`}
                    value={<Money amount={textOf(sums[figure])} size="exact" />}
                  />
                ))
              )}
            </StatRow>
          </div>
          {isComparing ? (
            <Compare key={of} totals={totals} />
          ) : (
            <Button icon={<IconScale size={15} aria-hidden />} onClick={() => setComparing(true)}>
              {t('compare.title')}
            </Button>
          )}
        </>
      )}
      <div className={css.table}>
        <Totals totals={{ ...totals, items }} isFiltered={isFiltered} />
      </div>
    </>
  )
}

function textOf(amount: bigint | null): string | null {
  return amount === null ? null : formatMicros(amount)
}

/** What no source, entity, month or currency is called. */
const all = '*'

const names = ['source', 'legalEntity', 'month', 'currency'] as const
type FilterName = (typeof names)[number]

function Filters({ known }: { readonly known: ControlTotals }) {
  const t = useT('control')
  const format = useFormat()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const set = (name: FilterName, value: string) =>
    void navigate({ search: (before) => ({ ...before, [name]: value === all ? undefined : value }), replace: true })
  const optionsOf = (name: FilterName, write: (value: string) => string): Option[] => {
    const values = [...new Set(known.items.flatMap((total) => total[name] ?? []))].toSorted()
    const sorted = name === 'month' ? values.toReversed() : values
    return [{ value: all, label: t('allOf') }, ...sorted.map((value) => ({ value, label: write(value) }))]
  }
  const shown = names.filter(
    (name) => optionsOf(name, String).length > 2 || search[name] !== undefined || name === 'month',
  )
  return (
    <div className={css.filters}>
      {shown.map((name) => (
        <SelectField
          key={name}
          label={t(name)}
          value={search[name] ?? all}
          options={optionsOf(name, name === 'month' ? format.month : (value) => value)}
          onValue={(value) => set(name, value)}
        />
      ))}
    </div>
  )
}
