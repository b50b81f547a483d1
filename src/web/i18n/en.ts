import { account } from './en/account.ts'
import { accounts } from './en/accounts.ts'
import { actions } from './en/actions.ts'
import { audit } from './en/audit.ts'
import { charts } from './en/charts.ts'
import { closings } from './en/closings.ts'
import { common } from './en/common.ts'
import { control } from './en/control.ts'
import { importing } from './en/importing.ts'
import { imports } from './en/imports.ts'
import { jobs } from './en/jobs.ts'
import { mapping } from './en/mapping.ts'
import { myBook } from './en/my-book.ts'
import { portfolio } from './en/portfolio.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { start } from './en/start.ts'
import { users } from './en/users.ts'

/** Every text on screen, by the part of the screen it stands on. */
export const en = {
  common,
  shell,
  start,
  users,
  audit,
  settings,
  jobs,
  search,
  portfolio,
  accounts,
  account,
  myBook,
  charts,
  imports,
  importing,
  mapping,
  control,
  closings,
  actions,
} as const
