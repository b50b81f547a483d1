import { Link } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { buttonClass } from '../../ui/Button.tsx'

/** The way back to the files, which are still there. */
export function Back({ upload }: { readonly upload: string | undefined }) {
  const t = useT('importing')
  return (
    <Link className={buttonClass()} to="/imports/new" search={{ upload }}>
      {t('back')}
    </Link>
  )
}
