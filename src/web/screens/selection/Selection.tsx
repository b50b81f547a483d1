import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/operations.ts'
import type { Format } from '../../format.ts'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { Count } from '../../ui/Figures.tsx'
import { SheetDownload } from '../../ui/Links.tsx'
import { PageHeader, StatRow, StatTile } from '../../ui/Page.tsx'
import { EmptyState, Loaded } from '../../ui/States.tsx'
import { TabPanel, Tabs } from '../../ui/Tabs.tsx'
import { AccountPicker } from '../actions/AccountPicker.tsx'
import { AccountSheet } from './AccountSheet.tsx'
import { CriteriaPart } from './CriteriaPart.tsx'
import css from './Selection.module.css'
import { SelectionList } from './SelectionList.tsx'

const route = getRouteApi('/app/selection')
const tabs = ['ranking', 'overrides', 'due', 'criteria'] as const

/** Which accounts are strategic, by what criteria, and who decided otherwise. */
export function Selection() {
  const t = useT('selection')
  const format = useFormat()
  const search = route.useSearch()
  const { tab = 'ranking', show = 'all', account } = search
  const navigate = route.useNavigate()
  const change = (next: Partial<typeof search>) =>
    void navigate({ search: { ...search, ...next }, replace: true, resetScroll: false })
  const [isPicking, setPicking] = useState(false)
  const mayScore = useRight('write-action')
  const mayExport = useRight('export')
  const whole = useQuery(queryOf('listSelection', { query: { limit: 1 } }))
  const hasCriteria = whole.data !== undefined && whole.data.version > 0
  const open = (id: string | undefined) => change({ account: id })
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {mayExport && whole.data !== undefined && whole.data.counts.all > 0 && (
              <SheetDownload operation="exportSelection" input={{ query: {} }}>
                {t('download')}
              </SheetDownload>
            )}
            {mayScore && hasCriteria && (
              <Button kind="primary" onClick={() => setPicking(true)}>
                {t('score')}
              </Button>
            )}
          </>
        }
      >
        {t('under')}
      </PageHeader>
      <Loaded query={whole}>
        {(shown) => (
          <>
            <KeyFigures shown={shown} />
            <div className={css.parts}>
              <Tabs
                label={t('parts')}
                value={tab}
                tabs={tabs.map((value) => ({ value, label: t(`tabs.${value}`), count: countOf(shown, value, format) }))}
                onValue={(value) => change({ tab: value === 'ranking' ? undefined : value })}
              />
              <TabPanel of={tab}>
                {tab === 'criteria' ? (
                  <CriteriaPart />
                ) : hasCriteria || shown.counts.all > 0 ? (
                  <SelectionList
                    part={tab}
                    show={show}
                    ranked={shown.ranked}
                    atLeast={shown.atLeast}
                    openId={account}
                    onShow={(value) => change({ show: value === 'all' ? undefined : value })}
                    onOpen={open}
                  />
                ) : (
                  <NoCriteria onCriteria={() => change({ tab: 'criteria' })} />
                )}
              </TabPanel>
            </div>
          </>
        )}
      </Loaded>
      {isPicking && (
        <Dialog title={t('score')} place="top" onClose={() => setPicking(false)}>
          <DialogBody>
            <AccountPicker
              picked={null}
              onPick={(picked) => {
                setPicking(false)
                if (picked !== null) open(picked.id)
              }}
            />
          </DialogBody>
        </Dialog>
      )}
      {account !== undefined && <AccountSheet key={account} id={account} onClose={() => open(undefined)} />}
    </>
  )
}

type Shown = Output<'listSelection'>

function countOf({ counts }: Shown, tab: (typeof tabs)[number], { integer }: Format): string | null {
  if (tab === 'criteria') return null
  const count = { ranking: counts.all, overrides: counts.overrides, due: counts.due }[tab]
  return count === 0 ? null : integer(count)
}

function KeyFigures({ shown: { counts, atLeast, version } }: { readonly shown: Shown }) {
  const t = useT('selection')
  const format = useFormat()
  return (
    <StatRow>
      <StatTile
        label={t('figure.strategic')}
        value={<Count count={counts.strategic} />}
        note={t('figure.strategicNote', { byScore: format.integer(counts.strategicByScore) })}
      />
      <StatTile label={t('figure.open')} value={<Count count={counts.open} />} note={t('figure.openNote')} />
      <StatTile
        label={t('figure.overrides')}
        value={<Count count={counts.overrides} />}
        note={t('figure.overridesNote')}
      />
      <StatTile label={t('figure.due')} value={<Count count={counts.due} />} note={t('figure.dueNote')} />
      <StatTile
        label={t('figure.atLeast')}
        value={
          atLeast === null ? <Count count={null} /> : t('figure.points', { points: format.decimal(String(atLeast)) })
        }
        note={version === 0 ? t('figure.noCriteria') : t('figure.atLeastNote', { version })}
      />
    </StatRow>
  )
}

function NoCriteria({ onCriteria }: { readonly onCriteria: () => void }) {
  const t = useT('selection')
  const mayWrite = useRight('policy')
  return (
    <EmptyState
      title={t('list.noCriteria')}
      action={mayWrite ? <Button onClick={onCriteria}>{t('list.toCriteria')}</Button> : undefined}
    >
      {t('list.noCriteriaAdvice')} {mayWrite ? '' : t('list.noCriteriaAsk')}
    </EmptyState>
  )
}
