import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import type { Step } from './edit-mapping.ts'
import { placeNames, places } from './steps.ts'

/** A step in a few words, for beside the column it changes. */
export function useStepText(): (step: Step) => string {
  const t = useT('mapping')
  const format = useFormat()
  return (step) => {
    switch (step.do) {
      case 'trim':
      case 'upper':
        return t(`steps.short.${step.do}`)
      case 'if-empty':
        return t('steps.short.if-empty', { value: step.value })
      case 'date':
        return t('steps.short.date', { form: step.form })
      case 'decimal':
        return t('steps.short.decimal', { sign: step.sign })
      case 'times':
        return t('steps.short.times', { column: step.column })
      case 'negate':
        return step.where === undefined
          ? t('steps.short.negate')
          : t('steps.short.negateWhere', { column: step.where.column })
      case 'split': {
        const named = placeNames.find((name) => places[name] === step.place)
        return t('steps.short.split', {
          place: named === undefined ? format.integer(step.place) : t(`steps.places.${named}`),
          separator: step.separator,
        })
      }
      case 'extract':
        return t('steps.short.extract', { pattern: step.pattern })
      case 'look-up':
        return t('steps.short.look-up', { count: Object.keys(step.values).length })
    }
  }
}
