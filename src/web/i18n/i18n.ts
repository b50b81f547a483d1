import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { en } from './en.ts'
import { first } from './first.ts'
import { pseudoOf, type Texts } from './pseudo.ts'

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
    ns: Object.keys(first),
    resources: { en: first },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await changeLanguage(language)
}

/** The parts there are texts of by now; the pseudo-language is made of them when it is first asked for. */
let known: Texts = first

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en-XA') addPseudo(known)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

function addPseudo(parts: Texts): void {
  for (const [part, texts] of Object.entries(pseudoOf(parts))) {
    if (!i18next.hasResourceBundle('en-XA', part)) i18next.addResourceBundle('en-XA', part, texts)
  }
}

let others: Promise<void> | null = null

/** Loads the texts of all other screens, once. */
function loadTexts(): Promise<void> {
  return (others ??= import('./en.ts')
    .then(({ en: whole }) => {
      for (const [part, texts] of Object.entries(whole)) {
        if (!(part in known)) i18next.addResourceBundle('en', part, texts)
      }
      known = whole
      if (i18next.language === 'en-XA') addPseudo(whole)
    })
    // Whoever asks again asks the server again.
    .catch((error: unknown) => {
      others = null
      throw error
    }))
}

/** A screen on its way, with the texts that it needs. */
export async function withTexts<T>(loading: Promise<T>): Promise<T> {
  const [screen] = await Promise.all([loading, loadTexts()])
  return screen
}

/** The texts of one part of the screen, and those all parts share: `t('invite.title')`, `t('common:save')`. */
export function useT<P extends Part>(part: P) {
  return useTranslation<readonly [P, 'common']>([part, 'common'] as const).t
}
