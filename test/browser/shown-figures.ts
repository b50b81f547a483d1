import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** A figure that is held as a part of a sum. */
export const any = '*'

/**
 * Figures of the screen that is on, held one by one against what the command line prints. What nobody held is left over, so that
 * a figure that is new on a screen makes the test fail until somebody says where it comes from.
 */
export class ShownFigures {
  readonly #page: Page
  #where = ''

  constructor(page: Page) {
    this.#page = page
  }

  async open(address: string, path: string, words: string): Promise<void> {
    this.#where = path
    await this.#page.goto(`${address}${path}`)
    await this.#page.getByText(words).first().waitFor()
  }

  /** The texts with a figure in each element of `places` are these, and none is more or less. */
  async hold(places: Locator, expected: readonly (readonly string[])[]): Promise<void> {
    const shown = await places.evaluateAll(readAndMark)
    assertSame({ where: this.#where, shown }, { where: this.#where, shown: expected })
  }

  /** The texts with a figure in each element, which are held from then on by who reads them. */
  async read(places: Locator): Promise<readonly (readonly string[])[]> {
    return places.evaluateAll(readAndMark)
  }

  /**
   * The same for rows known by their name, whatever order they stand in. A text that is `any` is one that is held elsewhere, as a
   * part of a sum; what stands there is given, in the order of the rows.
   */
  async holdRows(rows: Locator, expected: ReadonlyMap<string, readonly string[]>): Promise<readonly string[]> {
    const names = await rows.evaluateAll((all) =>
      all.map((row) => row.querySelector('a, th button')?.textContent?.trim() ?? ''),
    )
    const shown = await rows.evaluateAll(readAndMark)
    assertSame({ where: this.#where, hasRows: names.length > 0 }, { where: this.#where, hasRows: true })
    const elsewhere: string[] = []
    for (const [place, name] of names.entries()) {
      const told = expected.get(name)
      const texts = (shown[place] ?? []).map((text, at) => {
        if (told?.[at] !== any) return text
        elsewhere.push(text)
        return any
      })
      assertSame({ where: this.#where, name, texts }, { where: this.#where, name, texts: told })
    }
    return elsewhere
  }

  /** Texts with a figure that nothing was held against; days, heads of columns and what is drawn as a scale are none. */
  async rest(): Promise<readonly string[]> {
    return this.#page.locator('main').evaluate((main) => {
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
      const left: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const around = node.parentElement
        const isSeen = around?.checkVisibility() === true
        if (!isSeen || around.closest('.unseen, svg, select, time, thead, button[popovertarget], [data-held]')) continue
        const text = (node.textContent ?? '')
          .replaceAll(/\s+/g, ' ')
          .replaceAll(/\b\d{1,2} [A-Z][a-z]{2,3}(?: 20\d\d)?\b/g, '')
          .replaceAll(/\bK\d{6}\b/g, '')
          .trim()
        if (/\d/.test(text)) left.push(text)
      }
      return left
    })
  }
}

/** With where it is, so that a failure says which figure of which screen. */
function assertSame(shown: object, told: object): void {
  expect(shown).toEqual(told)
}

/** Runs in the page: the texts with a figure in each element, which are held from then on. */
function readAndMark(elements: readonly Element[]): string[][] {
  return elements.map((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const texts: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const around = node.parentElement
      if (around?.checkVisibility() !== true || around.closest('.unseen, svg, select, time')) continue
      const text = (node.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
      if (/\d/.test(text)) texts.push(text)
    }
    element.setAttribute('data-held', '')
    return texts
  })
}
