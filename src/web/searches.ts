import { actionSubjects } from '../domain/action.ts'
import { bridgeMeasures, bridgeParts } from '../domain/bridge/bridge-parts.ts'
import { bridgeRates } from '../domain/bridge/bridge-shown.ts'
import { alertKinds } from '../domain/alert/alert.ts'
import { saleBases } from '../domain/cost-rate/book-rate.ts'
import { priceSignals } from '../domain/drain/price-signals.ts'
import { movementClasses } from '../domain/movement.ts'
import { postures } from '../domain/profit/posture.ts'
import { commitmentShows } from '../domain/commitment/shown.ts'
import { receivableFilters } from '../domain/receivables/ranked.ts'
import { stockFilters } from '../domain/inventory/ranked.ts'
import { stockRules } from '../domain/inventory/stock-rule.ts'
import { shownParts } from '../domain/receivables/measure.ts'
import { reviewGroupings } from '../domain/review/count-reviews.ts'
import { regradeClasses } from '../domain/regrade.ts'
import { financeTabs } from './screens/finance/finance-tabs.ts'
import { movementTabs } from './screens/movement/movement-query.ts'
import { reviewFilterSearch } from './screens/reviews/review-filter.ts'
import { accountFilterSearch, amount, day, daysAhead, month, oneOf, searchOf, someOf, text, texts } from './search.ts'

const moversSearch = {
  owner: text,
  territory: text,
  move: oneOf(regradeClasses),
  from: text,
  to: text,
}

/** What each screen takes out of the address: names it knows, with values that make sense. */
export const searches = {
  portfolio: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    by: oneOf(['owner', 'territory', 'segment']),
    step: oneOf(['quarter', 'year']),
    show: text,
  }),
  movement: searchOf({
    tab: oneOf(movementTabs),
    from: text,
    closed: oneOf(['no']),
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    parent: text,
    by: oneOf(['owner', 'territory', 'segment', 'parent']),
    step: oneOf(['quarter', 'year']),
    bound: oneOf(['money']),
    boundShare: amount,
    boundAmount: amount,
    class: someOf(movementClasses),
    gradeFrom: texts,
    gradeTo: texts,
    sort: oneOf(['size', '-size', 'change', '-change', 'name', '-name']),
    rate: oneOf(['fixed']),
    measure: oneOf(bridgeMeasures),
  }),
  accounts: searchOf({ ...accountFilterSearch, sort: text, columns: texts, view: text }),
  account: searchOf({
    tab: text,
    month,
    family: texts,
    /** With the family of accounts, in charts and lines. */
    ofFamily: oneOf(['yes']),
    /** Lines of the window before, which figures are compared with. */
    window: oneOf(['before']),
    /** An invoice that is open, by the source and number that getInvoice takes. */
    source: text,
    invoice: text,
    /** Which figure of the receivables the invoices are of. */
    show: oneOf(shownParts),
    /** Which items of its stock, and which of its promises. */
    rule: oneOf(['all', ...stockRules]),
    promises: oneOf(commitmentShows),
    /** The earlier period that an account is compared with. */
    since: text,
    /** What its bridge tells, at which exchange rates, of whom, and the part of which products are shown. */
    measure: oneOf(bridgeMeasures),
    rates: oneOf(bridgeRates),
    whose: oneOf(['account', 'family']),
    part: oneOf(bridgeParts),
    action: text,
  }),
  scoreboard: searchOf({ from: text, closed: oneOf(['no']), rep: text, show: oneOf(['league']) }),
  calls: searchOf({
    owner: oneOf(['me', 'all']),
    rep: texts,
    account: text,
    state: oneOf(['planned', 'done', 'dropped', 'all']),
  }),
  myBook: searchOf({ rep: text, action: text }),
  searchScreen: searchOf({ q: text }),
  newImport: searchOf({ upload: text, preview: text, job: text, source: text }),
  oneImport: searchOf({ job: text }),
  sources: searchOf({ source: text }),
  control: searchOf({ source: text, legalEntity: text, month, currency: text }),
  policyStudio: searchOf({ base: text, draft: text, ...moversSearch }),
  policyComparison: searchOf({ before: text, after: text, ...moversSearch }),
  policyRequest: searchOf(moversSearch),
  closings: searchOf({ job: text }),
  finance: searchOf({
    tab: oneOf(financeTabs),
    /** What is typed of a sale. */
    revenue: text,
    cost: text,
    stockDays: text,
    daysToPay: text,
    on: day,
    rate: text,
    stockBase: oneOf(saleBases),
    receivableBase: oneOf(saleBases),
  }),
  actions: searchOf({
    owner: text,
    subjectType: oneOf(actionSubjects),
    subject: text,
    state: someOf(['open', 'done', 'dropped']),
    dueBefore: day,
    action: text,
  }),
  alerts: searchOf({
    tab: oneOf(['week', 'open', 'answered', 'over', 'caps']),
    within: oneOf(['book', 'mine']),
    owner: texts,
    kind: someOf(alertKinds),
    account: text,
  }),
  lifetime: searchOf({
    days: daysAhead,
    tab: oneOf(['accounts', 'trust']),
    sort: oneOf(['probability', 'doubt']),
    within: oneOf(['book', 'mine']),
  }),
  profits: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    posture: someOf(postures),
    sort: text,
  }),
  drains: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    reason: someOf(['hours', ...priceSignals]),
    strategy: oneOf(['none', 'held']),
  }),
  stock: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    show: oneOf(stockFilters),
    sort: text,
  }),
  receivables: searchOf({
    within: oneOf(['book', 'mine']),
    owner: texts,
    territory: text,
    segment: texts,
    show: oneOf(receivableFilters),
    sort: text,
  }),
  selection: searchOf({
    tab: oneOf(['ranking', 'overrides', 'due', 'criteria']),
    show: oneOf(['all', 'strategic', 'open']),
    account: text,
  }),
  reviews: searchOf({
    tab: oneOf(['list', 'counts', 'reasons', 'plan']),
    by: oneOf(reviewGroupings),
    ...reviewFilterSearch,
  }),
  users: searchOf({ q: text, state: oneOf(['invited', 'active', 'disabled']), user: text }),
  audit: searchOf({ actor: text, verb: text, subject: text, from: day, to: day, entry: text }),
  jobs: searchOf({
    state: someOf(['waiting', 'running', 'done', 'failed', 'cancelled']),
    kind: someOf(['preview', 'import', 'undo', 'close', 'backup', 'lifetime', 'alerts', 'view', 'command']),
    job: text,
  }),
} as const
