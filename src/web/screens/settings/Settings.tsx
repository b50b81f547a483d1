import { useQuery } from '@tanstack/react-query'
import { useT } from '../../i18n/i18n.ts'
import { queryOf } from '../../queries.ts'
import { Columns, PageHeader, Section } from '../../ui/Page.tsx'
import { Loaded } from '../../ui/States.tsx'
import { useRight } from '../../ui/book-context.ts'
import { ApiKeys } from './ApiKeys.tsx'
import { BookSettings } from './BookSettings.tsx'
import { InboxSetting } from './InboxSetting.tsx'
import { OwnPassword } from './OwnPassword.tsx'
import { OwnPreferences } from './OwnPreferences.tsx'

/** How one likes it oneself, and how the book is for everybody. */
export function Settings() {
  const t = useT('settings')
  const mayChange = useRight('manage-setting')
  const mayImport = useRight('import')
  const mayManage = useRight('manage-user')
  const query = useQuery(queryOf('getSettings', {}))
  return (
    <>
      <PageHeader title={t('title')} />
      <Columns>
        <Section title={t('own.title')} hint={t('own.hint')}>
          <OwnPreferences />
        </Section>
        <Section title={t('password.title')} hint={t('password.hint')}>
          <OwnPassword />
        </Section>
      </Columns>
      <Section title={t('book.title')} hint={t(mayChange ? 'book.hint' : 'book.readOnly')}>
        <Loaded query={query}>
          {(settings) => <BookSettings key={settings.version} settings={settings} mayChange={mayChange} />}
        </Loaded>
      </Section>
      {mayChange && mayImport && <InboxSetting />}
      {mayManage && <ApiKeys />}
    </>
  )
}
