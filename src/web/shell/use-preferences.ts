import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Output } from '../../contract/operations.ts'
import { call } from '../api.ts'
import { sessionQuery } from '../queries.ts'

type Preferences = Output<'updatePreferences'>

/** Sets preferences: the screen changes at once and changes back if the server does not take it. */
export function usePreferences() {
  const queries = useQueryClient()
  const show = (preferences: Partial<Preferences>) =>
    queries.setQueryData(sessionQuery.queryKey, (session) =>
      session === undefined
        ? session
        : { ...session, user: { ...session.user, preferences: { ...session.user.preferences, ...preferences } } },
    )
  const change = useMutation({
    mutationFn: (preferences: Partial<Preferences>) => call('updatePreferences', { body: preferences }),
    onMutate: (preferences) => {
      const before = queries.getQueryData(sessionQuery.queryKey)?.user.preferences
      show(preferences)
      return before
    },
    onSuccess: (preferences) => show(preferences),
    onError: (_error, _preferences, before) => {
      if (before !== undefined) show(before)
    },
  })
  return { set: change.mutate, error: change.error }
}
