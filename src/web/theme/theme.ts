export type Theme = 'light' | 'dark' | 'system'

const key = 'bookvalue-theme'

/** What this browser showed last, so that the first paint is right before anybody is known to be signed in. */
export function readTheme(): Theme {
  const kept = localStorage.getItem(key)
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function applyTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  localStorage.setItem(key, theme)
  root.dispatchEvent(new Event(themeChange))
}

/** Fired on the document element when somebody chooses another theme: what is drawn on a canvas draws itself anew. */
export const themeChange = 'bookvalue-theme'

/** A colour of tokens.css as it is now, light or dark: `readToken('--accent')` is `rgb(11, 107, 87)`. */
export function readToken(name: `--${string}`): string {
  const probe = document.createElement('i')
  probe.style.color = `var(${name})`
  document.body.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
