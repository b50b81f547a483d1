import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, phone, useHouse } from './house.ts'
import { untilSettled } from './screen-laws.ts'

/** What the studio says of the whole book: `12 move up and 3 down, of 180 accounts.` */
async function movesSaid(page: Page): Promise<readonly [up: number, down: number]> {
  const said = page.locator('[role=status][aria-busy=false]', {
    hasText: /^\d+ move up and \d+ down, of \d+ accounts\.$/,
  })
  await said.waitFor()
  const [, up, down] = /^(\d+) move up and (\d+) down/.exec((await said.textContent()) ?? '') ?? []
  return [Number(up), Number(down)]
}

/** The accounts of each grade that a figure with a table shows, by the words above a column. */
async function gradesUnder(page: Page, figure: string, header: string): Promise<Record<string, string>> {
  const table = page.getByRole('figure', { name: figure }).getByRole('table')
  const headers = await table.locator('thead th, thead td').allTextContents()
  const rows = await table.locator('tbody tr').all()
  const cells = await Promise.all(
    rows.map(async (row) => [
      ((await row.locator('th').textContent()) ?? '').trim().slice(0, 1),
      ((await row.locator('th, td').nth(headers.indexOf(header)).textContent()) ?? '').trim(),
    ]),
  )
  return Object.fromEntries(cells) as Record<string, string>
}

/** Runs in the page. */
function valuesOf(fields: readonly Element[]): string[] {
  return fields.map((field) => (field instanceof HTMLInputElement ? field.value : ''))
}

describe.skipIf(!hasBrowser)('a leader tries a policy and adopts it', () => {
  const house = useHouse()

  it('sees who moves while typing, narrows it to an owner, and loses nothing by looking at an account', async () => {
    const page = await house.current.enter('leader')
    await page.getByRole('link', { name: 'Policy', exact: true }).click()
    await page.getByRole('link', { name: 'Change the policy' }).click()
    await page.getByText('Nothing is changed yet').waitFor()
    const bound = page.getByRole('textbox', { name: 'Least for A' })
    const before = await bound.inputValue()
    await bound.fill(String(Math.round(Number(before) * 0.6)))
    const [up, down] = await movesSaid(page)
    expect(up).toBeGreaterThan(0)
    expect(down).toBe(0)

    // The list below is of them, and an owner narrows all of it.
    const movers = page.getByRole('grid', { name: 'Accounts that move' })
    await movers.getByRole('link').first().waitFor()
    expect(await movers.getAttribute('aria-rowcount')).toBe(String(up + 1))
    const owner = page.getByRole('figure', { name: 'Who is affected' }).locator('tbody tr').first()
    const theirs = Number(await owner.getByRole('cell').nth(1).textContent())
    const name = (await owner.getByRole('button').textContent()) ?? ''
    await owner.getByRole('button').click()
    await page.getByRole('button', { name: `Remove filter Only ${name}` }).waitFor()
    await untilSettled(page)
    await expect.poll(async () => (await movesSaid(page))[0]).toBe(theirs)
    await page.getByRole('button', { name: 'The whole book' }).click()
    await expect.poll(async () => (await movesSaid(page))[0]).toBe(up)

    // Whoever looks at an account comes back to what was changed; Ctrl Z takes it back.
    await movers.getByRole('link').first().click()
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
    await page.goBack()
    await expect.poll(() => movesSaid(page)).toEqual([up, down])
    await page.keyboard.press('Control+z')
    await page.getByText('Nothing is changed yet').waitFor()
    expect(await page.getByRole('textbox', { name: 'Least for A' }).inputValue()).toBe(before)
    await page.keyboard.press('Control+y')
    await expect.poll(() => movesSaid(page)).toEqual([up, down])
  })

  it('begins from the value scale, is told of how few a factor is known, and takes it back', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/policy/studio`)
    await page.getByText('Nothing is changed yet').waitFor()
    await page.getByText('Begin from a template').click()
    await page.getByRole('combobox', { name: 'Template' }).selectOption('Value scale')
    await page.getByText('Core to Drain').click()
    await page.getByRole('button', { name: 'Use it' }).click()
    await expect
      .poll(() => page.getByRole('textbox', { name: /^Label of grade/ }).evaluateAll(valuesOf))
      .toEqual(['Core', 'Growth', 'Convenience', 'Drain'])
    // Not everybody promises anything: the studio says of how many the factor is known.
    const factor = page.getByRole('listitem').filter({ hasText: 'Taken as promised' })
    await factor.getByText(/^Known of [\d,]+ of [\d,]+ who bought/).waitFor()
    expect(await page.getByText('Known of none of').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await page.getByText('Nothing is changed yet').waitFor()
  })

  it('says at the field what is no bound, and asks the book nothing meanwhile', async () => {
    const page = await house.current.enter('leader', phone)
    await page.goto(`${house.current.demoUrl}/policy/studio`)
    await page.getByText('Nothing is changed yet').waitFor()
    let asked = 0
    page.on('request', (request) => (asked += Number(request.url().includes('/policies/preview'))))
    await page.getByRole('textbox', { name: 'Least for B' }).fill('many')
    await page.getByText('Write an amount such as 10000.50').waitFor()
    expect(await page.getByRole('button', { name: 'Adopt' }).isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Least for B' }).fill('999999999')
    await page.getByText('Must be less than the one above').waitFor()
    expect(asked).toBe(0)
  })

  it('keeps a draft, adopts it with a day and a note, and finds the book graded by it', async () => {
    const page = await house.current.enter('leader')
    await page.goto(`${house.current.demoUrl}/policy/studio`)
    await page.getByText('Nothing is changed yet').waitFor()
    await page.getByRole('button', { name: 'Add a grade below C' }).click()
    await page.getByRole('textbox', { name: 'Label of grade 4' }).fill('E')
    const [up, down] = await movesSaid(page)
    expect([up, down > 0]).toEqual([0, true])
    await page.keyboard.press('Control+s')
    await page.getByText('The draft is saved').waitFor()
    await page.waitForURL(/draft=/)
    await page.getByRole('link', { name: 'Policy', exact: true }).click()
    await page.getByRole('link', { name: /^Go on/ }).click()
    await expect.poll(() => movesSaid(page)).toEqual([up, down])
    const promised = await gradesUnder(page, 'Grades', 'After')

    await page.getByRole('button', { name: 'Adopt', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('E is new, for everything below').waitFor()
    await dialog.getByRole('textbox', { name: /^Why/ }).fill('Small accounts get a grade of their own')
    await dialog.getByRole('button', { name: 'Adopt it' }).click()
    const versions = page.getByRole('grid', { name: 'Versions' })
    await versions.getByText('Small accounts get a grade of their own').waitFor()
    expect(await page.getByText('Drafts').count()).toBe(0)

    // The figures of the book are worked out anew, come to a screen that is open meanwhile, and are what was promised.
    await page.getByRole('link', { name: 'Portfolio', exact: true }).click()
    await page.getByRole('figure', { name: 'Grades' }).getByText('E', { exact: true }).first().waitFor()
    const leader = await house.current.call('leader')
    await expect
      .poll(async () => (await leader.call('getPortfolio', { query: {} })).grades.map(({ grade }) => grade), {
        timeout: 30_000,
      })
      .toContain('E')
    const { grades } = await leader.call('getPortfolio', { query: {} })
    const said = Object.fromEntries(grades.map(({ grade, count }) => [grade ?? '–', String(count)]))
    expect(said).toEqual(promised)

    // And the two versions can be held against each other.
    await page.getByRole('link', { name: 'Policy', exact: true }).click()
    await page.getByRole('link', { name: 'Compare versions' }).click()
    await page.getByText('E is new, for everything below').waitFor()
  })

  it('needs somebody else to approve where the book wants four eyes', async () => {
    const administrator = await house.current.enter('administrator')
    await administrator.goto(`${house.current.demoUrl}/policy`)
    await administrator.getByRole('checkbox', { name: /^Somebody else must approve/ }).click()
    await administrator.getByText('From now on somebody else must approve').waitFor()

    const leader = await house.current.enter('leader')
    await leader.goto(`${house.current.demoUrl}/policy/studio`)
    await leader.getByText('Nothing is changed yet').waitFor()
    await leader.getByRole('checkbox', { name: 'freight' }).check()
    await leader.getByRole('button', { name: 'Ask for approval' }).click()
    await leader.getByRole('dialog').getByRole('button', { name: 'Ask for approval' }).click()
    await leader.getByText('Somebody else has to approve it now').waitFor()
    await leader.getByRole('link', { name: 'Look at it' }).click()
    await leader.getByText('You asked for it yourself').waitFor()
    expect(await leader.getByRole('button', { name: 'Approve' }).count()).toBe(0)

    await administrator.reload()
    await administrator.getByRole('link', { name: 'Look at it' }).click()
    await administrator.getByText('freight counts as spend').waitFor()
    await administrator.getByRole('textbox', { name: /^Your note/ }).fill('Agreed in the meeting')
    await administrator.getByRole('button', { name: 'Approve' }).click()
    await administrator.getByText('Approved and adopted').waitFor()
    const newest = administrator.getByRole('grid', { name: 'Versions' }).locator('tbody tr[data-row]').first()
    await newest.getByRole('gridcell').first().waitFor()
    const people = await newest.getByRole('gridcell').allTextContents()
    expect(new Set(people).size).toBeGreaterThan(4)
    await administrator.getByRole('checkbox', { name: /^Somebody else must approve/ }).click()
    await administrator.getByText('A policy is adopted without approval from now on').waitFor()
  })

  it('shows everybody how the book is graded, and keeps the studio to who may change it', async () => {
    const page = await house.current.enter('viewer')
    await page.goto(`${house.current.demoUrl}/policy`)
    await page.getByText('Holds now').waitFor()
    expect(await page.getByRole('link', { name: 'Change the policy' }).count()).toBe(0)
    await page.goto(`${house.current.demoUrl}/policy/studio`)
    await page.getByText('This screen is not for your role').waitFor()
  })
})
