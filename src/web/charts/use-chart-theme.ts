import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { readToken, themeChange } from '../theme/theme.ts'
import type { ChartTheme } from './chart-theme.ts'

/** The theme of the page as it is now, and again when it changes: light, dark, or ink on paper. */
export function useChartTheme(): ChartTheme {
  const [theme, setTheme] = useState(readTheme)
  useEffect(() => {
    const read = (): void => {
      setTheme(readTheme())
    }
    // Paper does not wait for the next frame.
    const readAtOnce = (): void => {
      flushSync(read)
    }
    const night = matchMedia('(prefers-color-scheme: dark)')
    const paper = matchMedia('print')
    document.documentElement.addEventListener(themeChange, read)
    night.addEventListener('change', read)
    paper.addEventListener('change', readAtOnce)
    return () => {
      document.documentElement.removeEventListener(themeChange, read)
      night.removeEventListener('change', read)
      paper.removeEventListener('change', readAtOnce)
    }
  }, [])
  return theme
}

function readTheme(): ChartTheme {
  return {
    text: readToken('--ink'),
    muted: readToken('--ink-soft'),
    hairline: readToken('--chart-grid'),
    surface: readToken('--surface'),
    accent: readToken('--chart-1'),
    before: readToken('--ink-faint'),
    font: getComputedStyle(document.body).fontFamily,
    size: 12,
  }
}
