import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Count, Percent } from '../../ui/Figures.tsx'
import { Section, StatRow, StatTile } from '../../ui/Page.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { Loaded } from '../../ui/States.tsx'
import css from './Alerts.module.css'
import { CapsDialog } from './CapsDialog.tsx'

type Caps = Output<'getAlertCaps'>

/** What was looked at, how an alert is found, and how many of them each rep is told of, by the answers they gave. */
export function AlertCaps() {
  const query = useQuery(queryOf('getAlertCaps', {}))
  return (
    <Loaded query={query}>
      {(caps) => (
        <>
          <Found caps={caps} />
          <How caps={caps} />
          <Reps caps={caps} />
        </>
      )}
    </Loaded>
  )
}

function Found({ caps: { found, q } }: { readonly caps: Caps }) {
  const t = useT('alerts')
  const format = useFormat()
  if (found === null) return null
  const { silence, decline } = found
  return (
    <StatRow>
      <StatTile
        label={t('caps.tested')}
        value={<Count count={silence.tested + decline.tested} />}
        note={t('caps.testedNote', {
          silences: format.integer(silence.tested),
          declines: format.integer(decline.tested),
        })}
      />
      <StatTile
        label={t('caps.alarms')}
        value={<Count count={silence.alarms + decline.alarms} />}
        note={t('caps.alarmsNote', {
          silences: format.integer(silence.alarms),
          declines: format.integer(decline.alarms),
        })}
      />
      <StatTile label={t('caps.seasonal')} value={<Count count={silence.seasonal} />} note={t('caps.seasonalNote')} />
      <StatTile label={t('caps.q')} value={<Percent share={q} />} note={t('caps.qNote')} />
    </StatRow>
  )
}

function How({ caps: { q } }: { readonly caps: Caps }) {
  const t = useT('alerts')
  const format = useFormat()
  return (
    <Section title={t('caps.how')}>
      <div className={css.how}>
        <p>{t('caps.howSilence')}</p>
        <p>{t('caps.howDecline')}</p>
        <p>{t('caps.howShare', { q: format.percent(q) })}</p>
      </div>
    </Section>
  )
}

function Reps({ caps }: { readonly caps: Caps }) {
  const t = useT('alerts')
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { rule, cap, reps, maySet } = caps
  return (
    <Section
      title={t('caps.title')}
      actions={
        maySet && (
          <Button size="s" onClick={() => setOpen(true)}>
            {t('caps.set')}
          </Button>
        )
      }
    >
      <p className={css.how}>
        {t('caps.rule', {
          cap: format.integer(cap),
          days: format.integer(rule.days),
          least: format.integer(rule.least),
          most: format.integer(rule.most),
          answers: format.integer(rule.leastAnswers),
        })}
      </p>
      {reps.length > 0 && (
        <ScrollTable label={t('caps.title')}>
          <thead>
            <tr>
              <th scope="col">{t('caps.rep')}</th>
              {figures.map((name) => (
                <th key={name} scope="col" data-figure>
                  {t(`caps.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {reps.map((row) => (
              <tr key={row.rep?.key ?? ''}>
                <th scope="row">{row.rep?.name ?? t('caps.nobody')}</th>
                {figures.map((name) => (
                  <td key={name} data-figure>
                    <Count count={row[name]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
      {isOpen && <CapsDialog caps={caps} onClose={() => setOpen(false)} />}
    </Section>
  )
}

const figures = ['open', 'cap', 'inWeek', 'answeredInWeek', 'useful', 'useless'] as const
