import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { toast } from '../../ui/toast.ts'
import type { Action } from './action-parts.ts'

/** Everything on screen that an action stands in. */
const shownIn: ReadonlySet<unknown> = new Set([
  'listActions',
  'getAction',
  'getReminders',
  'getMyBook',
  'getReview',
  'listReviews',
  'listHistory',
  'listAudit',
])

/** Asks anew for whatever shows actions. */
export function refreshActions(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => shownIn.has(operation) })
}

/** Brings an action into a state; what takes it back stands on the toast. */
export function useActionState() {
  const t = useT('actions')
  const queries = useQueryClient()
  const said = { done: 'saidDone', dropped: 'saidDropped', open: 'saidOpen' } as const
  const { mutate, isPending } = useMutation({
    mutationFn: ({ action, state }: { readonly action: Action; readonly state: Action['state'] }) =>
      call('setActionState', { params: { id: action.id }, body: { state, note: null }, ifMatch: action.version }),
    onSuccess: (changed, { action, state }) => {
      toast(t(said[state], { title: action.title }), {
        undo: () => mutate({ action: changed, state: action.state }),
      })
    },
    onError: (error) => toast(error.message, { tone: 'failed' }),
    onSettled: () => refreshActions(queries),
  })
  return { isPending, setState: (action: Action, state: Action['state']) => mutate({ action, state }) }
}
