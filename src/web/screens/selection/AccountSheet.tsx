import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded } from '../../ui/States.tsx'
import { DecideForm } from './DecideForm.tsx'
import { ScoreForm } from './ScoreForm.tsx'
import css from './Selection.module.css'
import { Score } from './SelectionList.tsx'
import { outcomeTones, pointsOf } from './selection-parts.ts'
import type { AccountSelection, CriteriaDocument } from './selection-parts.ts'

interface Props {
  readonly id: string
  readonly onClose: () => void
}

/** One account of the selection: what holds and why, its marks and decisions, and the forms to write new ones. */
export function AccountSheet({ id, onClose }: Props) {
  const t = useT('selection')
  const account = useQuery(queryOf('getAccountSelection', { params: { id } }))
  const criteria = useQuery(queryOf('getSelectionCriteria', {}))
  return (
    <Dialog title={account.data?.name ?? t('title')} place="side" width="l" onClose={onClose}>
      <DialogBody>
        <Loaded query={account}>
          {(shown) => (
            <Loaded query={criteria}>
              {({ current, version }) => <Sheet shown={shown} criteria={current} version={version} />}
            </Loaded>
          )}
        </Loaded>
      </DialogBody>
    </Dialog>
  )
}

interface SheetProps {
  readonly shown: AccountSelection
  readonly criteria: CriteriaDocument | null
  readonly version: number
}

function Sheet({ shown, criteria, version }: SheetProps) {
  const t = useT('selection')
  const mayDecide = useRight('policy')
  const [form, setForm] = useState<'score' | 'decide' | null>(null)
  const close = () => setForm(null)
  return (
    <div className={css.sheet}>
      <Summary shown={shown} atLeast={criteria?.atLeast ?? null} />
      <div className={css.line} data-print="no">
        {shown.mayScore && criteria !== null && (
          <Button kind={form === 'score' ? 'secondary' : 'primary'} onClick={() => setForm('score')}>
            {t('sheet.score')}
          </Button>
        )}
        {mayDecide && <Button onClick={() => setForm('decide')}>{t('sheet.decide')}</Button>}
        <Link to="/accounts/$id" params={{ id: shown.id }}>
          {t('sheet.open')}
        </Link>
      </div>
      {form === 'score' && criteria !== null && (
        <ScoreForm shown={shown} criteria={criteria} version={version} onDone={close} />
      )}
      {form === 'decide' && <DecideForm shown={shown} onDone={close} />}
      {form !== 'score' && criteria !== null && <Marks shown={shown} criteria={criteria} />}
      <Decision shown={shown} />
      <Past shown={shown} criteria={criteria} />
    </div>
  )
}

function Summary({ shown, atLeast }: { readonly shown: AccountSelection; readonly atLeast: number | null }) {
  const t = useT('selection')
  const format = useFormat()
  const { holds, byScore, score, least, most, known, of } = shown
  const points = (number: number): string => format.decimal(pointsOf(number, atLeast))
  return (
    <p className={css.summary}>
      <Tag tone={outcomeTones[holds]}>{t(`outcomes.${holds}`)}</Tag>
      {byScore !== holds && <Tag>{t('sheet.byScore', { outcome: t(`outcomes.${byScore}`) })}</Tag>}
      {score === undefined ? (
        <span>{t('sheet.hidden')}</span>
      ) : score === null ? (
        <span>{t('sheet.noScore')}</span>
      ) : (
        <>
          <strong>{t('sheet.summary', { points: points(score), known, of })}</strong>
          {known < of && least !== undefined && most !== undefined && (
            <span className={css.quiet}>{t('sheet.between', { least: points(least), most: points(most) })}</span>
          )}
        </>
      )}
    </p>
  )
}

/** The marks by criterion, in the words of the scale; what is not marked, or no longer counts, says so. */
function Marks({
  shown: { scoring },
  criteria,
}: {
  readonly shown: AccountSelection
  readonly criteria: CriteriaDocument
}) {
  const t = useT('selection')
  const format = useFormat()
  if (!scoring) return null
  const { by, at, reviewOn, marks } = scoring
  return (
    <section aria-label={t('sheet.marks')}>
      <h3>{t('sheet.marks')}</h3>
      <p className={css.quiet}>
        {t('sheet.scoredBy', { name: by.name, instant: format.instant(at), day: format.day(reviewOn) })}
      </p>
      <ScrollTable label={t('sheet.marks')}>
        <thead>
          <tr>
            <th scope="col">{t('sheet.criterion')}</th>
            <th scope="col" data-figure>
              {t('sheet.points')}
            </th>
            <th scope="col">{t('sheet.evidence')}</th>
          </tr>
        </thead>
        <tbody>
          {criteria.criteria.map(({ key, label, scale }) => {
            const mark = marks.find(({ criterion }) => criterion === key)
            const step = scale.find(({ points }) => points === mark?.points)
            return (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td data-figure>{mark ? <Score of={mark.points} atLeast={null} /> : t('sheet.notMarked')}</td>
                <td className={css.evidence}>
                  {mark && <span className={css.quiet}>{step?.means ?? t('sheet.noLonger')}</span>}
                  {mark && <span>{mark.evidence}</span>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </ScrollTable>
    </section>
  )
}

function Decision({ shown: { override } }: { readonly shown: AccountSelection }) {
  const t = useT('selection')
  const format = useFormat()
  return (
    <section aria-label={t('sheet.decision')}>
      <h3>{t('sheet.decision')}</h3>
      {override === null ? (
        <p className={css.quiet}>{t('sheet.noDecision')}</p>
      ) : (
        <p>
          <strong>{t(`decisions.${override.decision}`)}</strong>{' '}
          {t('sheet.decidedBy', {
            name: override.by.name,
            instant: format.instant(override.at),
            reason: override.reason,
          })}
          {override.reviewOn !== null && (
            <span className={css.quiet}> {t('sheet.reviewOn', { day: format.day(override.reviewOn) })}</span>
          )}
        </p>
      )}
    </section>
  )
}

interface PastProps {
  readonly shown: AccountSelection
  readonly criteria: CriteriaDocument | null
}

/** What was written before what counts now, the newest first. */
function Past({ shown: { scorings = [], overrides, scoring, override }, criteria }: PastProps) {
  const t = useT('selection')
  const format = useFormat()
  const labelOf = (key: string): string => criteria?.criteria.find((one) => one.key === key)?.label ?? key
  const lines = [
    ...scorings
      .filter(({ id }) => id !== scoring?.id)
      .map(({ id, at, by, marks }) => {
        const given = marks.map(({ criterion, points }) =>
          t('sheet.pastMark', { criterion: labelOf(criterion), points: format.decimal(String(points)) }),
        )
        const values = { name: by.name, instant: format.instant(at), marks: format.list(given) }
        return { id, at, text: t('sheet.pastScore', values) }
      }),
    ...overrides
      .filter(({ id }) => id !== override?.id)
      .map(({ id, at, by, decision, reason }) => {
        const said = t('sheet.decidedBy', { name: by.name, instant: format.instant(at), reason })
        return { id, at, text: `${t(`decisions.${decision}`)}. ${said}` }
      }),
  ].toSorted((one, other) => (one.at === other.at ? 0 : one.at > other.at ? -1 : 1))
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{t('sheet.past')}</summary>
      <ul className={css.past}>
        {lines.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </details>
  )
}
