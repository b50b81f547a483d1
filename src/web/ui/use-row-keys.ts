import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react'

interface Options {
  readonly count: number
  /** The row to begin with. */
  readonly first: number
  readonly body: RefObject<HTMLElement | null>
  /** Brings a row into sight, so that it is drawn. */
  readonly show: (index: number) => void
  readonly onOpen: (index: number) => void
}

/** One row of a table takes part in the order of the Tab key; j, k, the arrows, Home and End move which one. */
export function useRowKeys({ count, first, body, show, onOpen }: Options) {
  const [active, setActive] = useState(first)
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index))
    setActive(next)
    show(next)
    focusRow(body, next)
  }

  useEffect(() => {
    // From anywhere on the screen: j and k go to the rows.
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'j' && event.key !== 'k') return
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || count === 0) return
      if (body.current?.contains(document.activeElement) === true || document.querySelector('dialog[open]') !== null)
        return
      event.preventDefault()
      show(active)
      focusRow(body, active)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [active, body, count, show])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const page = 15
    const target = {
      j: active + 1,
      ArrowDown: active + 1,
      k: active - 1,
      ArrowUp: active - 1,
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      moveTo(target)
    } else if (event.key === 'Enter' && event.target instanceof HTMLTableRowElement) {
      event.preventDefault()
      onOpen(active)
    }
  }
  return { active: Math.min(active, Math.max(count - 1, 0)), setActive, onKeyDown }
}

/** At once where the row is drawn, so that keys may come fast; else when it is. */
function focusRow(body: RefObject<HTMLElement | null>, index: number): void {
  const drawn = rowAt(body.current, index)
  if (drawn !== null) drawn.focus({ preventScroll: true })
  else requestAnimationFrame(() => rowAt(body.current, index)?.focus({ preventScroll: true }))
}

function rowAt(body: HTMLElement | null, index: number): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-row="${index}"]`) ?? null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
