import i18next from 'i18next'
import { expect, it } from 'vitest'
import { alertSentence as told } from '../src/cli/alert-sentence.ts'
import { makeFormat } from '../src/web/format.ts'
import { alerts } from '../src/web/i18n/en/alerts.ts'
import { alertSentence as shown } from '../src/web/screens/alerts/alert-sentence.ts'

const texts = i18next.createInstance()
await texts.init({ lng: 'en', resources: { en: { alerts } }, ns: ['alerts'], interpolation: { escapeValue: false } })
const write = texts.getFixedT('en', ['alerts', 'common'] as const)
const format = makeFormat('en-GB', 'UTC')

const fasteners = { type: 'family', key: 'erp/FAS', name: 'Fasteners' } as const

it.each([
  [{ usualDays: 12, gapDays: 41, part: null, fall: null }, 'Orders every 12 days, last 41 days ago'],
  [{ usualDays: 1, gapDays: 9, part: null, fall: null }, 'Orders every day, last 9 days ago'],
  [
    { usualDays: 12, gapDays: 41, part: fasteners, fall: { days: 91, after: 0, before: 7.5 } },
    'Orders every 12 days, last 41 days ago, Fasteners: 0 orders in 91 days, 7.5 before, while the account as a whole orders on',
  ],
  [
    { usualDays: 12, gapDays: 3, part: fasteners, fall: { days: 182, after: 1, before: 15 } },
    'Fasteners: 1 order in 182 days, 15 before, while the account as a whole orders on',
  ],
])('The command line and the screens say of an alert the same: %s', (alert, sentence) => {
  expect(told(alert)).toBe(sentence)
  expect(shown(alert, write, format)).toBe(sentence)
})
