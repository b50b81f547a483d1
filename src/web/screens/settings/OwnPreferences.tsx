import { makeFormat } from '../../format.ts'
import { useT } from '../../i18n/i18n.ts'
import { usePreferences } from '../../shell/use-preferences.ts'
import { Form, SegmentedControl, SelectField } from '../../ui/Fields.tsx'
import { ErrorLine } from '../../ui/States.tsx'
import { useBook, useSession } from '../../ui/book-context.ts'
import css from './Settings.module.css'

const formats = [
  'en-GB',
  'en-US',
  'en-IE',
  'de-DE',
  'de-CH',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pl-PL',
  'sv-SE',
  'pt-BR',
  'ja-JP',
  'en-IN',
]
const example = '1234567.89'

export function OwnPreferences() {
  const t = useT('settings')
  const session = useSession()
  const book = useBook()
  const { set, error } = usePreferences()
  if (session === null) return null
  const { language, format, theme } = session.user.preferences
  const known = formats.includes(format) ? formats : [format, ...formats]
  const timeZone = book?.timeZone ?? 'UTC'
  const day = book?.asOf ?? book?.today ?? '2026-03-31'
  return (
    <Form onSubmit={() => {}}>
      <div className={css.row}>
        <span className={css.label}>{t('own.theme')}</span>
        <SegmentedControl
          label={t('own.theme')}
          value={theme}
          options={(['light', 'dark', 'system'] as const).map((one) => ({ value: one, label: t(`own.themes.${one}`) }))}
          onValue={(chosen) => set({ theme: chosen })}
        />
      </div>
      <SelectField
        label={t('own.format')}
        value={format}
        options={known.map((one) => ({ value: one, label: sampleOf(one, timeZone, day) }))}
        onValue={(chosen) => set({ format: chosen })}
      />
      <SelectField
        label={t('own.language')}
        value={language}
        options={(['en', 'en-XA'] as const).map((one) => ({ value: one, label: t(`own.languages.${one}`) }))}
        onValue={(chosen) => set({ language: chosen })}
      />
      <ErrorLine error={error} />
    </Form>
  )
}

/** A figure and a day as a place writes them, with the name of the place in its own words. */
function sampleOf(locale: string, timeZone: string, day: string): string {
  const { money, day: write } = makeFormat(locale, timeZone)
  const place = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale
  return `${money(example)} · ${write(day)} · ${place}`
}
