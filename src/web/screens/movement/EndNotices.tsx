import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBook, useFormat, useRight } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { usePeriodText } from '../../ui/period-text.ts'
import { Notice } from '../../ui/States.tsx'
import type { ChangeMovement, MovementSearch } from './movement-query.ts'

type Basis = Output<'getMovement'>['basis']
type End = Basis['before']

/** What to know before one reads on: windows that are not whole or share days, and ends that are those of a closing. */
export function EndNotices({
  data: { basis, totals },
  search,
  onChange,
}: {
  readonly data: Pick<Output<'getMovement'>, 'basis' | 'totals'>
  readonly search: MovementSearch
  readonly onChange: ChangeMovement
}) {
  const t = useT('movement')
  const format = useFormat()
  const write = usePeriodText()
  const firstDay = useBook()?.firstDay
  const mayReadSpend = useRight('read-spend')
  const { before, after, sharedDays } = basis
  const closingText = useClosingText()
  const sources = [before, after].flatMap((end) => closingText(end) ?? [])
  const hasClosing = [before, after].some(({ closing }) => closing !== null)
  return (
    <>
      {!before.isWhole && (
        <Notice tone="warning">
          {firstDay === null || firstDay === undefined || before.to < firstDay
            ? t('notices.oneWindow', { period: write(before.period) })
            : t('notices.notWhole', { day: format.day(firstDay), period: write(before.period) })}
        </Notice>
      )}
      {sharedDays > 0 && (
        <Notice tone="warning">{t('notices.shared', { count: sharedDays, days: format.integer(sharedDays) })}</Notice>
      )}
      {mayReadSpend && totals === undefined && search.within !== 'mine' && <Notice>{t('notices.mine')}</Notice>}
      {hasClosing && (
        <Notice
          action={
            <Button
              size="s"
              onClick={() => {
                onChange({ closed: search.closed === 'no' ? undefined : 'no' })
              }}
            >
              {t(search.closed === 'no' ? 'notices.useClosing' : 'notices.useLedger')}
            </Button>
          }
        >
          {sources.join(' ')}
        </Notice>
      )}
    </>
  )
}

/** What an end shows where its period was closed; nothing where it never was. */
function useClosingText(): (end: End) => string | null {
  const t = useT('movement')
  const format = useFormat()
  const write = usePeriodText()
  return ({ period, source, why, closing }) => {
    if (closing === null) return null
    const values = {
      period: write(period),
      number: format.integer(closing.revision),
      day: format.instantDay(closing.closedAt),
    }
    if (source === 'closing') return t('notices.closing', values)
    if (why === 'accounts-gone') return t('notices.accountsGone', values)
    return t(why === 'other-grades' ? 'notices.otherGrades' : 'notices.ledger', values)
  }
}
