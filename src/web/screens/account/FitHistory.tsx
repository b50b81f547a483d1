import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useBandText } from '../../ui/band-text.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { EmptyState, ErrorState, SkeletonLines } from '../../ui/States.tsx'
import { usePages } from '../../ui/use-pages.ts'
import css from './Fit.module.css'

type Judgement = Output<'addJudgement'>

interface Props {
  readonly accountId: string
  readonly onClose: () => void
}

/** Everything that was ever judged of the account, the newest first; what holds is marked. */
export function FitHistory({ accountId, onClose }: Props) {
  const t = useT('fit')
  const pages = usePages('listJudgements', { params: { id: accountId }, query: {} })
  return (
    <Dialog title={t('past.title')} place="side" onClose={onClose}>
      <DialogBody>
        <p className={css.quiet}>{t('past.hint')}</p>
        {pages.isPending && <SkeletonLines lines={6} />}
        {pages.error !== null && <ErrorState error={pages.error} onRetry={pages.retry} />}
        {!pages.isPending && pages.error === null && pages.rows.length === 0 && <EmptyState title={t('past.empty')} />}
        <ol className={css.past}>
          {pages.rows.map((judgement) => (
            <Past key={judgement.id} judgement={judgement} />
          ))}
        </ol>
        {pages.hasMore && (
          <Button isBusy={pages.isLoadingMore} onClick={pages.loadMore}>
            {t('common:loadMore')}
          </Button>
        )}
      </DialogBody>
    </Dialog>
  )
}

function Past({ judgement }: { readonly judgement: Judgement }) {
  const t = useT('fit')
  const format = useFormat()
  const { aspect, line, from, by, at, evidence, potential, isInForce } = judgement
  const matter = t(`dialog.aspects.${aspect}`)
  const basis = evidence ?? potential?.evidence
  return (
    <li>
      <span className={css.what}>
        <strong>{line === null ? matter : line.name}</strong>
        <Said judgement={judgement} />
        {isInForce && <Tag tone="accent">{t('past.holds')}</Tag>}
      </span>
      {basis !== undefined && <span>{basis}</span>}
      <span className={css.quiet}>
        {t('since', { day: format.day(from), name: by.name })}, {t('past.written', { instant: format.instant(at) })}
      </span>
    </li>
  )
}

/** What was said, in words. */
function Said({ judgement }: { readonly judgement: Judgement }) {
  const t = useT('fit')
  const format = useFormat()
  const bandText = useBandText()
  const currency = useCurrency()
  const { standing, reference, potential, regions, minutes, relationship, intent } = judgement
  if (standing) return <span>{t(`standings.${standing}`)}</span>
  if (reference) return <span>{t(`references.${reference}`)}</span>
  if (relationship) return <span>{t(`relationships.${relationship}`)}</span>
  if (intent) return <span>{t(`intents.${intent}`)}</span>
  if (regions) return <span>{format.list(regions)}</span>
  if (minutes !== null) return <span>{t('past.minutes', { minutes: format.integer(minutes) })}</span>
  if (!potential) return <span>{t('past.takenBack')}</span>
  const source = t(`sources.${potential.source}`)
  const { low, likely, high, likelyBand } = potential
  if (low === undefined || likely === undefined || high === undefined)
    return <span>{t('past.potentialBand', { band: bandText(likelyBand, currency), source })}</span>
  const money = {
    likely: format.wholeMoney(likely, currency),
    low: format.wholeMoney(low),
    high: format.wholeMoney(high),
  }
  return <span>{t('past.potential', { ...money, source })}</span>
}
