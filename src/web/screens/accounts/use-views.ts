import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Output } from '../../../contract/operations.ts'
import { call } from '../../api.ts'
import { queryOf } from '../../queries.ts'

export type SavedView = Output<'listViews'>['items'][number]
type ViewFields = Pick<SavedView, 'name' | 'search' | 'isShared'>

const viewsQuery = queryOf('listViews', {})

export function useViews(): readonly SavedView[] {
  return useQuery(viewsQuery).data?.items ?? []
}

/** What one can do with saved views; each brings the list of them up to date. */
export function useViewCommands() {
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['listViews'] })
  const create = useMutation({ mutationFn: (body: ViewFields) => call('createView', { body }), onSuccess })
  const update = useMutation({
    mutationFn: ({ view, body }: { readonly view: SavedView; readonly body: ViewFields }) =>
      call('updateView', { params: { id: view.id }, body, ifMatch: view.version }),
    onSuccess,
  })
  const remove = useMutation({
    mutationFn: (view: SavedView) => call('deleteView', { params: { id: view.id }, ifMatch: view.version }),
    onSuccess,
    // Somebody may have changed it elsewhere: what is shown next is what there is.
    onError: onSuccess,
  })
  return { create, update, remove }
}

/** The fields of a view as a write takes them. */
export function fieldsOf({ name, search, isShared }: SavedView): ViewFields {
  return { name, search, isShared }
}
