import { account } from './en/account.ts'
import { accounts } from './en/accounts.ts'
import { apiKeys } from './en/api-keys.ts'
import { audit } from './en/audit.ts'
import { bridge } from './en/bridge.ts'
import { calls } from './en/calls.ts'
import { closings } from './en/closings.ts'
import { control } from './en/control.ts'
import { drains } from './en/drains.ts'
import { earned } from './en/earned.ts'
import { finance } from './en/finance.ts'
import { fit } from './en/fit.ts'
import { importing } from './en/importing.ts'
import { imports } from './en/imports.ts'
import { inbox } from './en/inbox.ts'
import { inventory } from './en/inventory.ts'
import { jobs } from './en/jobs.ts'
import { lifetime } from './en/lifetime.ts'
import { mapping } from './en/mapping.ts'
import { movement } from './en/movement.ts'
import { myBook } from './en/my-book.ts'
import { policy } from './en/policy.ts'
import { receivables } from './en/receivables.ts'
import { retention } from './en/retention.ts'
import { reviews } from './en/reviews.ts'
import { scoreboard } from './en/scoreboard.ts'
import { search } from './en/search.ts'
import { selection } from './en/selection.ts'
import { settings } from './en/settings.ts'
import { sources } from './en/sources.ts'
import { start } from './en/start.ts'
import { users } from './en/users.ts'
import { value } from './en/value.ts'
import { first } from './first.ts'

/** Every text on screen, by the part of the screen it stands on. */
export const en = {
  ...first,
  start,
  users,
  audit,
  settings,
  apiKeys,
  jobs,
  search,
  policy,
  accounts,
  account,
  bridge,
  lifetime,
  receivables,
  inventory,
  value,
  earned,
  finance,
  selection,
  reviews,
  fit,
  drains,
  movement,
  retention,
  myBook,
  calls,
  scoreboard,
  imports,
  inbox,
  importing,
  mapping,
  sources,
  control,
  closings,
} as const
