import { actions } from './en/actions.ts'
import { alerts } from './en/alerts.ts'
import { charts } from './en/charts.ts'
import { common } from './en/common.ts'
import { portfolio } from './en/portfolio.ts'
import { profits } from './en/profits.ts'
import { shell } from './en/shell.ts'

/** The texts of what is drawn first: the frame of every screen, and the Portfolio. Those of the others come with their scripts. */
export const first = { common, shell, portfolio, charts, actions, profits, alerts } as const
