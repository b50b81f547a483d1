/** Which accounts are listed: all with stock or a promise, or those with stock that is dedicated to them or that they did not take. */
export const stockFilters = ['all', 'dedicated', 'untaken'] as const
export type StockFilter = (typeof stockFilters)[number]
