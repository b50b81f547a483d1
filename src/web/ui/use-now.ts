import { useEffect, useState } from 'react'

const step = 30_000

/** The clock, for words such as `3 minutes ago`: it goes on while one looks. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), step)
    return () => clearInterval(timer)
  }, [])
  return now
}
