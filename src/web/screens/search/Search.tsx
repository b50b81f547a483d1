import { getRouteApi } from '@tanstack/react-router'
import { useT } from '../../i18n/i18n.ts'
import { SearchPanel } from '../../shell/SearchPanel.tsx'
import { PageHeader } from '../../ui/Page.tsx'
import css from './Search.module.css'

const route = getRouteApi('/app/search')

/** Where whoever answers a phone begins: type, and the account is there. */
export function Search() {
  const t = useT('search')
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader title={t('title')}>{t('hint')}</PageHeader>
      <div className={css.panel}>
        <SearchPanel
          start={q}
          onQuery={(typed) => void navigate({ search: { q: typed === '' ? undefined : typed }, replace: true })}
        />
      </div>
    </>
  )
}
