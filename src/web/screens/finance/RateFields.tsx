import { saleBases } from '../../../domain/cost-rate/book-rate.ts'
import { useT } from '../../i18n/i18n.ts'
import { useActivityText } from '../../ui/activity-text.ts'
import { useBook, useFormat } from '../../ui/book-context.ts'
import { SelectField, TextField } from '../../ui/Fields.tsx'
import css from './Finance.module.css'
import { amountOf, carryingParts, carryingSum, fractionOf, percentOf } from './rate-drafts.ts'
import type { CostRate, RateDraft, RateKind } from './rate-drafts.ts'

interface Props {
  readonly kind: RateKind
  readonly draft: RateDraft
  readonly onDraft: (draft: RateDraft) => void
  readonly rates: readonly CostRate[]
  /** A key is given once: what changes keeps the one it has. */
  readonly isNew: boolean
}

/** The fields of a rate, by what it is of. */
export function RateFields(props: Props) {
  switch (props.kind) {
    case 'carrying':
      return <CarryingFields {...props} />
    case 'pool':
      return <PoolFields {...props} />
    case 'activity':
      return <ActivityFields {...props} />
    case 'cover':
      return <CoverField {...props} />
    case 'returns':
      return <ReturnsFields {...props} />
    case 'sale':
      return <SaleFields {...props} />
  }
}

function CarryingFields({ draft, onDraft }: Props) {
  const t = useT('finance')
  const format = useFormat()
  const total = carryingSum(carryingParts.map((part) => fractionOf(draft[part])))
  return (
    <>
      <div className={css.pair}>
        {carryingParts.map((part) => (
          <TextField
            key={part}
            label={t('rates.dialog.percentOf', { part: t(`rates.columns.${part}`) })}
            error={fractionOf(draft[part]) === null ? t('rates.dialog.wrongPercent') : null}
            inputMode="decimal"
            autoComplete="off"
            value={draft[part] ?? ''}
            onValue={(value) => onDraft({ ...draft, [part]: value })}
            required
          />
        ))}
      </div>
      <p className={css.total} role="status">
        {total === null ? '\u00A0' : t('rates.dialog.total', { total: format.decimal(percentOf(total)) })}
      </p>
    </>
  )
}

function PoolFields({ draft, onDraft, isNew }: Props) {
  const t = useT('finance')
  const currency = useBook()?.currency ?? ''
  return (
    <>
      {isNew && (
        <TextField
          label={t('rates.dialog.poolKey')}
          hint={t('rates.dialog.poolKeyHint')}
          autoComplete="off"
          value={draft['subject'] ?? ''}
          onValue={(subject) => onDraft({ ...draft, subject })}
          maxLength={80}
          required
        />
      )}
      <TextField
        label={t('rates.dialog.poolName')}
        autoComplete="off"
        value={draft['name'] ?? ''}
        onValue={(name) => onDraft({ ...draft, name })}
        maxLength={120}
        required
      />
      <div className={css.pair}>
        <AmountField
          label={`${t('rates.dialog.cost')}${currency === '' ? '' : `, ${currency}`}`}
          field="cost"
          draft={draft}
          onDraft={onDraft}
        />
        <AmountField
          label={t('rates.dialog.minutes')}
          hint={t('rates.dialog.minutesHint')}
          field="minutes"
          draft={draft}
          onDraft={onDraft}
        />
      </div>
    </>
  )
}

function ActivityFields({ draft, onDraft, rates, isNew }: Props) {
  const t = useT('finance')
  const pools = namesOf(rates, 'pool')
  return (
    <>
      {isNew && (
        <TextField
          label={t('rates.dialog.activityKey')}
          hint={t('rates.dialog.activityKeyHint')}
          autoComplete="off"
          value={draft['subject'] ?? ''}
          onValue={(subject) => onDraft({ ...draft, subject })}
          maxLength={80}
        />
      )}
      <SelectField
        label={t('rates.dialog.pool')}
        value={draft['pool'] ?? ''}
        options={pools}
        onValue={(pool) => onDraft({ ...draft, pool })}
        isRequired
      />
      <AmountField
        label={t('rates.dialog.standard')}
        hint={t('rates.dialog.standardHint')}
        field="minutes"
        draft={draft}
        onDraft={onDraft}
        isOptional
      />
    </>
  )
}

function CoverField({ draft, onDraft }: Props) {
  const t = useT('finance')
  const days = draft['days'] ?? ''
  return (
    <TextField
      label={t('rates.dialog.days')}
      error={/^\d{1,4}$/.test(days.trim()) || days === '' ? null : t('rates.dialog.wrongDays')}
      inputMode="numeric"
      autoComplete="off"
      value={days}
      onValue={(value) => onDraft({ ...draft, days: value })}
      required
    />
  )
}

function ReturnsFields({ draft, onDraft, rates }: Props) {
  const t = useT('finance')
  const activityText = useActivityText()
  const currency = useBook()?.currency ?? ''
  return (
    <>
      <SelectField
        label={t('rates.dialog.by')}
        value={draft['by'] ?? 'amount'}
        options={[
          { value: 'amount', label: t('rates.dialog.byAmount') },
          { value: 'activity', label: t('rates.dialog.byActivity') },
        ]}
        onValue={(by) => onDraft({ ...draft, by })}
      />
      {draft['by'] === 'activity' ? (
        <SelectField
          label={t('rates.dialog.activity')}
          value={draft['activity'] ?? ''}
          options={namesOf(rates, 'activity').map(({ value }) => ({ value, label: activityText(value) }))}
          onValue={(activity) => onDraft({ ...draft, activity })}
          isRequired
        />
      ) : (
        <AmountField
          label={`${t('rates.dialog.perReturn')}${currency === '' ? '' : `, ${currency}`}`}
          field="perReturn"
          draft={draft}
          onDraft={onDraft}
        />
      )}
    </>
  )
}

function SaleFields({ draft, onDraft }: Props) {
  const t = useT('finance')
  const options = saleBases.map((value) => ({ value, label: t(`rates.bases.${value}`) }))
  return (
    <>
      {(['stock', 'receivable'] as const).map((part) => (
        <SelectField
          key={part}
          label={t(`rates.dialog.${part}`)}
          value={saleBases.find((base) => base === draft[part]) ?? ''}
          options={options}
          onValue={(base) => onDraft({ ...draft, [part]: base })}
        />
      ))}
    </>
  )
}

interface AmountProps {
  readonly label: string
  readonly hint?: string
  readonly field: string
  readonly draft: RateDraft
  readonly onDraft: (draft: RateDraft) => void
  readonly isOptional?: boolean
}

function AmountField({ label, hint, field, draft, onDraft, isOptional = false }: AmountProps) {
  const t = useT('finance')
  const value = draft[field] ?? ''
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      error={value === '' || amountOf(value) !== null ? null : t('rates.dialog.wrongAmount')}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      onValue={(typed) => onDraft({ ...draft, [field]: typed })}
      required={!isOptional}
    />
  )
}

/** The pools or activities one can choose from, by the name or key they were given last. */
function namesOf(rates: readonly CostRate[], kind: 'pool' | 'activity') {
  const names = new Map<string, string>()
  for (const { rate } of rates) {
    if (rate.kind !== kind || rate.value === null || rate.subject === '' || names.has(rate.subject)) continue
    names.set(rate.subject, rate.kind === 'pool' ? (rate.value?.name ?? rate.subject) : rate.subject)
  }
  return [...names].map(([value, label]) => ({ value, label }))
}
