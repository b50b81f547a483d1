import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { AlertOutcome } from '../../../domain/alert/outcome.ts'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { toast } from '../../ui/toast.ts'
import type { Alert } from './alert-sentence.ts'

/** Everything on screen that an alert stands in. */
const shownIn: ReadonlySet<unknown> = new Set(['listAlerts', 'getAlert', 'getAlertCaps', 'getMyBook', 'getPortfolio'])

/** Asks anew for whatever shows alerts. */
export function refreshAlerts(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => shownIn.has(operation) })
}

interface Given {
  readonly alert: Alert
  readonly outcome: AlertOutcome | null
  readonly note: string | null
}

/** Answers an alert, or takes the answer back; what undoes it stands on the toast. */
export function useAnswer() {
  const t = useT('alerts')
  const queries = useQueryClient()
  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ alert, outcome, note }: Given) =>
      call('setAlertOutcome', { params: { id: alert.id }, body: { outcome, note } }),
    onSuccess: (_, { alert, outcome }) => {
      const { name } = alert.account
      const before = { alert, outcome: alert.answer?.outcome ?? null, note: alert.answer?.note ?? null }
      toast(outcome === null ? t('taken', { name }) : t('said', { name, outcome: t(`outcome.${outcome}`) }), {
        undo: () => mutate(before),
      })
    },
    onError: (error) => toast(error.message, { tone: 'failed' }),
    onSettled: () => refreshAlerts(queries),
  })
  return {
    /** The alert whose answer is on its way; a second click meanwhile is none. */
    pending: isPending ? variables.alert.id : null,
    answer: (alert: Alert, outcome: AlertOutcome | null, note: string | null = null) => {
      if (!isPending) mutate({ alert, outcome, note })
    },
  }
}
