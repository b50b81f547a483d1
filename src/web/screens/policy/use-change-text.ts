import { isMetricId } from '../../../domain/metric.ts'
import type { MetricId } from '../../../domain/metric-definition.ts'
import type { Window } from '../../../domain/period.ts'
import { useT } from '../../i18n/i18n.ts'
import { useCurrency, useFormat } from '../../ui/book-context.ts'
import { isAmount } from './document.ts'
import type { PolicyDocument } from './document.ts'
import type { PolicyChange } from './policy-diff.ts'
import { useMonthName } from './use-month-name.ts'

/** Writes what is other in a policy as a sentence; bounds as money or points, as `after` has them. */
export function useChangeText({ gradeBy }: Pick<PolicyDocument, 'gradeBy'>): (change: PolicyChange) => string {
  const t = useT('policy')
  const account = useT('account')
  const shell = useT('shell')
  const format = useFormat()
  const currency = useCurrency()
  const monthName = useMonthName()
  const bound = (amount: string | null): string => {
    if (amount === null || !isAmount(amount)) return amount ?? ''
    return gradeBy === 'spend'
      ? format.wholeMoney(amount, currency)
      : t('now.points', { points: format.decimal(amount) })
  }
  const nameOf = (metric: string): string => (isMetricId(metric) ? account(`metric.${metric as MetricId}`) : metric)
  return (change) => {
    switch (change.what) {
      case 'gradeAdded':
        return change.bound === null
          ? t('diff.gradeAddedRest', { label: change.label })
          : t('diff.gradeAdded', { label: change.label, bound: bound(change.bound) })
      case 'gradeRemoved':
        return t('diff.gradeRemoved', { label: change.label })
      case 'bound': {
        const words = { label: change.label, before: bound(change.before), after: bound(change.after) }
        if (change.before === null) return t('diff.boundFromRest', words)
        return t(change.after === null ? 'diff.boundToRest' : 'diff.bound', words)
      }
      case 'gradeBy':
        return t(change.after === 'score' ? 'diff.gradeByScore' : 'diff.gradeBySpend')
      case 'level':
        return t(change.after === 'account' ? 'diff.levelAccounts' : 'diff.levelFamilies')
      case 'window':
        return t('diff.window', {
          before: t(`window.${change.before as Window}`),
          after: t(`window.${change.after as Window}`),
        })
      case 'fiscalYearStart':
        return t('diff.fiscalYearStart', { before: monthName(change.before), after: monthName(change.after) })
      case 'minCoverage':
        return t('diff.minCoverage', { before: format.percent(change.before), after: format.percent(change.after) })
      case 'kindAdded':
      case 'kindRemoved':
        return t(`diff.${change.what}`, { kind: shell(`kinds.${change.kind}`) })
      case 'factorAdded':
      case 'factorRemoved':
        return t(`diff.${change.what}`, {
          metric: nameOf(change.metric),
          weight: format.decimal(String(change.weight)),
        })
      case 'weight':
        return t('diff.weight', {
          metric: nameOf(change.metric),
          before: format.decimal(String(change.before)),
          after: format.decimal(String(change.after)),
        })
      case 'curve':
        return t('diff.curve', { metric: nameOf(change.metric) })
    }
  }
}
