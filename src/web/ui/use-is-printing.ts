import { useSyncExternalStore } from 'react'

/** Whether the page is being put on paper: then every loaded row is drawn, not only those in sight. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(subscribe, () => media().matches)
}

function media(): MediaQueryList {
  return matchMedia('print')
}

function subscribe(onChange: () => void): () => void {
  const query = media()
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
