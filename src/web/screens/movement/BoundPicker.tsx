import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { SegmentedControl, TextField } from '../../ui/Fields.tsx'
import css from './BoundPicker.module.css'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'

/** What makes a move up or down: another grade, or money beyond a share and an amount. The bound is printed with the figures. */
export function BoundPicker({
  bound,
  search,
  onChange,
}: {
  readonly bound: Output<'getMovement'>['bound']
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  const t = useT('movement')
  const format = useFormat()
  const currency = useCurrency()
  return (
    <div className={css.bound}>
      <span className={css.words}>
        {bound.kind === 'grade'
          ? t('bound.byGrade')
          : t('bound.byMoney', {
              share: format.percent(bound.share),
              amount: format.wholeMoney(bound.amount, currency),
            })}
      </span>
      <span className={css.choice} data-print="no">
        <SegmentedControl
          label={t('bound.label')}
          value={search.bound ?? 'grade'}
          options={[
            { value: 'grade', label: t('bound.grade') },
            { value: 'money', label: t('bound.money') },
          ]}
          onValue={(value) => {
            onChange({
              bound: value === 'money' ? 'money' : undefined,
              boundShare: undefined,
              boundAmount: undefined,
            })
          }}
        />
        {bound.kind === 'money' && (
          <BoundFields key={`${String(bound.share)} ${bound.amount}`} bound={bound} onChange={onChange} />
        )}
      </span>
    </div>
  )
}

function BoundFields({
  bound,
  onChange,
}: {
  readonly bound: Output<'getMovement'>['bound']
  readonly onChange: ChangeMovement
}) {
  const t = useT('movement')
  const [percent, setPercent] = useState(String(Math.round(bound.share * 1e4) / 100))
  const [amount, setAmount] = useState(bound.amount)
  const isValid =
    /^\d{1,4}(\.\d{1,2})?$/.test(percent) && Number(percent) <= 10_000 && /^\d{1,12}(\.\d{1,2})?$/.test(amount)
  const isOther = Number(percent) / 100 !== bound.share || amount !== bound.amount
  return (
    <form
      className={css.fields}
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onChange({ boundShare: String(Number(percent) / 100), boundAmount: amount })
      }}
    >
      <TextField label={t('bound.percent')} value={percent} onValue={setPercent} inputMode="decimal" />
      <TextField label={t('bound.amount')} value={amount} onValue={setAmount} inputMode="decimal" />
      <Button type="submit" disabled={!isValid || !isOther}>
        {t('bound.apply')}
      </Button>
    </form>
  )
}
