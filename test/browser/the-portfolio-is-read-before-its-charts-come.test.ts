import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../cli/book.ts'
import { hasBrowser, useHouse } from './house.ts'

const budget = 250_000
const isChart = (name: string): boolean => /^echarts-|^EChart-/.test(name)

describe.skipIf(!hasBrowser)('the portfolio is read before its charts come', () => {
  const house = useHouse()

  it(`with at most ${String(budget)} bytes of script, packed with gzip`, async () => {
    const page = await house.current.enter('leader')
    await page.goto('about:blank')
    const scripts = new Set<string>()
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(basename(new URL(request.url()).pathname))
    })
    const started = performance.now()
    await page.goto(`${house.current.demoUrl}/portfolio`)
    await page.getByRole('figure', { name: 'Needs a look' }).getByRole('listitem').first().waitFor()
    const readable = performance.now() - started
    await expect.poll(() => [...scripts].some(isChart), { timeout: 10_000 }).toBe(true)

    const sizes = await Promise.all(
      [...scripts].map(async (name) => {
        const { byteLength } = await readFile(join(projectRoot, 'dist', 'web', 'assets', `${name}.gz`))
        return { name, bytes: byteLength }
      }),
    )
    const before = sizes.filter(({ name }) => !isChart(name)).reduce((sum, { bytes }) => sum + bytes, 0)
    console.log(`Script before the charts ${String(before)} bytes; readable after ${readable.toFixed(0)} ms`)
    expect(before).toBeLessThanOrEqual(budget)
  })
})
