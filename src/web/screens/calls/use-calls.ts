import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { call } from '../../api.ts'
import { useT } from '../../i18n/i18n.ts'
import { useFormat } from '../../ui/book-context.ts'
import { toast } from '../../ui/toast.ts'
import type { Call } from './call-draft.ts'

/** Everything on screen that a call, or its next step, stands in. */
const shownIn: ReadonlySet<unknown> = new Set([
  'listCalls',
  'getCall',
  'getCallDay',
  'getCallHints',
  'listActions',
  'getReminders',
  'getMyBook',
  'getScoreboard',
  'listLeague',
  'listAudit',
])

/** Asks anew for whatever shows calls. */
export function refreshCalls(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey: [operation] }) => shownIn.has(operation) })
}

/** Drops calls and takes back what came of them; what takes that back stands on the toast. */
export function useCallState() {
  const t = useT('calls')
  const queries = useQueryClient()
  const settled = {
    onError: (error: Error) => toast(error.message, { tone: 'failed' as const }),
    onSettled: () => refreshCalls(queries),
  }
  const reopen = useMutation({
    mutationFn: ({ id, version }: Call) => call('reopenCall', { params: { id }, ifMatch: version }),
    onSuccess: ({ account }) => toast(t('saidBack', { name: account.name })),
    ...settled,
  })
  const drop = useMutation({
    mutationFn: ({ id, version }: Call) =>
      call('dropCall', { params: { id }, body: { reason: null }, ifMatch: version }),
    onSuccess: (dropped) =>
      toast(t('saidDropped', { name: dropped.account.name }), { undo: () => reopen.mutate(dropped) }),
    ...settled,
  })
  return { drop: drop.mutate, reopen: reopen.mutate, isPending: drop.isPending || reopen.isPending }
}

/** Puts accounts aside that are suggested for a call. */
export function useSkip() {
  const t = useT('calls')
  const format = useFormat()
  const queries = useQueryClient()
  const settled = {
    onError: (error: Error) => toast(error.message, { tone: 'failed' as const }),
    onSettled: () => refreshCalls(queries),
  }
  const back = useMutation({
    mutationFn: (account: string) => call('skipCall', { body: { account, until: null } }),
    ...settled,
  })
  const skip = useMutation({
    mutationFn: (asked: { readonly account: string; readonly until: string }) => call('skipCall', { body: asked }),
    onSuccess: ({ account, until }) =>
      toast(t('ofDay.saidSkipped', { name: account.name, day: until === null ? '' : format.day(until) }), {
        undo: () => back.mutate(account.id),
      }),
    ...settled,
  })
  return { skip: skip.mutate, isPending: skip.isPending }
}
