import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Where systems put it. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
] as const

/** A Chromium of this machine; null when there is none. Throws when somebody names one that is not there. */
export function findChromium(named: string | undefined): string | null {
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new Error(`Cannot find the browser "${named}" of BOOKVALUE_CHROMIUM`)
  }
  return [...usualPlaces, placeOfPlaywright()].find((path) => existsSync(path)) ?? null
}

/** Where Playwright would put its own; empty where it has none for this system. */
function placeOfPlaywright(): string {
  try {
    return chromium.executablePath()
  } catch {
    return ''
  }
}
