/** What browsers say of a part of the app that is not there: of its script, or of its styles. */
const complaints = [
  /^Failed to fetch dynamically imported module/,
  /^error loading dynamically imported module/,
  /^Importing a module script failed/,
  /^Unable to preload CSS/,
]

type Memory = Pick<Storage, 'getItem' | 'setItem'>

/** Whether an error is that of a part that could not be loaded: of a page that was opened before the server was upgraded. */
export function isMissingPart(error: unknown): error is Error {
  return error instanceof Error && complaints.some((complaint) => complaint.test(error.message))
}

/** Whether to load the page again because of an error: once for each missing part, and only where there is a line. */
export function mayReload(
  error: unknown,
  { memory, isOnline }: { readonly memory: Memory; readonly isOnline: boolean },
): error is Error {
  return isMissingPart(error) && isOnline && memory.getItem(nameOf(error)) === null
}

/** Remembers, for as long as the tab is open, that the page is loaded again because of an error. */
export function noteReload(error: Error, memory: Memory): void {
  memory.setItem(nameOf(error), '1')
}

/** The name under which the router remembers it for scripts: neither of us loads the page after the other has. */
function nameOf({ message }: Error): string {
  return `tanstack_router_reload:${message}`
}

/** What tells of screens that are drawn: the router. */
interface Screens {
  readonly subscribe: (event: 'onResolved', listener: () => void) => unknown
}

/**
 * Loads the page again, once, with the next screen after a part was missing. Vite asks for styles once: a screen whose link was
 * pointed at before it was clicked would come without them and without an error.
 */
export function reloadWithNextScreen(screens: Screens): void {
  let missing: Error | null = null
  addEventListener('vite:preloadError', ({ payload }) => {
    missing = payload
  })
  screens.subscribe('onResolved', () => {
    if (missing === null || !mayReload(missing, { memory: sessionStorage, isOnline: navigator.onLine })) return
    noteReload(missing, sessionStorage)
    location.reload()
  })
}
