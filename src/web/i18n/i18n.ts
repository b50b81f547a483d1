import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en.ts'
import { pseudoOf } from './pseudo.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof en
  }
}

export type Language = 'en' | 'en-XA'
type Part = keyof typeof en

export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    ns: Object.keys(en),
    resources: { en },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await changeLanguage(language)
}

/** The pseudo-language is made when it is first asked for. */
export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en-XA' && !i18next.hasResourceBundle('en-XA', 'common')) {
    for (const [part, texts] of Object.entries(pseudoOf(en))) i18next.addResourceBundle('en-XA', part, texts)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

/** The texts of one part of the screen, and those all parts share: `t('invite.title')`, `t('common:save')`. */
export function useT<P extends Part>(part: P) {
  return useTranslation<readonly [P, 'common']>([part, 'common'] as const).t
}
