import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { postures } from '../../../domain/profit/posture.ts'
import type { Posture as PostureName } from '../../../domain/profit/posture.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Form, FormButtons, SelectField, TextArea } from '../../ui/Fields.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Facts, Section } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { ErrorLine, Loaded, SkeletonBlock } from '../../ui/States.tsx'
import { toast } from '../../ui/toast.ts'
import { useAccountAddress } from './account-parts.ts'
import css from './Fit.module.css'

type Shown = Output<'getAccountProfit'>['posture']
type Decision = NonNullable<Shown['decided']>

const tones = { secure: 'accent', 'get-more': 'plain', 'make-profitable': 'warning', downsize: 'plain' } as const

/** What the account calls for, and what its owner has decided: accepted, or another with a reason. */
export function Posture() {
  const t = useT('earned')
  const format = useFormat()
  const currency = useCurrency()
  const { id, ofPeriod } = useAccountAddress()
  const [isOpen, setOpen] = useState(false)
  const query = useQuery(queryOf('getAccountProfit', { params: { id }, query: ofPeriod }))
  const decide = useDecide(id, () => setOpen(false))
  const posture = query.data?.posture
  return (
    <Section
      title={t('posture.title')}
      hint={
        posture &&
        t('posture.hint', {
          rate: format.percent(posture.edges.rate),
          level: format.wholeMoney(posture.edges.level, currency),
        })
      }
      actions={
        posture?.isMine && (
          <>
            <Button kind="plain" onClick={() => setOpen(true)}>
              {t('posture.decide')}
            </Button>
            {posture.proposed !== null && posture.proposed !== posture.decided?.posture && (
              <AcceptButton proposed={posture.proposed} decide={decide} />
            )}
          </>
        )
      }
    >
      <Loaded query={query} skeleton={<SkeletonBlock height={120} />}>
        {({ posture: shown }) => (
          <>
            <Standing shown={shown} />
            {shown.history.length > 0 && <Earlier history={shown.history} />}
            {isOpen && <DecideDialog shown={shown} decide={decide} onClose={() => setOpen(false)} />}
          </>
        )}
      </Loaded>
    </Section>
  )
}

type Decide = ReturnType<typeof useDecide>

function useDecide(id: string, onDone: () => void) {
  const t = useT('earned')
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly posture: PostureName; readonly reason: string | null }) =>
      call('decidePosture', { params: { id }, body }),
    onSuccess: async () => {
      for (const operation of ['getAccountProfit', 'getBookProfit', 'listProfits']) {
        await queries.invalidateQueries({ queryKey: [operation] })
      }
      toast(t('posture.saved'))
      onDone()
    },
  })
}

function AcceptButton({ proposed, decide }: { readonly proposed: PostureName; readonly decide: Decide }) {
  const t = useT('earned')
  return (
    <Button isBusy={decide.isPending} onClick={() => decide.mutate({ posture: proposed, reason: null })}>
      {t('posture.accept')}
    </Button>
  )
}

function Standing({ shown: { proposed, decided } }: { readonly shown: Shown }) {
  const t = useT('earned')
  return (
    <Facts
      items={[
        [
          t('posture.proposed'),
          proposed === null ? (
            <span key="proposed" className={css.unknown}>
              {t('posture.unknown')}
            </span>
          ) : (
            <span key="proposed" className={css.judged}>
              <span>
                <PostureTag posture={proposed} />
              </span>
              <span className={css.quiet}>{t(`posture.means.${proposed}`)}</span>
            </span>
          ),
        ],
        [t('posture.decided'), decided === null ? <Undecided key="decided" /> : <Decided key="decided" by={decided} />],
      ]}
    />
  )
}

function Undecided() {
  const t = useT('earned')
  return <span className={css.unknown}>{t('posture.none')}</span>
}

function Decided({ by }: { readonly by: Decision }) {
  const t = useT('earned')
  const words = useT('profits')
  const format = useFormat()
  return (
    <span className={css.judged}>
      <span>
        <PostureTag posture={by.posture} />
      </span>
      {by.reason !== null && <span>{by.reason}</span>}
      <span className={css.quiet}>
        {t('posture.by', { name: by.by.name, at: format.instant(by.at) })}
        {by.proposed !== null &&
          by.proposed !== by.posture &&
          `; ${t('posture.proposedThen', { posture: words(`postures.${by.proposed}`) })}`}
      </span>
    </span>
  )
}

function PostureTag({ posture }: { readonly posture: PostureName }) {
  const words = useT('profits')
  return <Tag tone={tones[posture]}>{words(`postures.${posture}`)}</Tag>
}

function Earlier({ history }: { readonly history: readonly Decision[] }) {
  const t = useT('earned')
  const words = useT('profits')
  return (
    <ScrollTable label={t('posture.earlier')}>
      <thead>
        <tr>
          <th scope="col">{t('posture.columns.posture')}</th>
          <th scope="col">{t('posture.columns.proposed')}</th>
          <th scope="col">{t('posture.columns.reason')}</th>
          <th scope="col">{t('posture.columns.by')}</th>
          <th scope="col">{t('posture.columns.at')}</th>
        </tr>
      </thead>
      <tbody>
        {history.map(({ id, posture, proposed, reason, by, at }) => (
          <tr key={id}>
            <th scope="row">{words(`postures.${posture}`)}</th>
            <td>{proposed === null ? '–' : words(`postures.${proposed}`)}</td>
            <td className={css.evidence}>{reason ?? '–'}</td>
            <td>{by.name}</td>
            <td>
              <InstantText instant={at} />
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

interface DialogProps {
  readonly shown: Shown
  readonly decide: Decide
  readonly onClose: () => void
}

function DecideDialog({ shown: { proposed, decided }, decide, onClose }: DialogProps) {
  const t = useT('earned')
  const words = useT('profits')
  const [posture, setPosture] = useState<PostureName>(decided?.posture ?? proposed ?? 'secure')
  const [reason, setReason] = useState('')
  const needsReason = posture !== proposed
  const why = reason.trim()
  return (
    <Dialog title={t('posture.dialog.title')} onClose={onClose}>
      <DialogBody>
        <Form onSubmit={() => decide.mutate({ posture, reason: why === '' ? null : why })}>
          <SelectField
            label={t('posture.dialog.posture')}
            hint={t(`posture.means.${posture}`)}
            value={posture}
            options={postures.map((value) => ({ value, label: words(`postures.${value}`) }))}
            onValue={setPosture}
          />
          <TextArea
            label={t('posture.dialog.reason')}
            hint={t('posture.dialog.reasonHint')}
            isOptional={!needsReason}
            required={needsReason}
            maxLength={500}
            value={reason}
            onValue={setReason}
          />
          <ErrorLine error={decide.error} />
          <FormButtons>
            <Button
              type="submit"
              kind="primary"
              isBusy={decide.isPending}
              disabled={decide.isPending || (needsReason && why === '')}
            >
              {t('posture.dialog.save')}
            </Button>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
          </FormButtons>
        </Form>
      </DialogBody>
    </Dialog>
  )
}
