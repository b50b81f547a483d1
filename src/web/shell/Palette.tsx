import { useT } from '../i18n/i18n.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { SearchPanel } from './SearchPanel.tsx'

/** The search over whatever screen one is on. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useT('shell')
  return (
    <Dialog title={t('palette.title')} isTitleHidden place="top" width="l" onClose={onClose}>
      <SearchPanel onDone={onClose} />
    </Dialog>
  )
}
