import { useEffect } from 'react'

/** Begins in the first field of a form that has the page to itself: whoever came to fill it in types at once. */
export function useFirstField(): void {
  useEffect(() => {
    document.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
  }, [])
}
