import { Link } from '@tanstack/react-router'
import type { Output } from '../../../contract/operations.ts'
import { useT } from '../../i18n/i18n.ts'
import { Tag } from '../../ui/Badges.tsx'
import { useFormat } from '../../ui/book-context.ts'
import { buttonClass } from '../../ui/Button.tsx'
import { Dialog, DialogBody } from '../../ui/Dialog.tsx'
import { InstantText } from '../../ui/Figures.tsx'
import { Facts } from '../../ui/Page.tsx'
import css from './Imports.module.css'
import { takeTones } from './take-tones.ts'

interface Props {
  readonly take: Output<'getInbox'>['takes'][number]
  readonly onClose: () => void
}

/** Files that came to a source together: what happened, in full. */
export function TakeDialog({ take, onClose }: Props) {
  const t = useT('inbox')
  const format = useFormat()
  const { source, at, files, state, message, job } = take
  return (
    <Dialog title={t('one', { source })} place="side" onClose={onClose}>
      <DialogBody>
        <div className={css.stack}>
          {message !== null && <p>{message}</p>}
          <Facts
            items={[
              [
                t('columns.state'),
                <Tag key="state" tone={takeTones[state]}>
                  {t(`states.${state}`)}
                </Tag>,
              ],
              [t('columns.at'), <InstantText key="at" instant={at} />],
              [t('columns.files'), format.list(files)],
            ]}
          />
          {state === 'failed' && (
            <Link to="/imports/new" search={{ source }} className={buttonClass('primary')}>
              {t('onScreen')}
            </Link>
          )}
          {job !== null && (
            <Link to="/jobs" search={{ job }} className={buttonClass()}>
              {t('job')}
            </Link>
          )}
        </div>
      </DialogBody>
    </Dialog>
  )
}
