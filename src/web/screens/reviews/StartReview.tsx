import { IconMessages } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReviewKind, ReviewReach } from '../../../domain/review/review.ts'
import { reviewKinds, reviewReaches } from '../../../domain/review/review.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useBook, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SegmentedControl, SelectField, TextArea } from '../../ui/Fields.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { ErrorLine } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { AccountPicker } from '../actions/AccountPicker.tsx'
import { AskedFields } from './AskedFields.tsx'
import { askedOf, nobodyAsked } from './asked-draft.ts'
import { refreshReviews } from './review-parts.ts'
import css from './Reviews.module.css'

interface Account {
  readonly id: string
  readonly name: string
}

interface Props {
  /** What is reviewed, where the screen says it; otherwise it is chosen. */
  readonly account?: Account
  /** What it begins with: an alert says what happened, to which family of products. */
  readonly kind?: ReviewKind
  readonly alert?: string
  readonly family?: string | null
  readonly occasion?: string
  readonly size?: 's' | 'm'
  readonly isPrimary?: boolean
}

/** Opens a review of an account; where one is open already it is the way there. Nothing for whoever may not write reviews. */
export function StartReview({ size = 'm', isPrimary = false, ...given }: Props) {
  const t = useT('reviews')
  const mayWrite = useRight('write-review')
  const [isOpen, setOpen] = useState(false)
  if (!mayWrite) return null
  return (
    <>
      <Button
        size={size}
        kind={isPrimary ? 'primary' : 'secondary'}
        icon={<IconMessages size={15} aria-hidden />}
        data-print="no"
        onClick={() => setOpen(true)}
      >
        {t('start.button')}
      </Button>
      {isOpen && <StartDialog given={given} onClose={() => setOpen(false)} />}
    </>
  )
}

interface DialogProps {
  readonly given: Omit<Props, 'size' | 'isPrimary'>
  readonly onClose: () => void
}

function StartDialog({ given, onClose }: DialogProps) {
  const t = useT('reviews')
  const [account, setAccount] = useState<Account | null>(given.account ?? null)
  return (
    <Dialog
      title={account === null ? t('start.button') : t('start.title', { name: account.name })}
      place="top"
      onClose={onClose}
    >
      <DialogBody>
        {given.account === undefined && (
          <div className={css.field}>
            <span className={css.label}>{t('start.account')}</span>
            <AccountPicker picked={account} onPick={setAccount} />
          </div>
        )}
        {account !== null && <StartForm key={account.id} account={account} given={given} onClose={onClose} />}
      </DialogBody>
    </Dialog>
  )
}

function StartForm({ account, given, onClose }: DialogProps & { readonly account: Account }) {
  const t = useT('reviews')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { period } = useSearch({ strict: false })
  const book = useBook()
  const writePeriod = usePeriodText()
  const card = useQuery(queryOf('getAccount', { params: { id: account.id }, query: {} }))
  const isHead = (card.data?.children.length ?? 0) > 0
  const [kind, setKind] = useState<ReviewKind>(given.kind ?? 'decline')
  const [reach, setReach] = useState<ReviewReach>('account')
  const [occasion, setOccasion] = useState(given.occasion ?? '')
  const [to, setTo] = useState(period ?? book?.period ?? '')
  const [from, setFrom] = useState<string>('yearBefore')
  const [asked, setAsked] = useState(nobodyAsked)
  const start = useMutation({
    mutationFn: () =>
      call('openReview', {
        body: {
          account: account.id,
          kind,
          reach: isHead ? reach : 'account',
          from: from === 'yearBefore' ? null : from,
          to: to === book?.period || to === '' ? null : to,
          family: given.family ?? null,
          occasion: occasion.trim() === '' ? null : occasion.trim(),
          alert: given.alert ?? null,
          asked: askedOf(asked),
        },
      }),
    onSuccess: async ({ id }) => {
      await refreshReviews(queries)
      toast(t('start.started'))
      onClose()
      void navigate({ to: '/reviews/$id', params: { id } })
    },
  })
  const names = book?.periods.map(({ name }) => name) ?? []
  const periods = (names.includes(to) || to === '' ? names : [to, ...names]).map((name) => ({
    value: name,
    label: writePeriod(name),
  }))
  return (
    <Form onSubmit={() => start.mutate()}>
      <div className={css.field}>
        <span className={css.label} aria-hidden>
          {t('start.kind')}
        </span>
        <SegmentedControl
          label={t('start.kind')}
          value={kind}
          options={reviewKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onValue={setKind}
        />
      </div>
      {isHead && (
        <div className={css.field}>
          <span className={css.label} aria-hidden>
            {t('start.reach')}
          </span>
          <SegmentedControl
            label={t('start.reach')}
            value={reach}
            options={reviewReaches.map((value) => ({ value, label: t(`start.reaches.${value}`) }))}
            onValue={setReach}
          />
        </div>
      )}
      <div className={css.two}>
        <SelectField
          label={t('start.from')}
          value={from}
          options={[{ value: 'yearBefore', label: t('start.yearBefore') }, ...periods]}
          onValue={setFrom}
        />
        <SelectField label={t('start.to')} value={to} options={periods} onValue={setTo} />
      </div>
      <TextArea
        label={t('start.occasion')}
        hint={t('start.occasionHint')}
        isOptional
        maxLength={4000}
        value={occasion}
        onValue={setOccasion}
      />
      <AskedFields asked={asked} onAsked={setAsked} />
      <ErrorLine error={start.error} />
      <FormButtons>
        <Button type="submit" kind="primary" isBusy={start.isPending} disabled={start.isPending}>
          {t('start.submit')}
        </Button>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
      </FormButtons>
    </Form>
  )
}
