import { useEffect, useId, useSyncExternalStore } from 'react'

/** Windows that are open, the one on top last: what lies under a window cannot be clicked, so toasts stand in the one on top. */
let places: readonly string[] = []
const listeners = new Set<() => void>()

/** Makes a window a place for toasts as long as it is drawn. Gives whether it is the one on top. */
export function useToastPlace(): boolean {
  const id = useId()
  useEffect(() => {
    change([...places, id])
    return () => change(places.filter((place) => place !== id))
  }, [id])
  return useSyncExternalStore(subscribe, () => places.at(-1) === id)
}

/** Whether no window is open, so that toasts stand on the screen itself. */
export function useIsScreenOnTop(): boolean {
  return useSyncExternalStore(subscribe, () => places.length === 0)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function change(next: readonly string[]): void {
  places = next
  for (const listener of listeners) listener()
}
