import { IconNote } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { alertOutcomes } from '../../../domain/alert/outcome.ts'
import type { AlertOutcome } from '../../../domain/alert/outcome.ts'
import { useT } from '../../i18n/i18n.ts'
import { GradeBadge } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Fields.tsx'
import { Band, Money } from '../../ui/Figures.tsx'
import { alertSentence } from './alert-sentence.ts'
import type { Alert } from './alert-sentence.ts'
import css from './Alerts.module.css'

interface Props {
  readonly alert: Alert
  /** Its place in the list, by which keys move. */
  readonly index: number
  readonly hasOwner: boolean
  readonly isBusy: boolean
  readonly onAnswer: (outcome: AlertOutcome | null, note: string | null) => void
  /** What else can be done about it. */
  readonly actions?: ReactNode
}

/** One alert: who, why in one sentence, what is at stake, and what became of it by one click or the keys 1 to 8. */
export function AlertRow({ alert, index, hasOwner, isBusy, onAnswer, actions }: Props) {
  const t = useT('alerts')
  const format = useFormat()
  const [note, setNote] = useState<string | null>(null)
  const { account, owner, answer, state, mayAnswer } = alert
  const isOpen = state === 'open'
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return
    const outcome = alertOutcomes[Number(event.key) - 1]
    if (!isOpen || !mayAnswer || outcome === undefined) return
    event.preventDefault()
    onAnswer(outcome, note)
  }
  return (
    <li className={css.item} data-row={index} tabIndex={-1} onKeyDown={onKeyDown}>
      <span className={css.grade}>
        <GradeBadge grade={alert.grade} size="s" isShort />
      </span>
      <div className={css.what}>
        <span className={css.name}>
          <Link to="/accounts/$id" params={{ id: account.id }}>
            {account.name}
          </Link>
          {hasOwner && <span className={css.owner}>{owner?.name ?? t('noOwner')}</span>}
        </span>
        <span className={css.why}>{alertSentence(alert, t, format)}</span>
        {answer?.outcome && (
          <span className={css.answer}>
            {t('answeredBy', {
              outcome: t(`outcome.${answer.outcome}`),
              name: answer.by.name,
              instant: format.instant(answer.at),
            })}
            {answer.note !== null && <q className={css.note}>{answer.note}</q>}
          </span>
        )}
        {state === 'over' && <span className={css.answer}>{t('isOver')}</span>}
        {mayAnswer && isOpen && (
          <div className={css.outcomes} role="group" aria-label={t('outcomes')} data-print="no">
            {alertOutcomes.map((outcome) => (
              <Button
                key={outcome}
                size="s"
                className={css.outcome}
                disabled={isBusy}
                title={t(`outcomeMeans.${outcome}`)}
                aria-label={t('answerFor', { outcome: t(`outcome.${outcome}`), name: account.name })}
                onClick={() => onAnswer(outcome, note)}
              >
                {t(`outcome.${outcome}`)}
              </Button>
            ))}
            <Button
              kind="plain"
              size="s"
              isIconOnly
              className={css.addNote}
              icon={<IconNote size={15} />}
              aria-expanded={note !== null}
              onClick={() => setNote(note === null ? '' : null)}
            >
              {t('addNote')}
            </Button>
          </div>
        )}
        {note !== null && isOpen && (
          <div className={css.noteField}>
            <TextField
              label={t('noteFor', { name: account.name })}
              isLabelHidden
              placeholder={t('noteHint')}
              maxLength={1000}
              value={note}
              onValue={setNote}
            />
          </div>
        )}
      </div>
      <Stake alert={alert} />
      <span className={css.act} data-print="no">
        {mayAnswer && state === 'answered' && (
          <Button size="s" disabled={isBusy} onClick={() => onAnswer(null, null)}>
            {t('takeBack')}
          </Button>
        )}
        {isOpen && actions}
      </span>
    </li>
  )
}

function Stake({ alert: { stake, stakeBand } }: { readonly alert: Alert }) {
  const t = useT('alerts')
  const currency = useCurrency()
  return (
    <span className={css.stake}>
      {stake === undefined ? <Band band={stakeBand} currency={currency} /> : <Money amount={stake} size="short" />}
      <span className={css.atStake}>{t('stake')}</span>
    </span>
  )
}
