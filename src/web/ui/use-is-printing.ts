import { useMedia } from './use-media.ts'

/** Whether the page is being put on paper: then every loaded row is drawn, not only those in sight. */
export function useIsPrinting(): boolean {
  return useMedia('print')
}
