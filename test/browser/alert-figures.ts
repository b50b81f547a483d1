import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Output } from '../../src/contract/operations.ts'
import { parseMicros } from '../../src/domain/money.ts'
import { alerts as words } from '../../src/web/i18n/en/alerts.ts'
import type { ShownFigures } from './shown-figures.ts'
import { text, write } from './told-figures.ts'
import type { ToldFigures } from './told-figures.ts'

type Alert = Output<'listAlerts'>['items'][number] & { readonly sentence: string }
type Caps = Output<'getAlertCaps'>

/** Who is silent or declines, and how many alerts each rep is told of, as `alerts list` and `alerts caps` print them. */
export async function holdAlerts(
  page: Page,
  shown: ShownFigures,
  told: ToldFigures,
  address: string,
): Promise<readonly string[]> {
  const [row] = await told.json('alerts', 'caps')
  const caps = row as unknown as Caps
  const { found, looked } = caps
  if (!found || !looked) throw new Error('Nobody looked for alerts')
  const items = (await told.json('alerts', 'list', '--state', 'open')) as unknown as readonly Alert[]
  expect(items.length).toBeGreaterThan(0)
  await shown.open(address, '/alerts?tab=open', words.stake)
  const rows = page.locator('main li[data-row]')
  await expect.poll(() => rows.count()).toBe(items.length)
  await shown.hold(
    rows,
    items.map(({ sentence, stake }) => [sentence, write.short(parseMicros(text(stake)))]),
  )
  await shown.read(page.locator('main p', { hasText: 'answer the one in focus' }))
  expect(await shown.rest()).toEqual([])

  await shown.open(address, '/alerts?tab=caps', words.caps.title)
  const { silence, decline } = found
  await shown.hold(page.locator('main dl').first(), [
    [
      write.integer(silence.tested + decline.tested),
      `${write.integer(silence.tested)} accounts, ${write.integer(decline.tested)} parts of accounts`,
      write.integer(silence.alarms + decline.alarms),
      `${write.integer(silence.alarms)} silences, ${write.integer(decline.alarms)} declines`,
      write.integer(silence.seasonal),
      write.percent(caps.q),
    ],
  ])
  const table = page.getByRole('group', { name: words.caps.title })
  await shown.hold(
    table.locator('tbody tr'),
    caps.reps.map(({ open, cap, inWeek, answeredInWeek, useful, useless }) =>
      [open, cap, inWeek, answeredInWeek, useful, useless].map(write.integer),
    ),
  )
  const { rule } = caps
  const how = (await shown.read(page.locator('main p'))).flat().join(' ')
  expect(how).toContain(`at most ${write.percent(caps.q)} are false`)
  expect(how).toContain(`Each rep is told of ${String(caps.cap)} alerts a week`)
  expect(how).toContain(`Answers of the last ${String(rule.days)} days`)
  expect(how).toContain(`at least ${String(rule.least)}, at most ${String(rule.most)}`)
  return await shown.rest()
}
