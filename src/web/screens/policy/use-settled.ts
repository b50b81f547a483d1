import { useEffect, useState } from 'react'

/** A value once it has not changed for a moment: what is asked for with every letter would come too late for the next. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
