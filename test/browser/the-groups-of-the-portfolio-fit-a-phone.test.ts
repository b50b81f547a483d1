import { describe, expect, it } from 'vitest'
import type { Role } from '../../src/domain/right.ts'
import { hasBrowser, phone, useHouse } from './house.ts'
import { untilSettled } from './screen-laws.ts'

describe.skipIf(!hasBrowser)('the groups of the portfolio on a phone', () => {
  const house = useHouse()

  it.each([
    ['leader', ['Spend', 'Change']],
    ['service', ['Accounts', 'Up', 'Down']],
  ] satisfies [Role, string[]][])(
    'show a %s what matters most beside the name, and nothing sideways',
    async (role, columns) => {
      const page = await house.current.enter(role, phone)
      for (const by of ['segment', 'owner', 'territory']) {
        await page.goto(`${house.current.demoUrl}/portfolio?by=${by}`)
        const groups = page.getByRole('region', { name: 'The book by owner, territory or segment' })
        await groups.getByRole('row').nth(1).waitFor()
        await untilSettled(page)
        const heads = await groups.getByRole('columnheader').allInnerTexts()
        expect(heads).toHaveLength(columns.length + 1)
        for (const [at, column] of columns.entries()) expect(heads[at + 1]).toContain(column)
        const sideways = await groups.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
        expect([by, sideways]).toEqual([by, 0])
      }
    },
  )
})
