import { useQuery } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { bridgeMeasures } from '../../../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../../../domain/bridge/bridge-shown.ts'
import { parseMicros } from '../../../domain/money.ts'
import { profitComponents } from '../../../domain/profit/components.ts'
import type { BridgeStep } from '../../charts/bridge-steps.ts'
import { BridgeChart } from '../../charts/BridgeChart.tsx'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { EmptyState, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { useAccountAddress, type AccountCard } from './account-parts.ts'
import css from './Bridge.module.css'
import { BridgeProducts } from './BridgeProducts.tsx'
import { useEarlierPeriods, yearBefore } from './use-earlier-periods.ts'

type Shown = Output<'getAccountBridge'>
type Told = NonNullable<Shown['revenue'] | Shown['earned']>

/** Why an account, or its family, is worth more or less than before: in what its grade goes by, else in what is asked for. */
export function Bridge({ account }: { readonly account: AccountCard }) {
  const { id, search, ofPeriod } = useAccountAddress()
  const { since, measure, rates, whose } = search
  const query = useQuery({
    ...queryOf('getAccountBridge', {
      params: { id },
      query: {
        ...(ofPeriod.period !== undefined && { to: ofPeriod.period }),
        ...(since !== undefined && { from: since }),
        ...(measure !== undefined && { measure }),
        ...(rates !== undefined && { rates }),
        ...(whose !== undefined && { of: whose }),
      },
    }),
    placeholderData: (before) => before,
  })
  return (
    <div className={css.parts}>
      <Controls account={account} shown={query.data} />
      <Loaded query={query} skeleton={<SkeletonBlock height={360} />}>
        {(shown) => <Told shown={shown} />}
      </Loaded>
    </div>
  )
}

/** What is compared with what, in which measure, of whom. */
function Controls({ account, shown }: { readonly account: AccountCard; readonly shown: Shown | undefined }) {
  const t = useT('bridge')
  const { search } = useAccountAddress()
  const change = useChange()
  const { since } = search
  // Who sees no margin has one measure, and nothing to choose.
  const measures = bridgeMeasures.filter((one) => one === 'revenue' || shown?.earned !== undefined)
  const hasFamily = account.parents.length > 0 || account.children.length > 0
  const whose = search.whose ?? shown?.of ?? 'family'
  return (
    <div className={css.controls} data-print="no">
      <SelectField
        label={t('since')}
        value={since ?? yearBefore}
        options={useEarlierPeriods(shown?.after.to, since, useT('value')('change.yearBefore'))}
        onValue={(value) => {
          change({ since: value === yearBefore ? undefined : value })
        }}
      />
      {measures.length > 1 && (
        <SegmentedControl
          label={t('measure.label')}
          value={search.measure ?? shown?.measure ?? 'revenue'}
          options={measures.map((value) => ({ value, label: t(`measure.${value}`) }))}
          onValue={(value) => {
            change({ measure: value, part: undefined })
          }}
        />
      )}
      {hasFamily && (
        <SegmentedControl
          label={t('whose')}
          value={whose}
          options={[
            { value: 'account', label: t('own') },
            { value: 'family', label: t('family') },
          ]}
          onValue={(value) => {
            change({ whose: value })
          }}
        />
      )}
      {(isForeign(shown) || search.rates === 'fixed') && (
        <SegmentedControl
          label={t('rates.label')}
          value={search.rates ?? 'booked'}
          options={bridgeRates.map((value) => ({ value, label: t(`rates.${value}`) }))}
          onValue={(value) => {
            change({ rates: value === 'booked' ? undefined : value, part: undefined })
          }}
        />
      )}
    </div>
  )
}

/** Whether exchange rates made anything of the change: most accounts buy in one currency. */
function isForeign(shown: Shown | undefined): boolean {
  return shown?.revenue?.steps.some(({ part }) => part === 'currency') ?? false
}

/** Changes what the address says of the bridge, and stays where one is. */
function useChange() {
  const { navigate } = useAccountAddress()
  return (next: Partial<ReturnType<typeof useAccountAddress>['search']>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false })
}

function Told({ shown }: { readonly shown: Shown }) {
  const t = useT('bridge')
  const format = useFormat()
  const { search } = useAccountAddress()
  const change = useChange()
  const writePeriod = usePeriodText()
  const { revenue, measure, currency } = shown
  const asked = measure === 'revenue' ? revenue : shown.earned
  const told: Told | undefined = asked ?? revenue
  if (told === undefined) return <EmptyState title={t('masked')} />
  const toldMeasure = asked === undefined || asked === null ? 'revenue' : measure
  const ends = { before: writePeriod(shown.before.period), after: writePeriod(shown.after.period) }
  return (
    <>
      <BridgeChart
        title={t(`title.${toldMeasure}`)}
        bridge={told}
        {...ends}
        currency={currency}
        period={`${shown.before.period} ${shown.after.period}`}
        opened={search.part}
        canOpen={isOfProducts}
        onOpen={({ part }) => {
          change({ part: part === 'factor' || part === search.part ? undefined : part })
        }}
      >
        <div className={css.notes}>
          <p>
            {t('grades', {
              before: shown.gradeBefore ?? t('noGrade'),
              from: format.day(shown.before.to),
              after: shown.gradeAfter ?? t('noGrade'),
              to: format.day(shown.after.to),
            })}{' '}
            {t('graded', { measure: t(`measure.${shown.gradedBy}`) })}
          </p>
          {toldMeasure !== measure && <p>{t('maskedMargin')}</p>}
          <Notes shown={shown} told={told} ends={ends} />
        </div>
      </BridgeChart>
      {told.unit === 'money' && <BridgeProducts shown={shown} />}
    </>
  )
}

/** What an account costs beside its goods is on no product. */
function isOfProducts({ part }: BridgeStep): boolean {
  const beside: readonly string[] = ['factor', 'stock', ...profitComponents]
  return !beside.includes(part)
}

interface NotesProps {
  readonly shown: Shown
  readonly told: Told
  readonly ends: { readonly before: string; readonly after: string }
}

/** How the parts are meant, and what is left out of them. */
function Notes({ shown, told, ends }: NotesProps) {
  const t = useT('bridge')
  const value = useT('value')
  const format = useFormat()
  const { currency } = shown
  // At held rates nothing is left of them, and they are what the figures are at.
  const fixedRates = isForeign(shown) || shown.rates === 'fixed' ? shown.fixedRates : []
  if (told.unit === 'points') return null
  const share = (known: number | null) => (known === null ? t('notes.noneKnown') : format.percent(known))
  const parts = new Set(told.steps.map(({ part }) => part))
  const unmeasured = 'unmeasuredBefore' in told ? [...new Set([...told.unmeasuredBefore, ...told.unmeasuredAfter])] : []
  return (
    <>
      <p>{t(shown.measure === 'revenue' ? 'notes.price' : 'notes.margin', ends)}</p>
      {'withoutUnit' in told && parseMicros(told.withoutUnit) !== 0n && (
        <p>{t('notes.withoutUnit', { ...ends, amount: format.wholeMoney(told.withoutUnit, currency) })}</p>
      )}
      {parts.has('unbridged') && <p>{t('notes.unbridged')}</p>}
      {'coverageBefore' in told && (
        <p>
          {t('notes.coverage', {
            before: share(told.coverageBefore),
            after: share(told.coverageAfter),
            least: format.percent(told.minCoverage),
          })}
        </p>
      )}
      {shown.measure === 'net-profit' && unmeasured.length > 0 && (
        <p>{t('notes.unmeasured', { parts: format.list(unmeasured.map((one) => value(`profit.of.${one}`))) })}</p>
      )}
      {fixedRates.map(({ currency: foreign, rate, day }) => (
        <p key={foreign}>
          {t(day === null ? 'notes.rateAverage' : 'notes.rateOfDay', {
            ...ends,
            rate: format.decimal(rate),
            foreign,
            currency,
            day: day === null ? '' : format.day(day),
          })}
        </p>
      ))}
    </>
  )
}
