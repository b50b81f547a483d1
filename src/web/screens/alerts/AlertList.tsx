import { useRef, type ReactNode } from 'react'
import { alertOutcomes } from '../../../domain/alert/outcome.ts'
import { useT } from '../../i18n/i18n.ts'
import { useRowKeys } from '../../ui/use-row-keys.ts'
import { AlertRow } from './AlertRow.tsx'
import type { Alert } from './alert-sentence.ts'
import css from './Alerts.module.css'
import { useAnswer } from './use-answer.ts'

interface Props {
  readonly label: string
  readonly alerts: readonly Alert[]
  /** Whether the owner is worth a word; one's own accounts need none. */
  readonly hasOwner?: boolean
  /** Buttons at the end of a row that is open, such as to plan a call or to start a review. */
  readonly actions?: (alert: Alert) => ReactNode
}

/** Alerts one below the other, each answered by one click, taken back by another; j, k and the arrows go through them. */
export function AlertList({ label, alerts, hasOwner = true, actions }: Props) {
  const t = useT('alerts')
  const list = useRef<HTMLUListElement>(null)
  const { pending, answer } = useAnswer()
  const { onKeyDown } = useRowKeys({
    count: alerts.length,
    first: 0,
    body: list,
    show: () => undefined,
    onOpen: () => undefined,
  })
  return (
    <>
      <ul className={css.list} aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {alerts.map((alert, index) => (
          <AlertRow
            key={alert.id}
            alert={alert}
            index={index}
            hasOwner={hasOwner}
            isBusy={pending === alert.id}
            onAnswer={(outcome, note) => answer(alert, outcome, note === '' ? null : note)}
            actions={actions?.(alert)}
          />
        ))}
      </ul>
      {alerts.some(({ state, mayAnswer }) => state === 'open' && mayAnswer) && (
        <p className={css.keys} data-print="no">
          {t('keys', { most: alertOutcomes.length })}
        </p>
      )}
    </>
  )
}
