import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import css from './Start.module.css'

type Progress = NonNullable<Output<'getStart'>['demo']>['progress']

/** How far the demo book is; it is made in the background while one reads. */
export function MakingDemo({ progress }: { readonly progress: Progress }) {
  const t = useT('start')
  const format = useFormat()
  const total = progress?.total ?? null
  return (
    <div className={css.making} role="status">
      <span className={css.makingText}>
        {t('demo.making')}
        {progress !== null && <span className={css.step}>{progress.what}</span>}
        {progress !== null && total !== null && total > 0 && (
          <span className={css.step}>{format.percent(Math.min(progress.done / total, 1))}</span>
        )}
      </span>
      <progress
        aria-label={t('demo.making')}
        {...(progress === null || total === null ? {} : { value: progress.done, max: total })}
      />
    </div>
  )
}
