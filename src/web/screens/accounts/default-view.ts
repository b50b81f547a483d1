import { basePath } from '../../api.ts'

/** What the address says for the plain list. */
export const plainView = 'all'

const key = `bookvalue-first-view:${basePath}`

/** The id of the saved view this browser opens the list with; null for the plain list. */
export function readDefaultView(): string | null {
  return localStorage.getItem(key)
}

export function keepDefaultView(id: string | null): void {
  if (id === null) localStorage.removeItem(key)
  else localStorage.setItem(key, id)
}
