/**
 * What stands between gross profit and net profit (measures.md, 8): looking after the account, waiting for its money, carrying its
 * stock, freight paid and not invoiced, rebates accrued and not yet credited, and handling what it sent back.
 */
export const profitComponents = ['service', 'financing', 'carrying', 'freight', 'rebates', 'returns'] as const
export type ProfitComponent = (typeof profitComponents)[number]

/**
 * `known`: its money is told. `unknown`: something is there whose cost cannot be told, a rate is missing, and net profit is
 * unknown with it. `not-measured`: nothing of it up to the end of the window was ever imported; net profit leaves it out and says so.
 */
export const componentStates = ['known', 'unknown', 'not-measured'] as const
export type ComponentState = (typeof componentStates)[number]
