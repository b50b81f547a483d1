import { useT } from '../../i18n/i18n.ts'
import type { Forms } from './edit-mapping.ts'

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

/** What stands between columns, by name. */
export function useDelimiterName(): (sign: string) => string {
  const t = useT('mapping')
  return (sign) => {
    const known = Object.entries(delimiterNames).find(([one]) => one === sign)?.[1]
    return known === undefined ? t('forms.delimiters.other', { sign }) : t(`forms.delimiters.${known}`)
  }
}

/** The forms that are stated, each in a few words. */
export function useFormText(): (forms: Forms) => readonly string[] {
  const t = useT('mapping')
  const delimiterName = useDelimiterName()
  return ({ encoding, delimiter, sheet, decimal, date }) => [
    ...(encoding === undefined ? [] : [t(`forms.encodings.${encoding}`)]),
    ...(delimiter === undefined ? [] : [delimiterName(delimiter)]),
    ...(sheet === undefined ? [] : [`${t('forms.sheet')} ${sheet}`]),
    ...(decimal === undefined ? [] : [t(`forms.decimals.${decimal === '.' ? 'point' : 'comma'}`)]),
    ...(date === undefined ? [] : [t(`forms.dates.${date}`)]),
  ]
}
