import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A desk, a small laptop and a phone. */
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
] as const
const themes = ['light', 'dark'] as const

/** Waits until nothing on the screen is on its way any more. */
export async function untilSettled(page: Page): Promise<void> {
  await page.locator('h1, dialog[open] h2').first().waitFor({ state: 'attached' })
  const busy = page.locator('[aria-busy="true"], [role="status"]:text-is("Loading")')
  await expect.poll(() => busy.count(), { timeout: 30_000, interval: 25 }).toBe(0)
}

/**
 * What is wrong with a screen that is on, at every size and in both themes: findings of axe that keep people out, and content
 * wider than the window. Does not load the screen again, so that what is open stays open.
 */
export async function findFlaws(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    await untilSettled(page)
    found.push(...(await findOverflow(page)))
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      await untilStill(page)
      // A theme changes colours and nothing else.
      const rules = theme === 'light' ? null : ['color-contrast']
      found.push(...(await findBarriers(page, rules)).map((what) => `${String(size.width)} ${theme}: ${what}`))
    }
    await page.emulateMedia({ colorScheme: 'light' })
  }
  await page.setViewportSize(sizes[0])
  return found
}

/** What axe finds serious or critical, by its rules or some of them. */
async function findBarriers(page: Page, rules: string[] | null): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async (only) => {
    const { axe: here } = globalThis as unknown as { readonly axe: typeof axe }
    const options = { resultTypes: ['violations' as const] }
    const { violations } = await here.run(only === null ? options : { ...options, runOnly: only })
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ html, failureSummary }) => ({ id, html, failureSummary })))
      .map(({ id, html, failureSummary = '' }) =>
        [id, html.slice(0, 160), failureSummary.split('\n')[1]?.trim()].join(' '),
      )
  }, rules)
}

/** Waits until colours have changed to what they are to be. */
async function untilStill(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const atMost = (work: Promise<unknown>): Promise<unknown> =>
      Promise.race([work, new Promise((resolve) => setTimeout(resolve, 2000))])
    for (let frame = 0; frame < 2; frame += 1) await atMost(new Promise(requestAnimationFrame))
    // What turns until a job has ended never comes to rest by itself.
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    await atMost(Promise.allSettled(ending.map(({ finished }) => finished)))
  })
}

/**
 * What makes a screen wider than its window, for whoever has to mend it; nothing when all of it fits. What measures itself is
 * drawn anew some frames after the window has changed, and letters after their font has come: only what stays too wide counts.
 */
export async function findOverflow(page: Page): Promise<string[]> {
  // A page that draws nothing at the moment would keep its promises for ever.
  await page.evaluate(async () => {
    await Promise.race([document.fonts.ready, new Promise((resolve) => setTimeout(resolve, 2000))])
  })
  let over = await widthOver(page)
  for (let turn = 0; over > 0 && turn < 40; turn += 1) {
    await page.waitForTimeout(50)
    over = await widthOver(page)
  }
  const width = page.viewportSize()?.width ?? 0
  return over === 0 ? [] : [`${String(width)}: ${String(over)} px wider than the window, by ${await widest(page)}`]
}

/** How many pixels of the page lie beyond the right edge of the window. */
export async function widthOver(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth))
}

/** The innermost element that reaches beyond the window and is not cut off or scrolled by one around it. */
async function widest(page: Page): Promise<string> {
  return page.evaluate(() => {
    const isCut = (element: Element): boolean => {
      for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
        if (getComputedStyle(around).overflowX !== 'visible') return true
      }
      return false
    }
    const all = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth && !isCut(element),
    )
    const inner = all.filter((element) => !all.some((other) => other !== element && element.contains(other)))
    return inner.map((element) => element.outerHTML.slice(0, 160)).join(' and ') || '?'
  })
}

/** Flaws of several screens one after another, each with where it was. */
export class Flaws {
  readonly found: string[] = []
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async look(where: string): Promise<void> {
    for (const flaw of await findFlaws(this.#page)) this.found.push(`${where}: ${flaw}`)
  }
}
