import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useBook } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField, Form, FormButtons, SelectField, TextField } from '../../ui/Fields.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { useT } from '../../i18n/i18n.ts'
import css from './MoreFilters.module.css'
import { changeSearch } from './search.ts'
import { useAccountsAddress } from './use-accounts-address.ts'

/** Conditions that are asked for less often: silence, exact spend, the grade of a year before. */
export function MoreFilters() {
  const t = useT('accounts')
  return (
    <Popover
      name={t('common:more')}
      icon={<IconAdjustmentsHorizontal size={15} aria-hidden />}
      label={t('common:more')}
    >
      {(close) => <Fields onDone={close} />}
    </Popover>
  )
}

function Fields({ onDone }: { readonly onDone: () => void }) {
  const t = useT('accounts')
  const book = useBook()
  const { search, can, change } = useAccountsAddress()
  const [lastBefore, setLastBefore] = useState(search.lastBefore ?? '')
  const [minSpend, setMinSpend] = useState(search.minSpend ?? '')
  const [maxSpend, setMaxSpend] = useState(search.maxSpend ?? '')
  const [gradeBefore, setGradeBefore] = useState(search.gradeBefore ?? [])
  const [standing, setStanding] = useState<'all' | 'valid' | 'left'>(search.standing ?? 'all')
  const id = useId()
  const wrong = (amount: string) => (amount === '' || isAmount(amount) ? null : t('filter.amountWrong'))
  const isWrong = wrong(minSpend) !== null || wrong(maxSpend) !== null
  const grades = [...(book?.policy.grades.map(({ label }) => label) ?? []), 'none']
  return (
    <Form
      onSubmit={() => {
        if (isWrong) return
        change(
          changeSearch(search, {
            lastBefore,
            minSpend,
            maxSpend,
            gradeBefore,
            standing: standing === 'all' ? undefined : standing,
          }),
        )
        onDone()
      }}
    >
      <TextField
        label={t('filter.lastBefore')}
        type="date"
        value={lastBefore}
        onValue={setLastBefore}
        max={book?.today}
      />
      <SelectField
        label={t('filter.standing')}
        value={standing}
        options={[
          { value: 'all', label: t('filter.standingAll') },
          { value: 'valid', label: t('chip.valid') },
          { value: 'left', label: t('chip.left') },
        ]}
        onValue={setStanding}
      />
      {can.spend && (
        <fieldset className={css.group}>
          <legend>{t('filter.spend')}</legend>
          <div className={css.pair}>
            <TextField
              label={t('filter.minSpend')}
              inputMode="decimal"
              value={minSpend}
              onValue={setMinSpend}
              error={wrong(minSpend)}
            />
            <TextField
              label={t('filter.maxSpend')}
              inputMode="decimal"
              value={maxSpend}
              onValue={setMaxSpend}
              error={wrong(maxSpend)}
            />
          </div>
        </fieldset>
      )}
      <fieldset className={css.group} aria-labelledby={id}>
        <legend id={id}>{t('filter.gradeBefore')}</legend>
        <div className={css.checks}>
          {grades.map((grade) => (
            <CheckField
              key={grade}
              label={grade === 'none' ? t('chip.noGradeBefore') : grade}
              isChecked={gradeBefore.includes(grade)}
              onChecked={(isChecked) => {
                setGradeBefore(isChecked ? [...gradeBefore, grade] : gradeBefore.filter((one) => one !== grade))
              }}
            />
          ))}
        </div>
      </fieldset>
      <FormButtons>
        <Button type="submit" kind="primary" disabled={isWrong}>
          {t('filter.apply')}
        </Button>
      </FormButtons>
    </Form>
  )
}

function isAmount(text: string): boolean {
  return /^-?\d+(\.\d{1,6})?$/.test(text)
}
